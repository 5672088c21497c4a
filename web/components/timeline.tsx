/** What happened, oldest first; every change of a reply stays. */
import type { Child } from 'hono/jsx';
import { cx } from './text.tsx';

export interface TimelineItem {
  /** As shown: 115/11/21 10:12 */
  time: string;
  what?: string;
  /** A tag or further words behind it. */
  detail?: Child;
  quote?: string;
  /** `in` came from the applicant, `next` has not happened yet. */
  kind?: 'in' | 'next';
}

export const Timeline = ({ items }: { items: readonly TimelineItem[] }) => (
  <ol class="sq-timeline">
    {items.map((item) => (
      <li class={cx('sq-timeline__item', item.kind && `sq-timeline__item--${item.kind}`)}>
        <span class="sq-timeline__time">{item.time}</span>
        {item.what ? <span class="sq-timeline__what">{item.what}</span> : null}
        {item.detail ? (
          <>
            {item.what ? '　' : null}
            {item.detail}
          </>
        ) : null}
        {item.quote ? <p class="sq-quote">{item.quote}</p> : null}
      </li>
    ))}
  </ol>
);
