import { type SqlBool, sql } from 'kysely';
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

/** Everything listed now, in the order of the feed, `pageSize` at a time. */
export async function listedAfter(trx: Trx, afterNo: string, pageSize: number) {
  return trx
    .selectFrom('vacancy')
    .select(['no', 'content', 'source_no', 'flags', 'listed_at', 'updated_at', 'closes_at'])
    .where('stage', '=', 'listed')
    .where(sql<SqlBool>`closes_at > clock_timestamp()`)
    .where('no', '>', afterNo)
    .orderBy('no')
    .limit(pageSize)
    .execute();
}

/** When what is listed last changed: an edit, a new listing, or one that ended. */
export async function listedChangedAt(trx: Trx): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest(max(updated_at), max(listed_at), max(closes_at) filter (where closes_at <= clock_timestamp())) as at
    from vacancy where stage in ('listed', 'closed')`.execute(trx);
  return rows[0]?.at ?? new Date(0);
}
