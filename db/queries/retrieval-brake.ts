/** A brake on retrievals: so many persons' résumés an officer may take out in an hour and in a day (ASVS 2.4.1). */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';

type Officer = Actor & { kind: 'officer' };

export interface BrakeLimits {
  perHour: number;
  perDay: number;
}
export interface Braked {
  /** Which of the two stopped her, and its number of persons. */
  window: 'hour' | 'day';
  limit: number;
  /** When as many persons as she asked for may be taken out again. */
  until: Date;
}

const HOUR_MS = 3_600_000;

/**
 * Whether these persons may still be taken out; null when they may. One taken out again counts once. Retrievals of an
 * officer that come at the same moment are counted one after the other. What is stopped is audited, which must commit.
 */
export async function retrievalBrake(
  trx: Trx,
  actor: Officer,
  o: {
    vacancyNo: string;
    agencyId: number;
    applicationIds: readonly string[];
    limits: BrakeLimits;
    requestId: string | null;
  },
): Promise<Braked | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`retrieval:${actor.accountId}`}, 0))`.execute(
    trx,
  );
  const { rows } = await sql<{ at: Date; now: Date }>`
    select max(i.retrieved_at) as at, clock_timestamp() as now
    from retrieval r join retrieval_item i on i.retrieval_id = r.id
    where r.account_id = ${actor.accountId} and r.retrieved_at > clock_timestamp() - interval '24 hours'
      and i.application_id <> all (${[...o.applicationIds]}::uuid[])
    group by i.application_id order by at`.execute(trx);
  const now = rows[0]?.now.getTime() ?? 0;
  const taken = rows.map(({ at }) => at.getTime());
  const asked = o.applicationIds.length;
  const braked =
    over(taken, asked, now, 24 * HOUR_MS, o.limits.perDay, 'day') ??
    over(taken, asked, now, HOUR_MS, o.limits.perHour, 'hour');
  if (!braked) return null;
  await audit(trx, actor, {
    act: 'resume.retrieveBraked',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { asked, window: braked.window, limit: braked.limit },
  });
  return braked;
}

/** @param taken instants, oldest first */
function over(
  taken: readonly number[],
  asked: number,
  now: number,
  span: number,
  limit: number,
  window: Braked['window'],
): Braked | null {
  const within = taken.filter((at) => at > now - span);
  const tooMany = within.length + asked - limit;
  if (tooMany <= 0) return null;
  return { window, limit, until: new Date((within[tooMany - 1] ?? now) + span) };
}

export interface BrakedOfficer {
  login: string;
  name: string;
  agency: string;
  times: number;
  vacancyNo: string;
  lastAt: Date;
}

/** Whom the brake stopped in the last seven days, the newest first. As operator or auditor. */
export async function brakedOfficers(trx: Trx): Promise<BrakedOfficer[]> {
  const { rows } = await sql<BrakedOfficer>`
    select a.login, a.name, coalesce(g.name, '') as agency, count(*)::int as times, max(b.at) as "lastAt",
      (array_agg(b.vacancy_no order by b.at desc))[1] as "vacancyNo"
    from retrieval_braked b join account a on a.id = b.account_id left join agency g on g.id = b.agency_id
    where b.at > now() - interval '7 days'
    group by a.id, a.login, a.name, g.name order by max(b.at) desc limit 50`.execute(trx);
  return rows;
}
