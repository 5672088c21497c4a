import { sql } from 'kysely';
import { type Actor, type Asked, actorKey, type Trx } from './actor.ts';

/**
 * Claims an idempotency key inside the act's transaction. The first caller gets `undefined` and acts;
 * whoever repeats the key gets the first one's result. A concurrent second caller waits for the first's
 * commit at the unique key, so the act happens once.
 * @param result what a repeated call is to be told, where that is known before the act (else `keepResult`)
 * @throws Error when the key was used by the same actor for another act.
 */
export async function claimKey<T extends Record<string, unknown>>(
  asked: Asked,
  actor: Actor,
  act: string,
  key: string,
  result?: T,
): Promise<T | undefined> {
  const scoped = `${actorKey(actor)}:${key}`;
  const { numAffectedRows } =
    await sql`/* idempotency.claim */ insert into idempotency (key, actor, act, result)
    values (${scoped}, ${actorKey(actor)}, ${act}, ${result ? JSON.stringify(result) : null}::jsonb)
    on conflict do nothing`.execute(asked);
  if (numAffectedRows === 1n) return undefined;
  const before = await keptResult<T>(asked, actor, act, key);
  if (!before) throw new Error('idempotencyKeyReused');
  return before;
}

/** What an act kept under a key, without claiming it; undefined when it never happened. */
export async function keptResult<T extends Record<string, unknown>>(
  asked: Asked,
  actor: Actor,
  act: string,
  key: string,
): Promise<T | undefined> {
  const { rows } = await sql<{ result: T | null }>`/* idempotency.kept */ select result from idempotency
    where key = ${`${actorKey(actor)}:${key}`} and act = ${act}`.execute(asked);
  return rows[0] && (rows[0].result ?? ({} as T));
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
