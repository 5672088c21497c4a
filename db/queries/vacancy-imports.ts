/** R13 機關徵才匯入: what waits between dry run and import, the import itself, and taking it back. */
import { sql } from 'kysely';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';
import { createDraft, deleteDraft, lockVacancy, submitVacancy } from './vacancies.ts';
import { withdrawVacancy } from './vacancy-withdrawal.ts';

type Officer = Actor & { kind: 'officer' };

/** A row that may become a vacancy. */
export interface ImportRow {
  /** Row of the sheet, or line of the XML file. */
  row: number;
  agencyId: number;
  content: VacancyContent;
  notes: string[];
}
export interface VacancyImport {
  id: string;
  format: 'xlsx' | 'ods' | 'csv' | 'xml';
  target: 'draft' | 'review';
  rowCount: number;
  rows: ImportRow[];
  appliedAt: Date | null;
  undoneAt: Date | null;
  nos: string[];
  /** Until when it may be taken back; null once that is past or was never possible. */
  undoUntil: Date | null;
}
export const UNDO_MINUTES = 60;

/** Keeps a dry run without problems; older ones of the same officer that came to nothing go. Answers its id. */
export async function keepImport(
  trx: Trx,
  actor: Officer,
  o: Pick<VacancyImport, 'format' | 'target' | 'rows'>,
): Promise<string> {
  await trx
    .deleteFrom('vacancy_import')
    .where('account_id', '=', actor.accountId)
    .where('applied_at', 'is', null)
    .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  const { id } = await trx
    .insertInto('vacancy_import')
    .values({
      account_id: actor.accountId,
      format: o.format,
      target: o.target,
      row_count: o.rows.length,
      rows: JSON.stringify(o.rows),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Her own import, or undefined. */
export async function importOf(trx: Trx, id: string): Promise<VacancyImport | undefined> {
  if (!isId(id)) return undefined;
  const row = await trx
    .selectFrom('vacancy_import')
    .selectAll()
    .select(undoUntil())
    .where('id', '=', id)
    .executeTakeFirst();
  return row && asImport(row);
}

/** Her last imports, newest first. */
export async function lastImports(trx: Trx): Promise<VacancyImport[]> {
  const rows = await trx
    .selectFrom('vacancy_import')
    .selectAll()
    .select(undoUntil())
    .where('applied_at', 'is not', null)
    .orderBy('applied_at', 'desc')
    .limit(5)
    .execute();
  return rows.map(asImport);
}

/** What became of an import's vacancies, as they stand now; deleted ones are absent. */
export async function importedVacancies(trx: Trx, actor: Officer, nos: readonly string[]) {
  if (nos.length === 0) return [];
  return trx
    .selectFrom('vacancy')
    .select(['no', 'title', 'review_outcome', 'stage', 'listed_from', 'listed_to'])
    .where('agency_id', 'in', [...actor.agencyIds])
    .where('no', 'in', [...nos])
    .orderBy('no')
    .execute();
}

export type Imported = { ok: true; nos: string[] } | { ok: false; why: 'notFound' | 'applied' };

/** Every row becomes a draft, or is handed in for review; all of them, for the caller's transaction is one. */
export async function applyImport(trx: Trx, actor: Officer, o: { id: string; now: Date }): Promise<Imported> {
  const row = await trx
    .selectFrom('vacancy_import')
    .selectAll()
    .where('id', '=', o.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { ok: false, why: 'notFound' };
  if (row.applied_at !== null || row.rows === null) return { ok: false, why: 'applied' };
  const nos: string[] = [];
  for (const { agencyId, content } of row.rows) {
    const no = await createDraft(trx, actor, { agencyId, content, now: o.now });
    if (row.target === 'review') await submitVacancy(trx, actor, { no, version: 1, now: o.now });
    nos.push(no);
  }
  await trx
    .updateTable('vacancy_import')
    .set({ applied_at: sql<Date>`clock_timestamp()`, rows: null, nos })
    .where('id', '=', o.id)
    .execute();
  await tell(trx, actor, 'vacancy.import', o.id, {
    count: nos.length,
    target: row.target,
    first: nos[0],
    last: nos.at(-1),
  });
  return { ok: true, nos };
}

export type Undone =
  | { ok: true; count: number }
  | { ok: false; why: 'notFound' | 'late' }
  /** These were changed or decided meanwhile; nothing was taken back. */
  | { ok: false; why: 'changed'; nos: string[] };

/** Takes an import back within the hour: drafts go, what was handed in is withdrawn; all or none. */
export async function undoImport(trx: Trx, actor: Officer, id: string): Promise<Undone> {
  const row = await trx
    .selectFrom('vacancy_import')
    .selectAll()
    .select(undoUntil())
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.applied_at === null) return { ok: false, why: 'notFound' };
  if (row.undo_until === null) return { ok: false, why: 'late' };
  const changed: string[] = [];
  for (const no of row.nos) {
    const vacancy = await lockVacancy(trx, no);
    const untouched = row.target === 'draft' ? 1 : 2;
    if (vacancy?.version !== untouched) changed.push(no);
    else if (row.target === 'draft') await deleteDraft(trx, actor, no);
    else await withdrawVacancy(trx, actor, { no, version: untouched, reason: 'wrongContent' });
  }
  if (changed.length > 0) return { ok: false, why: 'changed', nos: changed };
  await trx
    .updateTable('vacancy_import')
    .set({ undone_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await tell(trx, actor, 'vacancy.importUndo', id, { count: row.nos.length });
  return { ok: true, count: row.nos.length };
}

export interface KnownVacancies {
  /** Number of the feed → vacancy that came of it. */
  bySource: ReadonlyMap<string, string>;
  /** `alike` of a content → vacancy with the same agency, title and period that is not withdrawn. */
  byLikeness: ReadonlyMap<string, string>;
}

/** What makes two vacancies look like one. */
export const alike = (
  agencyId: number,
  v: Pick<VacancyContent, 'title' | 'listedFrom' | 'listedTo'>,
): string => JSON.stringify([agencyId, v.title, v.listedFrom, v.listedTo]);

/** Which rows are in her registers already. */
export async function knownVacancies(
  trx: Trx,
  actor: Officer,
  o: { sourceNos: readonly string[]; titles: readonly string[] },
): Promise<KnownVacancies> {
  const hers = trx
    .selectFrom('vacancy')
    .select(['no', 'agency_id', 'title', 'listed_from', 'listed_to', 'source_no'])
    .where('agency_id', 'in', [...actor.agencyIds]);
  const sources = o.sourceNos.length
    ? await hers.where('source_no', 'in', [...new Set(o.sourceNos)]).execute()
    : [];
  const titles = o.titles.length
    ? await hers
        .where('title', 'in', [...new Set(o.titles)])
        .where('stage', '<>', 'withdrawn')
        .execute()
    : [];
  return {
    bySource: new Map(sources.map((v) => [v.source_no ?? '', v.no])),
    byLikeness: new Map(
      titles.map((v) => [
        alike(v.agency_id, {
          title: v.title,
          listedFrom: v.listed_from ?? '',
          listedTo: v.listed_to ?? '',
        }),
        v.no,
      ]),
    ),
  };
}

/** By the database's clock, as everything that ends. */
const undoUntil = () =>
  sql<Date | null>`case when undone_at is null and applied_at > clock_timestamp() - make_interval(mins => ${UNDO_MINUTES})
    then applied_at + make_interval(mins => ${UNDO_MINUTES}) end`.as('undo_until');

function asImport(row: {
  id: string;
  format: VacancyImport['format'];
  target: VacancyImport['target'];
  row_count: number;
  rows: ImportRow[] | null;
  applied_at: Date | null;
  undone_at: Date | null;
  nos: string[];
  undo_until: Date | null;
}): VacancyImport {
  return {
    id: row.id,
    format: row.format,
    target: row.target,
    rowCount: row.row_count,
    rows: row.rows ?? [],
    appliedAt: row.applied_at,
    undoneAt: row.undone_at,
    nos: row.nos,
    undoUntil: row.undo_until,
  };
}

const tell = (
  trx: Trx,
  actor: Officer,
  act: string,
  id: string,
  details: Record<string, unknown>,
): Promise<void> => audit(trx, actor, { act, subjectKind: 'vacancyImport', subjectId: id, details });
