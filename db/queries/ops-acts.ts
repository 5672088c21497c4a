import { sql } from 'kysely';
import { type Actor, type Db, type Trx, withActor } from '../actor.ts';
import { audit, verifyAudit } from '../audit.ts';
import { putMailAgain } from './mail-rows.ts';

type Operator = Actor & { kind: 'operator' };

/**
 * Puts a parked message back: delivery takes it at its next look, with its tries counted from the start.
 * @returns false when it is not parked (any more)
 */
export async function sendParkedAgain(trx: Trx, actor: Operator, id: string): Promise<boolean> {
  const row = await trx
    .updateTable('outbox')
    .set({ parked_at: null, attempts: 0, available_at: sql<Date>`clock_timestamp()`, claimed_until: null })
    .where('id', '=', id)
    .where('parked_at', 'is not', null)
    .where('done_at', 'is', null)
    .returning(['kind', 'target', 'last_code'])
    .executeTakeFirst();
  if (!row) return false;
  await sql`select pg_notify('outbox', '')`.execute(trx);
  await audit(trx, actor, {
    act: 'outbox.again',
    subjectKind: 'outbox',
    subjectId: id,
    details: { kind: row.kind, target: row.target, code: row.last_code },
  });
  return true;
}

/**
 * Lets a résumé that could not be produced wait again; the next slot takes it, on whichever platform it came in.
 * @returns false when it has not failed (any more)
 */
export async function produceAgain(trx: Trx, actor: Operator, applicationId: string): Promise<boolean> {
  const { rows } = await sql<{ agency_id: number; version: number }>`
    select agency_id, version from produce_again(${applicationId}::uuid)`.execute(trx);
  const row = rows[0];
  if (!row) return false;
  await audit(trx, actor, {
    act: 'resume.again',
    subjectKind: 'application',
    subjectId: applicationId,
    agencyId: row.agency_id,
    details: { version: row.version },
  });
  return true;
}

/** An operator starts the production between slots (R66); the Schedule itself is asked afterwards. */
export async function recordTrigger(trx: Trx, actor: Operator): Promise<void> {
  await audit(trx, actor, { act: 'production.trigger', subjectKind: 'production' });
}

/**
 * Lets a mail that nobody tries any more be tried again, under its own Message-ID: refused for good, or given up by
 * its run after two days.
 * @returns false when it is neither (any more)
 */
export async function mailAgain(trx: Trx, actor: Operator, mailId: string): Promise<boolean> {
  const { rows } = await sql<{ kind: string; agency_id: number | null; attempts: number }>`
    select kind, agency_id, attempts from mail_again(${mailId}::uuid)`.execute(trx);
  const row = rows[0];
  if (!row) return false;
  await putMailAgain(trx, mailId, row.attempts);
  await audit(trx, actor, {
    act: 'mail.again',
    subjectKind: 'mail',
    subjectId: mailId,
    agencyId: row.agency_id,
    details: { kind: row.kind, attempts: row.attempts },
  });
  return true;
}

/**
 * The process itself follows the chain with an auditor's rights; the one who asked learns only whether it holds,
 * not what the events say.
 */
const CHECKER = { kind: 'auditor', accountId: '00000000-0000-0000-0000-000000000000' } as const;

/** Follows the whole chain of the audit trail and records who had it followed and with what result. */
export async function checkAudit(
  db: Db,
  actor: Actor & { kind: 'operator' | 'auditor' },
): Promise<Awaited<ReturnType<typeof verifyAudit>>> {
  const found = await withActor(db, CHECKER, (trx) => verifyAudit(trx));
  await withActor(db, actor, (trx) =>
    audit(trx, actor, { act: 'audit.verify', subjectKind: 'audit', details: { ...found } }),
  );
  return found;
}
