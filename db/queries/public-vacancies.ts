import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

/** What anyone may see of one vacancy: listed, closed or archived; one that was withdrawn stays so when archived. */
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
    .where('v.withdrawn_at', 'is', null)
    .executeTakeFirst();
}

/**
 * Of those listed among these, a print that changes with every write to the vacancy or its agency: the transaction
 * that made the row's present version, which no statement can forget to note.
 */
export async function listedPrints(trx: Trx, nos: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ no: string; print: string }>`/* public.prints */
    select v.no, v.xmin::text || '.' || a.xmin::text as print from vacancy v join agency a on a.id = v.agency_id
    where v.no = any (${nos}::text[]) and v.stage = 'listed'`.execute(trx);
  return new Map(rows.map(({ no, print }) => [no, print]));
}
