import { sql } from 'kysely';
import { UNTOUCHED } from '../../domain/codes.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { UNTOUCHED_DAYS } from './vacancy-clock.ts';

/** The turns a vacancy takes by the clock alone: a timer only wakes, one conditional statement decides. */
const WORKER = { kind: 'worker' } as const;

/**
 * Lists a vacancy that has an approved revision and whose first listing day has come. One whose end passed
 * first (approved or noticed too late) goes back to its officer with that reason (rule 6); an imported one too.
 * @returns whether anything changed.
 */
export async function openListing(trx: Trx, no: string): Promise<boolean> {
  const listed = await sql<{ agency_id: number; version: number }>`
    update vacancy set stage = 'listed', listed_at = clock_timestamp(), version = version + 1, updated_at = now()
    where no = ${no} and stage = 'scheduled' and revision > 0
      and opens_at <= clock_timestamp() and closes_at > clock_timestamp()
    returning agency_id, version`.execute(trx);
  if (listed.rows[0]) {
    await record(trx, 'vacancy.list', no, listed.rows[0]);
    return true;
  }
  const reasons = [{ field: 'listedTo', message: '刊登前上網有效期間已過，請修正迄日後重新送審' }];
  const late = await sql<{ agency_id: number; version: number }>`
    update vacancy set stage = 'preparing', review_outcome = 'returned', return_reasons = ${JSON.stringify(reasons)},
      version = version + 1, updated_at = now()
    where no = ${no} and stage = 'scheduled' and closes_at <= clock_timestamp()
    returning agency_id, version`.execute(trx);
  if (!late.rows[0]) return false;
  await voidOpenRevision(trx, no);
  await record(trx, 'vacancy.returnLate', no, late.rows[0]);
  return true;
}

/**
 * Closes a listing whose closing minute has passed by the database's clock (rule 4). The update waits for
 * whoever is just applying (FOR SHARE) and whoever extends; an open revision becomes void (rule 6).
 * @returns whether it closed now.
 */
export async function closeListing(trx: Trx, no: string): Promise<boolean> {
  const { rows } = await sql<{ agency_id: number; version: number }>`
    update vacancy set stage = 'closed', closed_at = clock_timestamp(), version = version + 1, updated_at = now(),
      review_outcome = case when review_outcome = 'inReview' then 'approved' else review_outcome end
    where no = ${no} and stage = 'listed' and closes_at <= clock_timestamp()
    returning agency_id, version`.execute(trx);
  if (!rows[0]) return false;
  await voidOpenRevision(trx, no);
  await record(trx, 'vacancy.close', no, rows[0]);
  return true;
}

/** Withdraws a registration that was returned and lay untouched for `UNTOUCHED_DAYS`. */
export async function withdrawUntouched(trx: Trx, no: string): Promise<boolean> {
  const { rows } = await sql<{ agency_id: number; version: number }>`
    update vacancy set stage = 'withdrawn', withdrawn_at = clock_timestamp(), withdraw_reason = ${UNTOUCHED},
      version = version + 1
    where no = ${no} and stage = 'preparing' and review_outcome = 'returned'
      and updated_at <= clock_timestamp() - make_interval(days => ${UNTOUCHED_DAYS})
    returning agency_id, version`.execute(trx);
  if (!rows[0]) return false;
  await record(trx, 'vacancy.withdrawUntouched', no, rows[0]);
  return true;
}

async function voidOpenRevision(trx: Trx, no: string): Promise<void> {
  await trx
    .updateTable('vacancy_revision')
    .set({ state: 'void' })
    .where('vacancy_no', '=', no)
    .where('state', '=', 'open')
    .execute();
}

async function record(
  trx: Trx,
  act: string,
  no: string,
  r: { agency_id: number; version: number },
): Promise<void> {
  await audit(trx, WORKER, {
    act,
    subjectKind: 'vacancy',
    subjectId: no,
    agencyId: r.agency_id,
    workflowId: `vacancy-${no}`,
    details: { version: r.version },
  });
}
