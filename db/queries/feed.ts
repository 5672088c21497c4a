/** R16: what the open-data feeds are made of. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';

export interface FeedState {
  /** How many vacancies are listed now. */
  count: number;
  /** Changes with every row that comes, changes or goes, as each version of a row has the transaction that wrote it. */
  print: string;
  /** When what is listed last changed: an edit, a new listing, or one that ended. */
  changedAt: Date;
}

/** What a feed would be made of now, without making it. */
export async function feedState(trx: Trx): Promise<FeedState> {
  const { rows } = await sql<{ count: number; print: string; listed: Date | null; ended: Date | null }>`
    select count(*)::int as count, max(greatest(updated_at, listed_at)) as listed,
      coalesce(sum(hashtextextended(no, xmin::text::bigint)), 0)::text as print,
      greatest(
        (select max(greatest(o.closes_at, o.updated_at)) from listed_vacancy o where o.closes_at <= clock_timestamp()),
        (select v.closes_at from vacancy v where v.stage = 'closed' and v.closes_at <= clock_timestamp()
          order by v.closes_at desc limit 1),
        (select v.updated_at from vacancy v where v.stage = 'closed' order by v.closes_at desc limit 1)
      ) as ended
    from listed_vacancy where closes_at > clock_timestamp()`.execute(trx);
  const [row] = rows;
  const times = [row?.listed, row?.ended].map((at) => at?.getTime() ?? 0);
  return { count: row?.count ?? 0, print: row?.print ?? '0', changedAt: new Date(Math.max(...times)) };
}

/**
 * Holds what is drawn out for search and feeds against the vacancies themselves and mends it (as the worker); the
 * trigger keeps the two alike, so anything found is a fault to be told of.
 * @returns how many were mended
 */
export async function healListed(trx: Trx): Promise<number> {
  const { numAffectedRows } = await sql`update vacancy v set version = version
    where (v.stage = 'listed') <> exists (select 1 from listed_vacancy l where l.no = v.no)
      or (v.stage = 'listed' and not exists (select 1 from listed_vacancy l where l.no = v.no
        and l.closes_at = v.closes_at and l.updated_at = v.updated_at and l.search_text = v.search_text))`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

const COLUMNS = ['v.no', 'v.content', 'l.listed_at', 'l.updated_at', 'l.closes_at'] as const;

const listed = (trx: Trx) =>
  trx
    .selectFrom('listed_vacancy as l')
    .innerJoin('vacancy as v', 'v.no', 'l.no')
    .select(COLUMNS)
    .where(sql<SqlBool>`l.closes_at > clock_timestamp()`);

/** Everything listed now, in the order of the feed, `limit` at a time. */
export const listedAfter = (trx: Trx, afterNo: string, limit: number) =>
  listed(trx).where('l.no', '>', afterNo).orderBy('l.no').limit(limit).execute();

/** The newest. */
export const listedNewest = (trx: Trx, limit: number) =>
  listed(trx).orderBy('l.listed_at', 'desc').orderBy('l.no', 'desc').limit(limit).execute();

/** Numbers of what is listed now with the time of their last change, newest first. */
export const listedForSitemap = (trx: Trx, limit: number) =>
  trx
    .selectFrom('listed_vacancy')
    .select(['no', 'updated_at'])
    .where(sql<SqlBool>`closes_at > clock_timestamp()`)
    .orderBy('listed_at', 'desc')
    .orderBy('no', 'desc')
    .limit(limit)
    .execute();
