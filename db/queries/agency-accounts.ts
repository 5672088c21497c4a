/** 帳號管理: the officers' accounts of an administrator's agencies, turned off and on. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';

export type Administrator = Actor & { kind: 'agencyAdmin' };

export interface AgencyAccount {
  id: string;
  login: string;
  name: string;
  email: string;
  /** Of her agencies. */
  agencies: string[];
  disabled: boolean;
  lastSignInAt: Date | null;
  /** Who stands in for her today, and for whom she does, each with the last day (ISO). */
  deputies: { name: string; to: string }[];
  standsInFor: { name: string; to: string }[];
}

/** Those who can sign in first, by name. @param today Taipei day, ISO */
export async function agencyAccounts(
  trx: Trx,
  actor: Administrator,
  today: string,
): Promise<AgencyAccount[]> {
  const living = sql`d.ended_at is null and ${today}::date between d.from_day and d.to_day`;
  const named = sql`coalesce(json_agg(json_build_object('name', o.name, 'to', d.to_day) order by d.to_day), '[]'::json)`;
  const { rows } = await sql<AgencyAccount>`
    select a.id, a.login, a.name, a.email, a.disabled_at is not null as disabled,
      a.last_sign_in_at as "lastSignInAt",
      (select array_agg(g.name order by g.code) from account_agency ag join agency g on g.id = ag.agency_id
        where ag.account_id = a.id and ag.agency_id = any (${[...actor.agencyIds]}::int[])) as agencies,
      (select ${named} from deputy d join account o on o.id = d.deputy_id
        where d.account_id = a.id and ${living}) as deputies,
      (select ${named} from deputy d join account o on o.id = d.account_id
        where d.deputy_id = a.id and ${living}) as "standsInFor"
    from account a
    where a.role = 'officer' and exists (select from account_agency ag
      where ag.account_id = a.id and ag.agency_id = any (${[...actor.agencyIds]}::int[]))
    order by a.disabled_at is not null, a.name, a.login limit 500`.execute(trx);
  return rows;
}

/** `shared`: the account acts for another administrator's agency too; `asIs`: it is so already. */
export type Switched = { ok: true } | { ok: false; why: 'notFound' | 'shared' | 'asIs' };

/** Turns an account off, which ends its sign-ins at once, or on again. */
export async function switchAccount(
  trx: Trx,
  actor: Administrator,
  o: { id: string; off: boolean; requestId: string | null },
): Promise<Switched> {
  if (!isId(o.id)) return { ok: false, why: 'notFound' };
  const { rows } = await sql<{ answer: 'done' | (Switched & { ok: false })['why'] }>`
    select switch_account(${o.id}, ${o.off}) as answer`.execute(trx);
  const answer = rows[0]?.answer ?? 'notFound';
  if (answer !== 'done') return { ok: false, why: answer };
  await audit(trx, actor, {
    act: o.off ? 'account.disable' : 'account.enable',
    subjectKind: 'account',
    subjectId: o.id,
    agencyId: actor.agencyIds.length === 1 ? (actor.agencyIds[0] ?? null) : null,
    requestId: o.requestId,
  });
  return { ok: true };
}
