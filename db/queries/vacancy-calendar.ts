/** What a month holds for an officer: listings of her agencies and interviews she invited to. Counts, no names. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';

type Officer = Actor & { kind: 'officer' };

export interface CalendarListing {
  no: string;
  title: string;
  opens_at: Date;
  closes_at: Date;
}
export interface CalendarInterview {
  vacancy_no: string;
  title: string;
  interview_at: Date;
  /** Invited for this time who have not declined. */
  people: number;
}

/** More than this in one month are not drawn. */
const MOST = 500;

/**
 * Approved listings that touch the time, and interviews in it, each by time.
 * @param o instants, the end not included
 */
export async function vacancyCalendar(
  trx: Trx,
  actor: Officer,
  o: { from: string; until: string },
): Promise<{ listings: CalendarListing[]; interviews: CalendarInterview[] }> {
  const agencies = [...actor.agencyIds];
  const listings = await sql<CalendarListing>`
    select no, title, opens_at, closes_at from vacancy
    where agency_id = any (${agencies}::int[]) and stage in ('scheduled', 'listed', 'closed', 'archived')
      and opens_at < ${o.until}::timestamptz and closes_at > ${o.from}::timestamptz
    order by closes_at, no limit ${MOST}`.execute(trx);
  const interviews = await sql<CalendarInterview>`
    select n.vacancy_no, v.title, n.interview_at, count(*)::int as people
    from interview_notice n join vacancy v on v.no = n.vacancy_no
    where n.agency_id = any (${agencies}::int[]) and n.state = 'live' and n.reply is distinct from 'declined'
      and n.interview_at >= ${o.from}::timestamptz and n.interview_at < ${o.until}::timestamptz
    group by n.vacancy_no, v.title, n.interview_at
    order by n.interview_at, n.vacancy_no limit ${MOST}`.execute(trx);
  return { listings: listings.rows, interviews: interviews.rows };
}
