/** Small parts the cards share. */
import type { Child } from 'hono/jsx';
import { Button, Form, Hidden, HiddenFields } from '../components/index.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import type { PageContext } from '../view.ts';

/** A word that leads into the Temporal UI, or the word alone where no UI is configured. */
export const UiLink = ({ href, children }: { href: string | null; children?: Child }) =>
  href ? (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  );

/** One act on one thing: a form of its own, with its own key. */
export const Act = (props: {
  ctx: PageContext;
  action: string;
  id?: string;
  /** Which thing, for readers who hear the buttons without their rows. */
  about?: string;
  children: string;
}) => (
  <Form action={props.action} csrf={props.ctx.csrf} formKey={newFormKey()}>
    {props.id === undefined ? null : <HiddenFields values={{ id: props.id }} />}
    <Button kind="secondary" size="small">
      {props.children}
      {props.about ? <Hidden> {props.about}</Hidden> : null}
    </Button>
  </Form>
);

/** A list shows the first rows only; the count above it is of all. */
export const More = ({ shown, all, unit }: { shown: number; all: number; unit: string }) =>
  all > shown ? (
    <p class="sq-small sq-quiet">
      只列出最早的 {shown} {unit}，其餘處理後會依序出現。
    </p>
  ) : null;
