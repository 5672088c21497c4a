/** The bar at the foot of a tick table: one group for each set of boxes. Stays enabled at 0: an error answers. */
import type { Child } from 'hono/jsx';

export const ActionBar = ({ label, end, children }: { label: string; end?: Child; children?: Child }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend inside the bar
  <div class="sq-actionbar" role="group" aria-label={label}>
    {children}
    {end ? <p class="sq-actionbar__end">{end}</p> : null}
  </div>
);

/**
 * Live count of one set and its button.
 * @param of name of the boxes; `limit` R75: at most so many at a time
 */
export const ActionGroup = (props: {
  of: string;
  count: number;
  before: string;
  unit: string;
  limit?: number;
  children?: Child;
}) => (
  <div class="sq-actionbar__group">
    <p class="sq-actionbar__count" role="status" data-limit-of={props.of} data-limit={props.limit}>
      {props.before} <strong data-count-of={props.of}>{props.count}</strong> {props.unit}
      {props.limit ? `／上限 ${props.limit} ${props.unit}` : null}
      <span class="sq-cell-alert" data-over-limit hidden>
        超過上限，請減少勾選
      </span>
    </p>
    {props.children}
  </div>
);
