import { type SqlBool, sql } from 'kysely';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import type { Trx } from '../actor.ts';
import { contains, wordsOf } from '../keyword.ts';

export interface PublicFilter {
  keyword: string;
  personnelCategory: string;
  rankClass: string;
  workplace: string;
  mode: 'civilService' | 'open' | 'none' | '';
  /** Keys of the rows a page begins after or ends before, as `next` and `previous` gave them; '' = the first page. */
  after: string;
  before: string;
  limit: number;
}

/** One page of what is listed now, newest first, by key; a key that is none of ours counts as absent. */
export async function publicPage(trx: Trx, f: PublicFilter) {
  let q = trx
    .selectFrom('vacancy as v')
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .where('v.stage', '=', 'listed')
    .where(sql<SqlBool>`v.closes_at > clock_timestamp()`);
  if (f.personnelCategory) q = q.where('v.personnel_category', '=', f.personnelCategory);
  if (f.rankClass) q = q.where(sql<SqlBool>`${f.rankClass} = any (v.rank_classes)`);
  if (f.workplace) q = q.where(sql<SqlBool>`${f.workplace} = any (v.workplaces)`);
  if (f.mode) q = q.where('v.mode', '=', f.mode);
  for (const word of wordsOf(f.keyword)) q = q.where('v.search_text', 'like', contains(word));
  const { total } = await q.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();

  const after = readKey(f.after);
  const before = after ? null : readKey(f.before);
  const key = after ?? before;
  const order = before ? 'asc' : 'desc';
  if (key) {
    const place = sql`(${key.at}::timestamptz, ${key.no})`;
    q = q.where(
      before ? sql<SqlBool>`(v.listed_at, v.no) > ${place}` : sql<SqlBool>`(v.listed_at, v.no) < ${place}`,
    );
  }
  const found = await q
    .select(['v.no', 'v.content', 'v.closes_at', 'v.listed_at', 'v.mode', 'a.name as agency_name'])
    .select(
      sql<string>`to_char(v.listed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('key_at'),
    )
    .orderBy('v.listed_at', order)
    .orderBy('v.no', order)
    .limit(f.limit + 1)
    .execute();
  const more = found.length > f.limit;
  const rows = found.slice(0, f.limit);
  if (before) rows.reverse();
  const keyOf = (row: { key_at: string; no: string } | undefined): string | null =>
    row ? `${row.key_at},${row.no}` : null;
  return {
    rows,
    total: Number(total),
    previous: (before ? more : after) ? keyOf(rows[0]) : null,
    next: (before ? true : more) ? keyOf(rows.at(-1)) : null,
  };
}

const KEY = /^((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z),(\d{10})$/;

/** The place a key names; null when somebody altered it into no place at all. */
function readKey(text: string): { at: string; no: string } | null {
  const [, at, millis, no] = KEY.exec(text) ?? [];
  if (!at || !no || !isVacancyNo(no)) return null;
  const ms = Date.parse(`${millis}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === `${millis}Z` ? { at, no } : null;
}

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
