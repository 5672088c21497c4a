/** R13: the rows of a file as a table; each problem stands in the cell that has it. */
import { columnOf, IMPORT_COLUMNS } from '../../domain/import-columns.ts';
import type { Problem } from '../../domain/problem.ts';
import { Blank, Cell, ErrorMessage, Row, RowHead, Table, Tag } from '../components/index.ts';
import type { ImportPlan, PlannedRow } from './import-plan.ts';

/** What is shown of every row, whether or not something is wrong there. */
const KEY_COLUMNS = (
  ['personnelCategory', 'title', 'openings', 'workplaces', 'listedFrom', 'listedTo', 'rankClasses'] as const
).map(columnOf);
const KEY_ELEMENTS = ['PERSON_KIND', 'TITLE', 'NUMBER_OF', 'WORK_PLACE_TYPE', 'DATE_FROM', 'DATE_TO', 'TYPE'];

/** Id of a cell, which the summary links to. */
const cellId = (row: number, column: string): string => `r${row}-${column.replace(/[^\p{L}\p{N}]/gu, '')}`;

/** `第 3 列 I 欄「職稱」`, `第 12 行 TITLE`. */
export function placeWords(plan: ImportPlan, row: number, column: string): string {
  if (plan.format === 'xml') return `第 ${row} 行${column ? ` ${column}` : ''}`;
  const letter = plan.columns[column];
  const at = column ? (letter ? ` ${letter} 欄「${column}」` : `「${column}」（檔案沒有這一欄）`) : '';
  return `第 ${row} 列${at}`;
}

const LISTED = 30;

/** The problems for the summary, each leading to its cell; the rest is counted. */
export function importProblems(plan: ImportPlan): Problem[] {
  const order = columnsOf(plan);
  const all = plan.rows.flatMap((row) =>
    inOrder(row.problems, order).map(({ column, message }) => ({
      field: cellId(row.row, column),
      message: `${placeWords(plan, row.row, column)}：${message}`,
    })),
  );
  if (all.length <= LISTED) return all;
  return [
    ...all.slice(0, LISTED),
    { field: 'plan', message: `另有 ${all.length - LISTED} 個問題，請看下方表格` },
  ];
}

/** As one meets them from left to right. */
const inOrder = (problems: PlannedRow['problems'], order: readonly string[]): PlannedRow['problems'] =>
  [...problems].sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column));

function columnsOf(plan: ImportPlan): string[] {
  const wrong = new Set(plan.rows.flatMap((row) => row.problems.map((p) => p.column)));
  const xml = plan.format === 'xml';
  const order = xml
    ? [...KEY_ELEMENTS, ...[...wrong].filter((column) => column && !KEY_ELEMENTS.includes(column))]
    : IMPORT_COLUMNS.map(({ head }) => head);
  return order.filter((column) => (xml ? KEY_ELEMENTS : KEY_COLUMNS).includes(column) || wrong.has(column));
}

const ImportCell = ({ plan, row, column }: { plan: ImportPlan; row: PlannedRow; column: string }) => {
  const text = row.cells[column]?.trim() ?? '';
  const problem = row.problems.find((one) => one.column === column);
  const id = cellId(row.row, column);
  return (
    <Cell label={column} class={problem ? 'sq-cell-wrong' : undefined} card={problem ? 'wide' : undefined}>
      {text || problem ? <span class="sq-clip">{text}</span> : <Blank why="沒有內容" />}
      {problem ? (
        <span id={id} tabindex={-1}>
          <ErrorMessage id={id} problem={{ field: id, message: problem.message }} />
          <span class="govuk-visually-hidden">（{placeWords(plan, row.row, column)}）</span>
        </span>
      ) : null}
    </Cell>
  );
};

/** @param plan of a file just read */
export const ImportTable = ({ plan }: { plan: ImportPlan }) => {
  const columns = columnsOf(plan);
  const word = plan.format === 'xml' ? '行' : '列';
  return (
    <Table
      caption={`檔案內容，共 ${plan.rows.length} 筆`}
      columns={[
        word,
        '檢查結果',
        ...columns.map((column) => {
          const letter = plan.columns[column];
          return letter ? `${column}（${letter}）` : column;
        }),
      ]}
      id="plan"
    >
      {plan.rows.map((row) => {
        const whole = row.problems.filter((one) => one.column === '');
        return (
          <Row>
            <RowHead class="sq-num">{row.row}</RowHead>
            <Cell label="檢查結果" card="status">
              <Tag look={row.problems.length > 0 ? 'returned' : 'accepted'}>
                {row.problems.length > 0 ? `${row.problems.length} 個問題` : '可匯入'}
              </Tag>
              {whole.map((one) => (
                <span id={cellId(row.row, '')} tabindex={-1}>
                  <ErrorMessage
                    id={cellId(row.row, '')}
                    problem={{ field: cellId(row.row, ''), message: one.message }}
                  />
                </span>
              ))}
              {row.notes.map((note) => (
                <span class="sq-cell-sub">{note}</span>
              ))}
            </Cell>
            {columns.map((column) => (
              <ImportCell plan={plan} row={row} column={column} />
            ))}
          </Row>
        );
      })}
    </Table>
  );
};
