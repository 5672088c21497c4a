/** A list that is the whole of its page, and the links at the end of its rows. */
import type { Child } from 'hono/jsx';
import { EmptyState } from './empty-state.tsx';
import { Cell, type Column, Table } from './table.tsx';
import { Hidden } from './text.tsx';

/** The table in its card; where there are no rows, what is missing and the way on. */
export const ListCard = <T,>(props: {
  caption: string;
  columns: readonly (Column | string)[];
  rows: readonly T[];
  /** The `Row` of one of them. */
  line: (row: T) => Child;
  none: { title: string; text: string };
}) =>
  props.rows.length === 0 ? (
    <EmptyState {...props.none} />
  ) : (
    <div class="sq-card">
      <Table caption={props.caption} columns={props.columns}>
        {props.rows.map(props.line)}
      </Table>
    </div>
  );

/** A link that does something with the row; `about` says to which row for those who hear it alone. */
export const ActCell = (props: { href: string; about: string; children?: Child }) => (
  <Cell card="act">
    <a href={props.href}>
      {props.children}
      <Hidden>：{props.about}</Hidden>
    </a>
  </Cell>
);
