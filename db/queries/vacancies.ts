import { sql } from 'kysely';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { formatVacancyNo } from '../../domain/vacancy-no.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { put } from '../outbox.ts';
import { columnsOf } from './vacancy-columns.ts';
import { bindFiles } from './vacancy-files.ts';

/** The outcome of a write that depends on the record's state; `stale` = somebody else changed it meanwhile. */
export type Written = { ok: true; version: number } | { ok: false; why: 'notFound' | 'stale' | 'state' };

/** R30: the next number of the month of `day`, from one counter row a month. */
export async function mintVacancyNo(trx: Trx, day: string): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    insert into vacancy_no_counter (month, last) values (${day.slice(0, 7)}, 1)
    on conflict (month) do update set last = vacancy_no_counter.last + 1 returning last`.execute(trx);
  return formatVacancyNo(day, rows[0]?.last ?? 1);
}

/** First save of a registration: mints its number. */
export async function createDraft(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  o: { agencyId: number; content: VacancyContent; now: Date },
): Promise<string> {
  const no = await mintVacancyNo(trx, taipeiDay(o.now));
  await trx
    .insertInto('vacancy')
    .values({ no, agency_id: o.agencyId, created_by: actor.accountId, ...columnsOf(no, o.content) })
    .execute();
  await bindFiles(trx, no, o.agencyId, o.content.files);
  await audit(trx, actor, {
    act: 'vacancy.create',
    subjectKind: 'vacancy',
    subjectId: no,
    agencyId: o.agencyId,
  });
  return no;
}

/** Saves a draft or a returned registration. `version` is the one the form was opened with. */
export async function saveDraft(
  trx: Trx,
  actor: Actor,
  o: { no: string; version: number; content: VacancyContent; agencyId: number },
): Promise<Written> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  if (row.stage !== 'preparing' || !['draft', 'returned'].includes(row.review_outcome))
    return { ok: false, why: 'state' };
  if (row.version !== o.version) return { ok: false, why: 'stale' };
  await trx
    .updateTable('vacancy')
    .set({
      ...columnsOf(o.no, o.content),
      agency_id: o.agencyId,
      version: row.version + 1,
      updated_at: sql<Date>`now()`,
    })
    .where('no', '=', o.no)
    .execute();
  await bindFiles(trx, o.no, o.agencyId, o.content.files);
  await audit(trx, actor, {
    act: 'vacancy.save',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: o.agencyId,
    details: { version: row.version + 1 },
  });
  return { ok: true, version: row.version + 1 };
}

/**
 * Hands a registration in for review: a revision is opened, the vacancy's workflow starts (or hears of the
 * change, when it was returned before). The caller has checked the content with `checkVacancy`.
 */
export async function submitVacancy(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  o: { no: string; version: number; now: Date },
): Promise<Written> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  if (row.stage !== 'preparing' || !['draft', 'returned'].includes(row.review_outcome))
    return { ok: false, why: 'state' };
  if (row.version !== o.version) return { ok: false, why: 'stale' };
  const version = row.version + 1;
  await openRevision(trx, actor, { no: o.no, agencyId: row.agency_id, content: row.content });
  await trx
    .updateTable('vacancy')
    .set({
      review_outcome: 'inReview',
      version,
      submitted_at: o.now,
      published_on: taipeiDay(o.now),
      return_reasons: null,
      updated_at: o.now,
    })
    .where('no', '=', o.no)
    .execute();
  await audit(trx, actor, {
    act: 'vacancy.submit',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: row.agency_id,
    details: { version },
  });
  await put(trx, { kind: 'startVacancy', target: o.no, key: `start:${o.no}` });
  await tellWorkflow(trx, o.no, version);
  return { ok: true, version };
}

/**
 * Opens a revision of a listed vacancy (R54, rule 6): what is listed stays until it is approved.
 * Mode, sections, ranges and dates are no part of it; the caller has checked that with `frozenFields`.
 */
export async function reviseListed(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  o: { no: string; version: number; content: VacancyContent },
): Promise<Written> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  if (!['listed', 'scheduled'].includes(row.stage) || row.review_outcome === 'inReview')
    return { ok: false, why: 'state' };
  if (row.version !== o.version) return { ok: false, why: 'stale' };
  const version = row.version + 1;
  await bindFiles(trx, o.no, row.agency_id, o.content.files);
  await openRevision(trx, actor, { no: o.no, agencyId: row.agency_id, content: o.content });
  await trx
    .updateTable('vacancy')
    .set({ review_outcome: 'inReview', return_reasons: null, version, updated_at: sql<Date>`now()` })
    .where('no', '=', o.no)
    .execute();
  await audit(trx, actor, {
    act: 'vacancy.revise',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: row.agency_id,
    details: { version },
  });
  await tellWorkflow(trx, o.no, version);
  return { ok: true, version };
}

/** R27: only a draft that was never handed in is deleted; anything else is withdrawn. */
export async function deleteDraft(trx: Trx, actor: Actor, no: string): Promise<Written> {
  const row = await lockVacancy(trx, no);
  if (!row) return { ok: false, why: 'notFound' };
  if (row.review_outcome !== 'draft' || row.submitted_at !== null) return { ok: false, why: 'state' };
  await trx.deleteFrom('vacancy').where('no', '=', no).execute();
  await audit(trx, actor, {
    act: 'vacancy.deleteDraft',
    subjectKind: 'vacancy',
    subjectId: no,
    agencyId: row.agency_id,
  });
  return { ok: true, version: row.version };
}

/** The row under FOR UPDATE, or undefined when the actor may not see it. */
export async function lockVacancy(trx: Trx, no: string) {
  return trx.selectFrom('vacancy').selectAll().where('no', '=', no).forUpdate().executeTakeFirst();
}

/** "Look again" to the vacancy's workflow. */
export async function tellWorkflow(trx: Trx, no: string, version: number): Promise<void> {
  await put(trx, {
    kind: 'signalVacancy',
    target: no,
    signal: 'vacancyChanged',
    subjectId: no,
    version,
    key: `changed:${no}:${version}`,
  });
}

async function openRevision(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  o: { no: string; agencyId: number; content: VacancyContent },
): Promise<void> {
  const { next } = await trx
    .selectFrom('vacancy_revision')
    .select((eb) => sql<number>`coalesce(max(${eb.ref('number')}), 0) + 1`.as('next'))
    .where('vacancy_no', '=', o.no)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('vacancy_revision')
    .values({
      vacancy_no: o.no,
      number: next,
      agency_id: o.agencyId,
      content: JSON.stringify(o.content),
      state: 'open',
      submitted_by: actor.accountId,
    })
    .execute();
}
