// biome-ignore-all lint/a11y/noRedundantRoles: cards change `display`, which takes the implied roles away
// biome-ignore-all lint/a11y/useSemanticElements: the elements are the semantic ones
/**
 * The data tables. Below 1024 px rows become cards by CSS, which changes `display`; so every part says its role.
 * Facts of a card take their words from `label` (data-label).
 */
import type { Child } from 'hono/jsx';
import { fixed, type JSX } from '../../markup/runtime.ts';
import { commas, cx } from './text.tsx';

/** Where a cell goes in a card: LOOK.md, "cards below 1024". */
export type CardPlace =
  | 'title'
  | 'status'
  | 'lead'
  | 'early'
  | 'late'
  | 'tick'
  | 'blank'
  | 'act'
  | 'act--wide'
  | 'wide'
  | 'hide';

const places = (card?: CardPlace | readonly CardPlace[]): string => {
  if (card === undefined) return '';
  return typeof card === 'string' ? `sq-card-${card}` : card.map((one) => `sq-card-${one}`).join(' ');
};

export interface Column {
  head: Child;
  /** Row number column. */
  number?: boolean;
  class?: string;
}

/** A table with caption and column heads; `children` are `Row`s. `cards={false}` for small tables. */
export const Table = (props: {
  caption: string;
  columns: readonly (Column | string)[];
  look?: 'register' | 'people';
  cards?: boolean;
  showCaption?: boolean;
  id?: string;
  children?: Child;
}) => (
  // The wrap scrolls sideways when a table is wider than its sheet; the keyboard has to reach it then.
  <div class="sq-tablewrap" role="region" aria-label={props.caption} tabindex={0}>
    <table
      class={cx(
        'sq-table',
        props.cards !== false && 'sq-table--cards',
        props.look && `sq-table--${props.look}`,
      )}
      role="table"
      id={props.id}
    >
      <caption class={props.showCaption ? undefined : 'govuk-visually-hidden'}>{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {props.columns.map((column) => {
            const {
              head,
              number,
              class: extra,
            } = typeof column === 'string' ? ({ head: column } as Column) : column;
            return (
              <th role="columnheader" scope="col" class={cx(number && 'sq-table__n', extra) || undefined}>
                {head}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody role="rowgroup">{props.children}</tbody>
    </table>
  </div>
);

const PlainRow = fixed('tr', { role: 'row' });

export const Row = ({ open, id, children }: { open?: boolean; id?: string; children?: Child }) => (
  <PlainRow id={id} class={open ? 'sq-row-open' : undefined}>
    {children}
  </PlainRow>
);

export interface CellProps {
  /** The column's word in a card. */
  label?: string;
  card?: CardPlace | readonly CardPlace[];
  class?: string;
  colspan?: number;
  children?: Child;
}

export const Cell = (props: CellProps) => (
  <td
    role="cell"
    class={cx(props.class, places(props.card)) || undefined}
    data-label={props.label}
    colspan={props.colspan}
  >
    {props.children}
  </td>
);

/** The same as a component of its own, for a table of many rows: `Cell` with these said once. */
export const cellOf = (p: Omit<CellProps, 'children'>): ((props: { children?: Child }) => JSX.Element) =>
  fixed('td', {
    role: 'cell',
    class: cx(p.class, places(p.card)) || undefined,
    'data-label': p.label,
    colspan: p.colspan,
  });

/** 序號. */
export const NumberCell = cellOf({ class: 'sq-table__n', card: 'hide', label: '序號' });

const HeadCell = fixed('th', { role: 'rowheader', scope: 'row' });

/** The cell that names the row: the person or the vacancy. */
export const RowHead = (props: Omit<CellProps, 'label' | 'colspan'>) => (
  <HeadCell class={cx(props.class, places(props.card ?? 'title'))}>{props.children}</HeadCell>
);

/** The opened row below its row; also reachable as a page of its own. */
export const DetailRow = ({ id, columns, children }: { id: string; columns: number; children?: Child }) => (
  <tr role="row" class="sq-detail" id={id}>
    <td role="cell" colspan={columns}>
      <div class="sq-detail__in">{children}</div>
    </td>
  </tr>
);

/** Count above a table: 符合條件 48 件, 共 12 人 (R72), and what stands beside it. */
export const ResultBar = ({
  before,
  count,
  unit,
  children,
}: {
  before: string;
  count: number;
  unit: string;
  children?: Child;
}) => (
  <div class="sq-result">
    <p class="sq-result__n" role="status">
      {before}
      <strong>{commas(count)}</strong>
      {unit}
    </p>
    {children}
  </div>
);
