import { sql } from 'kysely';
import { type Actor, actorKey, type Trx } from './actor.ts';

/**
 * Claims an idempotency key inside the act's transaction. The first caller gets `undefined` and acts;
 * whoever repeats the key gets the first one's result. A concurrent second caller waits for the first's
 * commit at the unique key, so the act happens once.
 * @throws Error when the key was used by the same actor for another act.
 */
export async function claimKey<T extends Record<string, unknown>>(
  trx: Trx,
  actor: Actor,
  act: string,
  key: string,
): Promise<T | undefined> {
  const scoped = `${actorKey(actor)}:${key}`;
  const { numAffectedRows } = await sql`insert into idempotency (key, actor, act)
    values (${scoped}, ${actorKey(actor)}, ${act}) on conflict do nothing`.execute(trx);
  if (numAffectedRows === 1n) return undefined;
  const row = await trx
    .selectFrom('idempotency')
    .select(['act', 'result'])
    .where('key', '=', scoped)
    .executeTakeFirst();
  if (!row || row.act !== act) throw new Error('idempotencyKeyReused');
  return (row.result ?? {}) as T;
}

/** Keeps what a repeated call is to be told. */
export async function keepResult(
  trx: Trx,
  actor: Actor,
  key: string,
  result: Record<string, unknown>,
): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ result: JSON.stringify(result) })
    .where('key', '=', `${actorKey(actor)}:${key}`)
    .execute();
}
