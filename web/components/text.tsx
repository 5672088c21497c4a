/** Small helpers of text: what only readers hear, absent cells, numbers with commas, class names. */
import type { Child } from 'hono/jsx';
import { fixed, type JSX } from '../../markup/runtime.ts';

/** Joins class names, leaving out what is false. */
export function cx(...names: (string | number | boolean | null | undefined)[]): string {
  let text = '';
  for (const name of names) if (name) text = text === '' ? `${name}` : `${text} ${name}`;
  return text;
}

/** Words for screen readers only. */
export const Hidden: (props: { children?: Child }) => JSX.Element = fixed('span', {
  class: 'govuk-visually-hidden',
});

/** An empty cell: a dash for the eye, the reason for readers. */
export const Blank = ({ why }: { why: string }) => (
  <>
    <span class="sq-none" aria-hidden="true">
      －
    </span>
    <Hidden>{why}</Hidden>
  </>
);

/** `73,947,818`: written by hand, so that the server's locale data cannot change it. */
export const commas = (n: number): string =>
  Math.trunc(n)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
