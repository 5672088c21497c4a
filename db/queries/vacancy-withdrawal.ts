/** Withdrawal of a registration by its officer, and taking it back while there is time. */
import { sql } from 'kysely';
import { UNDO_VACANCY_MINUTES } from '../../domain/withdrawal.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { lockVacancy, tellWorkflow, type Written } from './vacancies.ts';

/** The stages a registration is withdrawn from. */
const FROM = ['preparing', 'scheduled', 'listed'] as const;

/** Until when the withdrawal can be taken back; null when it cannot (nothing withdrawn, or by the clock). */
export function withdrawalUndoUntil(v: {
  stage: string;
  withdrawn_at: Date | null;
  withdrawn_from: string | null;
}): Date | null {
  if (v.stage !== 'withdrawn' || v.withdrawn_from === null || v.withdrawn_at === null) return null;
  return new Date(v.withdrawn_at.getTime() + UNDO_VACANCY_MINUTES * 60_000);
}

/** Withdraws a registration that was handed in but is not closed; `reason` is a code of WITHDRAW_REASONS. */
export async function withdrawVacancy(
  trx: Trx,
  actor: Actor,
  o: { no: string; version: number; reason: string },
): Promise<Written> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  const stage = FROM.find((one) => one === row.stage);
  if (!stage || row.submitted_at === null) return { ok: false, why: 'state' };
  if (row.version !== o.version) return { ok: false, why: 'stale' };
  const version = row.version + 1;
  await trx
    .updateTable('vacancy')
    .set({
      stage: 'withdrawn',
      withdrawn_from: stage,
      withdrawn_at: sql<Date>`clock_timestamp()`,
      withdraw_reason: o.reason,
      version,
      updated_at: sql<Date>`now()`,
    })
    .where('no', '=', o.no)
    .execute();
  await trx
    .updateTable('vacancy_revision')
    .set({ state: 'void' })
    .where('vacancy_no', '=', o.no)
    .where('state', '=', 'open')
    .execute();
  await audit(trx, actor, {
    act: 'vacancy.withdraw',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: row.agency_id,
    why: o.reason,
    details: { version },
  });
  await tellWorkflow(trx, o.no, version);
  return { ok: true, version };
}

/**
 * Takes a withdrawal back within `UNDO_VACANCY_MINUTES`, by the database's clock: the registration stands where
 * it stood, and what was under review is so again. A listing whose end passed meanwhile closes at once.
 */
export async function undoWithdrawal(
  trx: Trx,
  actor: Actor,
  o: { no: string; version: number },
): Promise<Written> {
  const row = await lockVacancy(trx, o.no);
  if (!row) return { ok: false, why: 'notFound' };
  if (row.version !== o.version) return { ok: false, why: 'stale' };
  const version = row.version + 1;
  const { rows } = await sql<{ review_outcome: string }>`
    update vacancy set stage = withdrawn_from, withdrawn_from = null, withdrawn_at = null, withdraw_reason = null,
      version = ${version}, updated_at = now()
    where no = ${o.no} and stage = 'withdrawn' and withdrawn_from is not null
      and withdrawn_at > clock_timestamp() - make_interval(mins => ${UNDO_VACANCY_MINUTES})
    returning review_outcome`.execute(trx);
  if (!rows[0]) return { ok: false, why: 'state' };
  if (rows[0].review_outcome === 'inReview')
    await sql`update vacancy_revision set state = 'open' where vacancy_no = ${o.no} and state = 'void'
      and number = (select max(number) from vacancy_revision where vacancy_no = ${o.no})`.execute(trx);
  await audit(trx, actor, {
    act: 'vacancy.undoWithdrawal',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: row.agency_id,
    details: { version },
  });
  await tellWorkflow(trx, o.no, version);
  return { ok: true, version };
}
