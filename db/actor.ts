import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { DB } from './schema.ts';
import { SET_ACTOR, SET_ACTOR_BY_INDEX, SET_ACTOR_PLANNED } from './trips.ts';

/** Who acts. Policies in the database decide by this what the transaction may see and change. */
export type Actor =
  | { kind: 'public' }
  /** Signing in and finding a sign-in: before anyone is known. */
  | { kind: 'gate' }
  | { kind: 'applicant'; applicantId: string }
  /** Whoever holds a mailed link; `tokenHash` is SHA-256 in hex. */
  | { kind: 'tokenHolder'; tokenHash: string }
  | { kind: 'officer' | 'agencyAdmin'; accountId: string; agencyIds: readonly number[] }
  | { kind: 'reviewer' | 'operator' | 'auditor'; accountId: string }
  /** The worker's own role; the setting names it in the audit trail only. */
  | { kind: 'worker' };

export type Db = Kysely<DB>;
export type Trx = Transaction<DB>;

/** What plain SQL is asked of: a transaction, or several statements of one `together`. */
export type Asked = Pick<Trx, 'getExecutor'>;

/** The account or applicant behind the actor, if any. */
export function subjectOf(actor: Actor): string | null {
  if ('accountId' in actor) return actor.accountId;
  return actor.kind === 'applicant' ? actor.applicantId : null;
}

/** How idempotency keys and their policy name the actor: `officer:<uuid>`, `tokenHolder:`. */
export function actorKey(actor: Actor): string {
  return `${actor.kind}:${subjectOf(actor) ?? ''}`;
}

/**
 * Runs `fn` in one transaction as `actor`. The settings are local to the transaction, so a pooled
 * connection never carries them on.
 * @param o.planned every statement in it is named, and its plan is good for any value: planned once for each connection
 * @param o.byIndex its statements look for entries of arrays that have an index
 * @example await withActor(db, { kind: 'public' }, (trx) => trx.selectFrom('vacancy').selectAll().execute())
 */
export async function withActor<T>(
  db: Db,
  actor: Actor,
  fn: (trx: Trx) => Promise<T>,
  o: { planned?: boolean; byIndex?: boolean } = {},
): Promise<T> {
  const agencies = 'agencyIds' in actor ? actor.agencyIds.join(',') : '';
  const token = actor.kind === 'tokenHolder' ? actor.tokenHash : '';
  const first = o.planned ? SET_ACTOR_PLANNED : o.byIndex ? SET_ACTOR_BY_INDEX : SET_ACTOR;
  return db.transaction().execute(async (trx) => {
    await trx.executeQuery(CompiledQuery.raw(first, [actor.kind, subjectOf(actor) ?? '', agencies, token]));
    return fn(trx);
  });
}

/**
 * What `fn` asks at the same time goes to the database in one message; asked of the transaction itself each would wait
 * for the one before. An error of one is an error of those behind it.
 * @example await together(trx, (all) => Promise.all([vacancyHead(all, actor, no), applicantsOverview(all, no, day)]))
 */
export function together<T>(trx: Trx, fn: (all: Asked) => Promise<T>): Promise<T> {
  const executor = trx.getExecutor();
  return executor.provideConnection((connection) => {
    const direct = executor.withConnectionProvider({ provideConnection: (ask) => ask(connection) });
    return fn({ getExecutor: () => direct });
  });
}
