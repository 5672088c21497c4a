/** 代理人: colleagues, the deputies an officer named, and for whom she stands in. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';

type Officer = Actor & { kind: 'officer' };

export interface Colleague {
  id: string;
  name: string;
}

/** The other officers of these agencies who can sign in, by name. */
export async function colleagues(
  trx: Trx,
  actor: Officer,
  agencyIds: readonly number[] = actor.agencyIds,
): Promise<Colleague[]> {
  return trx
    .selectFrom('account as a')
    .select(['a.id', 'a.name'])
    .where('a.role', '=', 'officer')
    .where('a.disabled_at', 'is', null)
    .where('a.id', '<>', actor.accountId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('account_agency as g')
          .select('g.account_id')
          .whereRef('g.account_id', '=', 'a.id')
          .where('g.agency_id', 'in', [...agencyIds]),
      ),
    )
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
}

/** A deputy's days, ISO. */
export interface Deputy {
  id: string;
  /** The other side: the deputy, or whom one stands in for. */
  name: string;
  from: string;
  to: string;
}

const living = (trx: Trx, today: string) =>
  trx
    .selectFrom('deputy as d')
    .select(['d.id', 'd.from_day as from', 'd.to_day as to'])
    .where('d.ended_at', 'is', null)
    .where('d.to_day', '>=', today)
    .orderBy('d.from_day');

/** Her deputies of today and of days to come. @param today Taipei day, ISO */
export async function deputiesOf(trx: Trx, actor: Officer, today: string): Promise<Deputy[]> {
  return living(trx, today)
    .innerJoin('account as a', 'a.id', 'd.deputy_id')
    .select('a.name')
    .where('d.account_id', '=', actor.accountId)
    .execute();
}

/** For whom she stands in today. @param today Taipei day, ISO */
export async function standsInFor(trx: Trx, actor: Officer, today: string): Promise<Deputy[]> {
  return living(trx, today)
    .innerJoin('account as a', 'a.id', 'd.account_id')
    .select('a.name')
    .where('d.deputy_id', '=', actor.accountId)
    .where('d.from_day', '<=', today)
    .execute();
}

export type Named = { ok: true; name: string } | { ok: false; why: 'notColleague' | 'overlap' };

/**
 * Names a deputy for days that `checkDeputyDays` passed. One deputy a day: of two who name at the same moment for the
 * same person, the second waits and is refused.
 */
export async function nameDeputy(
  trx: Trx,
  actor: Officer,
  o: { deputyId: string; from: string; to: string; requestId: string | null },
): Promise<Named> {
  const deputy = (await colleagues(trx, actor)).find((one) => one.id === o.deputyId);
  if (!deputy) return { ok: false, why: 'notColleague' };
  await sql`select pg_advisory_xact_lock(hashtextextended('deputy:' || ${actor.accountId}, 0))`.execute(trx);
  const overlap = await trx
    .selectFrom('deputy')
    .select('id')
    .where('account_id', '=', actor.accountId)
    .where('ended_at', 'is', null)
    .where('from_day', '<=', o.to)
    .where('to_day', '>=', o.from)
    .executeTakeFirst();
  if (overlap) return { ok: false, why: 'overlap' };
  await trx
    .insertInto('deputy')
    .values({ account_id: actor.accountId, deputy_id: o.deputyId, from_day: o.from, to_day: o.to })
    .execute();
  await audit(trx, actor, {
    act: 'deputy.name',
    subjectKind: 'account',
    subjectId: o.deputyId,
    requestId: o.requestId,
    details: { from: o.from, to: o.to },
  });
  return { ok: true, name: deputy.name };
}

/** Takes a deputy back. @returns false when there is none such of hers */
export async function endDeputy(
  trx: Trx,
  actor: Officer,
  o: { id: string; requestId: string | null },
): Promise<boolean> {
  if (!isId(o.id)) return false;
  const row = await trx
    .updateTable('deputy')
    .set({ ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', o.id)
    .where('account_id', '=', actor.accountId)
    .where('ended_at', 'is', null)
    .returning('deputy_id')
    .executeTakeFirst();
  if (!row) return false;
  await audit(trx, actor, {
    act: 'deputy.end',
    subjectKind: 'account',
    subjectId: row.deputy_id,
    requestId: o.requestId,
  });
  return true;
}
