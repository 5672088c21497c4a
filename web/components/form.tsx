/** A form that changes something: token, idempotency key, and no second post while the first is under way. */
import type { Child } from 'hono/jsx';
import { Csrf, IdempotencyKey } from './hidden.tsx';

export interface FormProps {
  action: string;
  csrf: string;
  /** Idempotency key; every mutating form has one. */
  formKey?: string;
  id?: string;
  class?: string;
  /** For files. */
  multipart?: boolean;
  children?: Child;
  [attribute: string]: unknown;
}

/** Always POST; the browser's own validation is off, since ours speaks the page's language. */
export const Form = ({
  action,
  csrf,
  formKey,
  multipart,
  children,
  class: className,
  ...rest
}: FormProps) => (
  <form
    {...rest}
    class={className}
    action={action}
    method="post"
    enctype={multipart ? 'multipart/form-data' : undefined}
    novalidate
    data-once
  >
    <Csrf token={csrf} />
    {formKey ? <IdempotencyKey value={formKey} /> : null}
    {children}
  </form>
);

/** Questions in a grid of sixths. */
export const FormGrid = ({ children }: { children?: Child }) => <div class="sq-form">{children}</div>;
