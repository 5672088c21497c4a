/** Sheets of a page, the title above them, and the stack that spaces them. */
import type { Child } from 'hono/jsx';
import { cx } from './text.tsx';

/**
 * A sheet with a heading. Its id can be linked to; the heading is `<id>-h`.
 * Ids of sheets and names of fields share one space: `part-agency`, not `agency`, where a field is called so.
 */
export const Card = (props: {
  id: string;
  title: string;
  aside?: Child;
  pad?: boolean;
  children?: Child;
}) => (
  <section class="sq-card" id={props.id} aria-labelledby={`${props.id}-h`}>
    <div class="sq-card__head">
      <h2 id={`${props.id}-h`}>{props.title}</h2>
      {props.aside}
    </div>
    <div class="sq-card__body">{props.children}</div>
  </section>
);

/** The page's one h1, what it concerns, and at the right its tags or actions. */
export const Title = (props: { title: string; sub?: Child; tight?: boolean; children?: Child }) => (
  <div class={cx('sq-title', props.tight && 'sq-title--tight')}>
    <div>
      <h1>{props.title}</h1>
      {props.sub ? <p class="sq-title__sub">{props.sub}</p> : null}
    </div>
    {props.children}
  </div>
);

/** Tags at the right of a title. */
export const TitleTags = ({ children }: { children?: Child }) => <p class="sq-hero__tags">{children}</p>;

export const Stack = ({ children }: { children?: Child }) => <div class="sq-stack">{children}</div>;

/** The way back to the list, above the title. */
export const BackLink = ({ href, children }: { href: string; children?: Child }) => (
  <a class="sq-back" href={href}>
    {children}
  </a>
);
