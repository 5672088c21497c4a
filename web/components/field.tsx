/**
 * One question of a form: label or legend, hint, error, control.
 * The id of a control is its field name unless told otherwise, so that the summary's links find it.
 */
import type { Child } from 'hono/jsx';
import type { Problem } from '../../domain/problem.ts';
import { ErrorMessage, problemOf } from './problems.tsx';
import { cx, Hidden } from './text.tsx';

/** Width in sixths of `sq-form`; none = the whole row. */
export type Sixths = 1 | 2 | 3 | 4;

export interface FieldProps {
  name: string;
  label: string;
  id?: string;
  required?: boolean;
  hint?: Child;
  /** Either the problem itself, or all problems of the page, of which the field takes its own. */
  problem?: Problem;
  problems?: readonly Problem[];
  width?: Sixths;
  /** Label for readers only. */
  hideLabel?: boolean;
  /** Quiet words behind the label, e.g. 可複選. */
  aside?: string;
  /** What is said of the answer below its control, e.g. findings of the posting assistant. */
  below?: Child;
}

/** R30: the mark of a field that must be filled. */
export const RequiredMark = () => (
  <span class="sq-required" aria-hidden="true">
    *
  </span>
);

export const RequiredNote = () => (
  <p class="sq-small sq-quiet">
    (<span class="sq-required">*</span>為必填欄位)
  </p>
);

export const Hint = ({ id, children }: { id: string; children?: Child }) => (
  <div class="govuk-hint" id={`${id}-hint`}>
    {children}
  </div>
);

export const idOf = (props: { name: string; id?: string }): string => props.id ?? props.name;
export const problemFor = (props: Pick<FieldProps, 'name' | 'problem' | 'problems'>): Problem | undefined =>
  props.problem ?? problemOf(props.problems, props.name);

/** `aria-describedby` of a control: its hint, its error and what stands below it, whichever exist. */
export function describedBy(props: FieldProps): string | undefined {
  const id = idOf(props);
  const hint = props.hint ? `${id}-hint` : '';
  return cx(hint, problemFor(props) && `${id}-error`, props.below ? belowId(id) : '') || undefined;
}

/** Where `below` stands, so that it can be put anew alone. */
export const belowId = (id: string): string => `${id}-below`;
export const Below = ({ id, children }: { id: string; children?: Child }) =>
  children ? <div id={belowId(id)}>{children}</div> : null;

/** What a label or legend says: mark, words, 「（必填）」 for readers. */
export const LabelWords = ({
  label,
  required,
  aside,
}: {
  label: string;
  required?: boolean;
  aside?: string;
}) => (
  <>
    {required ? <RequiredMark /> : null}
    {label}
    {required ? <Hidden>（必填）</Hidden> : null}
    {aside ? <span class="sq-quiet sq-small">　{aside}</span> : null}
  </>
);

/** A question with one control; `children` is the control. */
export const Field = ({ children, ...props }: FieldProps & { children?: Child }) => {
  const id = idOf(props);
  const problem = problemFor(props);
  return (
    <div
      class={cx(
        'govuk-form-group',
        props.width && `sq-w${props.width}`,
        problem && 'govuk-form-group--error',
      )}
    >
      <label class={cx('govuk-label', props.hideLabel && 'govuk-visually-hidden')} for={id}>
        <LabelWords label={props.label} required={props.required} aside={props.aside} />
      </label>
      {props.hint ? <Hint id={id}>{props.hint}</Hint> : null}
      <ErrorMessage id={id} problem={problem} />
      {children}
      <Below id={id}>{props.below}</Below>
    </div>
  );
};

/** A question with several controls; `children` are the controls. */
export const FieldGroup = ({ children, ...props }: FieldProps & { children?: Child }) => {
  const id = idOf(props);
  const problem = problemFor(props);
  return (
    <div
      class={cx(
        'govuk-form-group',
        props.width && `sq-w${props.width}`,
        problem && 'govuk-form-group--error',
      )}
    >
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(props)}>
        <legend class={cx('govuk-fieldset__legend', props.hideLabel && 'govuk-visually-hidden')}>
          <LabelWords label={props.label} required={props.required} aside={props.aside} />
        </legend>
        {props.hint ? <Hint id={id}>{props.hint}</Hint> : null}
        <ErrorMessage id={id} problem={problem} />
        {children}
        <Below id={id}>{props.below}</Below>
      </fieldset>
    </div>
  );
};
