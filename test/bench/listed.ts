/** The public side of a large office: what is listed now, among many that have closed. */
import { sql } from 'kysely';
import { seedVacancies } from '../../dev/seed-rows.ts';
import type { Stand } from './stand.ts';

/** Closed ones lie in so many months before this one, as a number holds five digits for each month. */
const MONTHS = 24;
/** Rows for each statement, which ends well before its time-out. */
const STEP = 5_000;
/** A browser's word, so that its looks are counted as any visitor's. */
export const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };

/** So many listed vacancies without workflows, and closed ones copied from them by the database itself. */
export async function fillListed(s: Stand, o: { listed: number; closed: number }): Promise<string[]> {
  const nos = await seedVacancies(s.owner, { count: o.listed, live: 0 });
  for (let from = 0; from < o.closed; from += STEP) {
    const last = Math.min(from + STEP, o.closed) - 1;
    await sql`
    with pattern as (
      select v, row_number() over (order by v.no) - 1 as place from vacancy v where v.stage = 'listed'
    ), past as (
      select i, i % ${o.listed} as place, now() - make_interval(months => 1 + i % ${MONTHS}) as at
      from generate_series(${from}::int, ${last}::int) as i
    )
    insert into vacancy
    select copied.* from past join pattern using (place) cross join lateral jsonb_populate_record(v, jsonb_build_object(
      'no', ((extract(year from at)::int - 1911) * 100 + extract(month from at)::int)::text
        || lpad((1 + i / ${MONTHS})::text, 5, '0'),
      'stage', 'closed', 'listed_at', at - interval '14 days', 'closes_at', at, 'closed_at', at,
      'updated_at', at, 'published_on', (at - interval '14 days')::date)) as copied`.execute(s.owner);
  }
  await sql`vacuum analyze`.execute(s.owner);
  return nos;
}

/** Puts every closed vacancy among the listed, as its trigger would but for the index of words, which no feed reads. */
export async function listAll(s: Stand): Promise<void> {
  for (let more = true; more; ) {
    const { numAffectedRows } = await sql`insert into listed_vacancy (no, listed_at, closes_at, updated_at,
        listed_from, listed_to, mode, personnel_category, job_series, workplaces, rank_classes, conditions, agency,
        search_text, grams, agency_id, brief)
      select no, listed_at, now() + interval '30 days', updated_at, listed_from, listed_to, mode, personnel_category,
        job_series, workplaces, rank_classes, '{}', '', search_text, '{}', agency_id, vacancy_brief(content) from vacancy
      where no > coalesce((select max(no) from listed_vacancy where agency = ''), '') and stage = 'closed'
      order by no limit ${STEP}`.execute(s.owner);
    more = numAffectedRows === BigInt(STEP);
  }
  await sql`vacuum analyze listed_vacancy`.execute(s.owner);
}
