import { sql } from 'kysely';
import type { Problem } from '../../domain/problem.ts';
import { frozenPart } from '../../domain/vacancy-content.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { put } from '../outbox.ts';
import { recordMail } from './mail-rows.ts';
import { lockVacancy, tellWorkflow, type Written } from './vacancies.ts';
import { columnsOf } from './vacancy-columns.ts';

/** What waits for a reviewer, oldest first: new registrations and revisions of listed vacancies. */
export async function reviewQueue(trx: Trx) {
  return trx
    .selectFrom('vacancy as v')
    .innerJoin('vacancy_revision as r', (j) =>
      j.onRef('r.vacancy_no', '=', 'v.no').on('r.state', '=', 'open'),
    )
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .select([
      'v.no',
      'v.stage',
      'r.number',
      'r.content',
      'r.submitted_at',
      'a.name as agency_name',
      'v.listed_from',
      'v.listed_to',
    ])
    .where('v.review_outcome', '=', 'inReview')
    .orderBy('r.submitted_at')
    .limit(200)
    .execute();
}

/** The open revision of one vacancy beside what is listed (`listed` is null before the first approval). */
export async function openRevisionOf(trx: Trx, no: string) {
  const row = await trx
    .selectFrom('vacancy as v')
    .innerJoin('vacancy_revision as r', (j) =>
      j.onRef('r.vacancy_no', '=', 'v.no').on('r.state', '=', 'open'),
    )
    .select(['v.no', 'v.stage', 'v.version', 'v.revision', 'v.content as current', 'r.number', 'r.content'])
    .select(['r.submitted_at', 'v.agency_id'])
    .where('v.no', '=', no)
    .executeTakeFirst();
  if (!row) return undefined;
  // rule 6: what is frozen while listed is shown as it stands, though the revision was written before
  const content = row.stage === 'listed' ? { ...row.content, ...frozenPart(row.current) } : row.content;
  return { ...row, content, listed: row.revision > 0 ? row.current : null };
}

/**
 * Decides the open revision. Approved: its content becomes what is (or will be) listed, and a new
 * registration is scheduled. Returned: the reasons, each at its field, go back to the officer.
 * Approved after its own end → returned with that reason (rule 6).
 */
export async function decideRevision(
  trx: Trx,
  actor: Actor & { kind: 'reviewer' },
  o:
    | { no: string; number: number; decision: 'approve' }
    | { no: string; number: number; decision: 'return'; reasons: Problem[] },
): Promise<Written & { outcome?: 'approved' | 'returned' }> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  const revision = await trx
    .selectFrom('vacancy_revision')
    .selectAll()
    .where('vacancy_no', '=', o.no)
    .where('number', '=', o.number)
    .executeTakeFirst();
  if (!revision) return { ok: false, why: 'notFound' };
  if (revision.state !== 'open' || row.review_outcome !== 'inReview') return { ok: false, why: 'state' };

  // rule 6: mode, sections, ranges and dates of a listed vacancy are no part of a revision
  const content =
    row.stage === 'listed' ? { ...revision.content, ...frozenPart(row.content) } : revision.content;
  const columns = columnsOf(o.no, content);
  const late = columns.closes_at !== null && new Date(columns.closes_at) <= new Date();
  const reasons =
    o.decision === 'return'
      ? o.reasons
      : late
        ? [{ field: 'listedTo', message: '審核時上網有效期間已過，請修正迄日後重新送審' }]
        : null;
  const outcome = reasons ? 'returned' : 'approved';
  const version = row.version + 1;

  if (outcome === 'approved') {
    await trx
      .updateTable('vacancy_revision')
      .set({ state: 'superseded' })
      .where('vacancy_no', '=', o.no)
      .where('state', '=', 'approved')
      .execute();
  }
  await trx
    .updateTable('vacancy_revision')
    .set({
      state: outcome,
      decided_by: actor.accountId,
      decided_at: sql<Date>`now()`,
      reasons: reasons && JSON.stringify(reasons),
    })
    .where('vacancy_no', '=', o.no)
    .where('number', '=', o.number)
    .execute();
  await trx
    .updateTable('vacancy')
    .set({
      ...(outcome === 'approved' ? { ...columns, revision: o.number } : {}),
      ...(outcome === 'approved' && row.stage === 'preparing' ? { stage: 'scheduled' as const } : {}),
      review_outcome: outcome,
      return_reasons: reasons && JSON.stringify(reasons),
      decided_by: actor.accountId,
      decided_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
      version,
    })
    .where('no', '=', o.no)
    .execute();
  await audit(trx, actor, {
    act: outcome === 'approved' ? 'vacancy.approve' : 'vacancy.return',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: row.agency_id,
    details: { revision: o.number, version },
  });
  await tellWorkflow(trx, o.no, version);
  if (revision.content.writerEmail) {
    const key = `review:${o.no}:${o.number}`;
    const mail = { key, kind: 'reviewOutcome', vacancyNo: o.no, agency_id: row.agency_id };
    const mailId = await recordMail(trx, mail);
    await put(trx, { kind: 'startMail', target: mailId, key: `mail:${key}` });
  }
  return { ok: true, version, outcome };
}
