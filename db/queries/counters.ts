import { sql } from 'kysely';
import type { Db } from '../actor.ts';

/**
 * Notes visitors of a day (ISO, Taipei) by their daily pseudonyms and counts those that are new.
 * The tables hold nothing about anyone, so no actor is needed.
 */
export async function recordVisits(db: Db, day: string, visitors: readonly Buffer[]): Promise<void> {
  await sql`
    with seen as (
      insert into visit_seen (day, visitor)
      select ${day}::date, v from unnest(${[...visitors]}::bytea[]) v
      on conflict (day, visitor) do update set last_seen_at = now()
      returning (xmax = 0) as fresh
    )
    insert into visit_counter (day, visits) select ${day}::date, count(*) filter (where fresh) from seen
    on conflict (day) do update set visits = visit_counter.visits + excluded.visits`.execute(db);
}

/** R2: on line in the last ten minutes, today, and since the beginning. */
export async function countVisits(
  db: Db,
  day: string,
): Promise<{ online: number; today: number; total: number }> {
  const { rows } = await sql<{ online: number; today: number; total: number }>`
    select (select count(distinct visitor) from visit_seen where last_seen_at > now() - interval '10 minutes')::int as online,
      coalesce((select visits from visit_counter where day = ${day}::date), 0)::int as today,
      coalesce((select sum(visits) from visit_counter), 0)::float8 as total`.execute(db);
  return rows[0] ?? { online: 0, today: 0, total: 0 };
}
