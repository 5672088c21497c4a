/** Buttons and rows of them. A link that goes somewhere is an `a`, an act is a `button`. */
import type { Child } from 'hono/jsx';
import { cx } from './text.tsx';

export interface ButtonLook {
  kind?: 'primary' | 'secondary' | 'warning' | 'link';
  size?: 'small' | 'large';
  wide?: boolean;
  class?: string;
}

const look = ({ kind, size, wide, class: extra }: ButtonLook): string =>
  cx(
    kind === 'link' ? 'sq-linkbutton' : 'govuk-button',
    kind === 'secondary' && 'govuk-button--secondary',
    kind === 'warning' && 'govuk-button--warning',
    size && `sq-button--${size}`,
    wide && 'sq-button--wide',
    extra,
  );

/** Submits its form unless `type` says otherwise; further attributes (formaction, hx-*, data-*) pass through. */
export const Button = ({
  kind,
  size,
  wide,
  class: extra,
  children,
  ...rest
}: ButtonLook & {
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  disabled?: boolean;
  formaction?: string;
  formnovalidate?: boolean;
  form?: string;
  children?: Child;
  [attribute: string]: unknown;
}) => (
  <button {...rest} class={look({ kind, size, wide, class: extra })} type={rest.type ?? 'submit'}>
    {children}
  </button>
);

/** A link that looks like a button. */
export const LinkButton = ({
  kind,
  size,
  wide,
  class: extra,
  children,
  ...rest
}: ButtonLook & { href: string; children?: Child; [attribute: string]: unknown }) => (
  <a {...rest} class={look({ kind, size, wide, class: extra })}>
    {children}
  </a>
);

/** A row of buttons; one of them primary. */
export const Buttons = ({ centre, children }: { centre?: boolean; children?: Child }) => (
  <div class={cx('sq-buttons', centre && 'sq-buttons--center')}>{children}</div>
);

/** Enter presses the first button of a form: where another button stands above, this unseen one says which it is to be. */
export const EnterPresses = ({ name, value }: { name: string; value: string }) => (
  <input class="govuk-visually-hidden" type="submit" name={name} value={value} tabindex={-1} hidden />
);
