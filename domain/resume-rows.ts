/** Rows of a list put in, changed, taken out, moved and sorted. Places count from 0; the record is not touched. */
import type { EntryOf, ListName } from './resume-fields.ts';
import type { ResumeRecord } from './resume-record.ts';

export const rowsOf = <L extends ListName>(record: ResumeRecord, list: L): readonly EntryOf<L>[] =>
  record[list];

const withRows = <L extends ListName>(
  record: ResumeRecord,
  list: L,
  rows: readonly EntryOf<L>[],
): ResumeRecord => ({ ...record, [list]: rows });

/** Puts a row at a place, the end at most. `from` is the place it had before; `null` for a new one. */
export function putRow<L extends ListName>(
  record: ResumeRecord,
  list: L,
  row: EntryOf<L>,
  place: number,
  from: number | null,
): ResumeRecord {
  const others = rowsOf(record, list).filter((_, i) => i !== from);
  const at = Math.min(Math.max(place, 0), others.length);
  return withRows(record, list, [...others.slice(0, at), row, ...others.slice(at)]);
}

export function takeRow(record: ResumeRecord, list: ListName, place: number): ResumeRecord {
  return withRows(
    record,
    list,
    rowsOf(record, list).filter((_, i) => i !== place),
  );
}

/** One place up or down; beyond an end nothing moves. */
export function moveRow(record: ResumeRecord, list: ListName, place: number, by: -1 | 1): ResumeRecord {
  const row = rowsOf(record, list)[place];
  return row === undefined ? record : putRow(record, list, row, place + by, place);
}

/** The newest first; what has no date keeps its order at the end. */
export function sortRows(record: ResumeRecord, list: ListName): ResumeRecord {
  const sorted = [...rowsOf(record, list)].sort((a, b) => {
    const [x, y] = [dateOf(a), dateOf(b)];
    return x === y ? 0 : x > y ? -1 : 1;
  });
  return withRows(record, list, sorted);
}

/** When a row was, as text that sorts: its year, its date, or its beginning. */
function dateOf(row: object): string {
  const { year, date, from } = row as { year?: number; date?: string; from?: string };
  return year === undefined ? (date ?? from ?? '') : String(year);
}
