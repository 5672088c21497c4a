/** Facts as term and value. */
import type { Child } from 'hono/jsx';
import { cx } from './text.tsx';

export interface Fact {
  term: Child;
  value: Child;
  /** Numbers and dates that must hold together. */
  number?: boolean;
}

/** Facts whose value is empty ('' or null) are left out. */
export const SummaryList = ({ facts, columns }: { facts: readonly (Fact | null | false)[]; columns?: 2 }) => (
  <dl class={cx('sq-facts', columns && `sq-facts--${columns}`)}>
    {facts.map((fact) =>
      !fact || fact.value === '' || fact.value === null || fact.value === undefined ? null : (
        <div>
          <dt>{fact.term}</dt>
          <dd class={fact.number ? 'sq-num' : undefined}>{fact.value}</dd>
        </div>
      ),
    )}
  </dl>
);
