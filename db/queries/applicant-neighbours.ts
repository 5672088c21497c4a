import { sql } from 'kysely';
import type { ScreeningOutcome } from '../../domain/screening.ts';
import type { Trx } from '../actor.ts';
import { OUTCOME_FIRST, SCREENED } from './applicants-page.ts';

/** Where a person stands in a vacancy's list, and who stands beside her. */
export interface Neighbours {
  before: string | null;
  after: string | null;
  /** From 1. */
  place: number;
  total: number;
}

/**
 * The neighbours of one open application in the list so narrowed and ordered; she herself counts as one of it, also
 * when a decision just made took her out.
 */
export async function neighboursOf(
  trx: Trx,
  o: {
    vacancyNo: string;
    applicationId: string;
    screening: ScreeningOutcome | '';
    sort: 'screening' | '';
  },
): Promise<Neighbours> {
  const { rows } = await sql<Neighbours>`
    select before, after, place, total from (
      select a.id, lag(a.id) over list as before, lead(a.id) over list as after,
        (row_number() over list)::int as place, (count(*) over ())::int as total
      from application a ${SCREENED}
      where a.vacancy_no = ${o.vacancyNo} and a.state = 'open'
        and (${o.screening} = '' or coalesce(s.outcome, 'none') = ${o.screening} or a.id = ${o.applicationId})
      window list as (order by ${o.sort === 'screening' ? OUTCOME_FIRST : sql``} a.submitted_at, a.id)
    ) as everyone where id = ${o.applicationId}`.execute(trx);
  return rows[0] ?? { before: null, after: null, place: 0, total: 0 };
}
