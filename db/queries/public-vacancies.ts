import type { Trx } from '../actor.ts';

/** What anyone may see of one vacancy: listed, closed or archived; undefined otherwise. */
export async function publicVacancy(trx: Trx, no: string) {
  return trx
    .selectFrom('vacancy as v')
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .select([
      'v.no',
      'v.content',
      'v.stage',
      'v.mode',
      'v.closes_at',
      'v.listed_at',
      'v.published_on',
      'v.revision',
    ])
    .select(['v.origin', 'v.closed_at', 'a.name as agency_name', 'v.review_outcome', 'v.decided_at'])
    .select(['v.updated_at', 'v.extended_at', 'v.first_listed_to', 'v.ending_reason'])
    .where('v.no', '=', no)
    .where('v.stage', 'in', ['listed', 'closed', 'archived'])
    .executeTakeFirst();
}
