/** One act of a posted form: its idempotency key, its writes and its result commit together or not at all. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { formKey } from './idempotency.ts';
import { postedForm, servicesOf } from './state.ts';

/** Carries a refusal out of the transaction, so that nothing of it stays. */
class Refusal<T> extends Error {
  readonly outcome: T;
  constructor(outcome: T) {
    super('refused');
    this.outcome = outcome;
  }
}

/**
 * Runs `fn` once for each form and what it says: a second press gets the first one's result. The same form sent
 * again with other words (by the browser's way back) is another act.
 * @param name of the act, e.g. `vacancy.save`
 * @param fn answers `{ok: true, …}` with plain data, or `{ok: false, …}`, which undoes everything
 * @throws HTTPException 400 when the form carries no key
 */
export async function act<T extends { ok: boolean }>(
  c: Context,
  actor: Actor,
  name: string,
  fn: (trx: Trx) => Promise<T>,
): Promise<T> {
  const key = `${formKey(c)}:${fingerprint(c)}`;
  try {
    return await withActor(servicesOf(c).db, actor, async (trx) => {
      const before = await claimKey<Record<string, unknown>>(trx, actor, name, key);
      if (before) return before as T & Record<string, unknown>;
      const outcome = await fn(trx);
      if (!outcome.ok) throw new Refusal(outcome);
      await keepResult(trx, actor, key, outcome);
      return outcome;
    });
  } catch (e) {
    if (e instanceof Refusal) return e.outcome as T;
    throw e;
  }
}

/** What was posted, files too, without the tokens; only its hash is kept. */
function fingerprint(c: Context): string {
  const { entries, files } = postedForm(c);
  const said = entries.filter(([field]) => !field.startsWith('_'));
  const hash = createHash('sha256').update(JSON.stringify([said, files.map(({ name }) => name)]));
  for (const { bytes } of files) hash.update(bytes);
  return hash.digest('base64url').slice(0, 22);
}
