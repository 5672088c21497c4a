/** R13: a read file against the rules and the register: what each row would become, and what is wrong where. */

import type { Trx } from '../../db/actor.ts';
import {
  alike,
  type ImportRow,
  type KnownVacancies,
  knownVacancies,
} from '../../db/queries/vacancy-imports.ts';
import type { ReadImport } from '../../documents/vacancy-import.ts';
import {
  type ImportDesk,
  type ImportProblem,
  type ReadImportRow,
  readFeedRow,
  readSheetRow,
} from '../../domain/import-rows.ts';
import type { Officer } from './applicants-load.ts';

type ReadFile = Extract<ReadImport, { ok: true }>;

/** A row as the dry run shows it. */
export interface PlannedRow {
  row: number;
  /** As typed, by head or element. */
  cells: Readonly<Record<string, string>>;
  problems: readonly ImportProblem[];
  notes: readonly string[];
}
export interface ImportPlan {
  format: ReadFile['format'];
  columns: Readonly<Record<string, string>>;
  rows: PlannedRow[];
  /** Every row, when none has a problem; else empty. */
  accepted: ImportRow[];
  faulty: number;
}

/** Judges every row by the form's own rules; what stands in the register already is told as well. */
export async function planImport(
  trx: Trx,
  actor: Officer,
  file: ReadFile,
  desk: ImportDesk,
): Promise<ImportPlan> {
  const read = file.rows.map(({ row, cells }) => ({
    row,
    cells,
    read: file.format === 'xml' ? readFeedRow(cells, desk) : readSheetRow(cells, desk),
  }));
  const known = await knownVacancies(trx, actor, {
    sourceNos: read.map((one) => one.read.sourceNo).filter(Boolean),
    titles: read.map((one) => one.read.content.title).filter(Boolean),
  });
  const seen = new Map<string, number>();
  const rows = read.map(({ row, cells, read: one }): PlannedRow & { read: ReadImportRow } => {
    const twice = doubles(one, known, seen, row);
    return {
      row,
      cells,
      read: one,
      problems: [...one.problems, ...twice.problems],
      notes: [...one.notes, ...twice.notes],
    };
  });
  const faulty = rows.filter((one) => one.problems.length > 0).length;
  return {
    format: file.format,
    columns: file.columns,
    rows,
    faulty,
    accepted:
      faulty > 0
        ? []
        : rows.map(({ row, read: one, notes }) => ({
            row,
            agencyId: one.agencyId as number,
            content: one.content,
            notes: [...notes],
          })),
  };
}

/** The same number of the feed is the same vacancy; the same title and period may be, which is only said. */
function doubles(
  one: ReadImportRow,
  known: KnownVacancies,
  seen: Map<string, number>,
  row: number,
): { problems: ImportProblem[]; notes: string[] } {
  const problems: ImportProblem[] = [];
  const notes: string[] = [];
  const bySource = known.bySource.get(one.sourceNo);
  if (one.sourceNo && bySource)
    problems.push({ column: 'VIEW_URL', message: `這筆已匯入為職缺 ${bySource}，請刪去這一列` });
  if (one.agencyId === null || one.content.title === '') return { problems, notes };
  const key = alike(one.agencyId, one.content);
  const earlier = seen.get(key);
  const before = known.byLikeness.get(key);
  if (earlier !== undefined) notes.push(`與第 ${earlier} 列的機關、職稱、期間相同`);
  else if (before) notes.push(`與既有職缺 ${before} 的機關、職稱、期間相同，請確認不是重複登錄`);
  seen.set(key, earlier ?? row);
  return { problems, notes };
}
