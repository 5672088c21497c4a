/** R16: what the open-data feeds are made of. */
import { type SqlBool, sql } from 'kysely';
import { type FeedName, type FeedState, NEWEST } from '../../domain/open-data.ts';
import type { Trx } from '../actor.ts';

/** Rows read at a time, and held until they are sent. */
const PAGE = 200;

/** What a feed would be made of now, without making it: each version of a row has the transaction that wrote it. */
export async function feedState(trx: Trx): Promise<FeedState> {
  const { rows } = await sql<{ count: number; print: string; listed: Date | null; ended: Date | null }>`
    select count(*)::int as count, max(greatest(updated_at, listed_at)) as listed,
      coalesce(sum(hashtextextended(no, xmin::text::bigint)), 0)::text as print,
      greatest(
        (select max(greatest(o.closes_at, o.updated_at)) from listed_vacancy o where o.closes_at <= statement_timestamp()),
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
        and l.closes_at = v.closes_at and l.updated_at = v.updated_at and l.search_text = v.search_text
        and l.agency_id = v.agency_id and l.brief = vacancy_brief(v.content)))`.execute(trx);
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
const listedAfter = (trx: Trx, afterNo: string, limit: number) =>
  listed(trx).where('l.no', '>', afterNo).orderBy('l.no').limit(limit).execute();

const listedNewest = (trx: Trx, limit: number) =>
  listed(trx).orderBy('l.listed_at', 'desc').orderBy('l.no', 'desc').limit(limit).execute();

/** The transaction that wrote a row, as in the print of `feedState`: another one, another text. */
const version = sql<string>`l.xmin::text`.as('version');

/** Which rows a feed tells, in its order, without their contents. */
export async function feedOrder(trx: Trx, name: FeedName): Promise<{ no: string; version: string }[]> {
  const rows = trx
    .selectFrom('listed_vacancy as l')
    .select(['l.no', version])
    .where(sql<SqlBool>`l.closes_at > clock_timestamp()`);
  return name === 'atom'
    ? rows.orderBy('l.listed_at', 'desc').orderBy('l.no', 'desc').limit(NEWEST).execute()
    : rows.orderBy('l.no').execute();
}

/** What a feed tells of these, in any order; one that ended meanwhile is left out. */
export const feedRowsOf = (trx: Trx, nos: readonly string[]) =>
  listed(trx).select(version).where('l.no', 'in', nos).execute();

/** Runs a query in a transaction of the caller's choice. */
type Read = <T>(query: (trx: Trx) => Promise<T>) => Promise<T>;

/** What a feed tells, in its order; each page of rows by a `read` of its own, as a slow reader must hold none open. */
export async function* feedRows(read: Read, name: FeedName) {
  if (name === 'atom') return yield* await read((trx) => listedNewest(trx, NEWEST));
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    const page = await read((trx) => listedAfter(trx, from, PAGE));
    yield* page;
    after = page.length < PAGE ? undefined : page.at(-1)?.no;
  }
}

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
