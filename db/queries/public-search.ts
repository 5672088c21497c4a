import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { type ConditionKey, conditionWords, type SearchConditions } from '../../domain/search-conditions.ts';
import { gramsOf } from '../../domain/search-text.ts';
import type { VacancyBrief } from '../../domain/vacancy-content.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import type { Trx } from '../actor.ts';
import { contains, wordsOf } from '../keyword.ts';
import type { DB } from '../schema.ts';

export interface PublicSearch {
  conditions: SearchConditions;
  /** R23's way: a vacancy matches when its 上網有效期間 touches the period; ISO days, '' = open. */
  from: string;
  to: string;
  sort: 'newest' | 'closing';
  /** Keys of the rows a page begins after or ends before, as `next` and `previous` gave them; '' = the first page. */
  after: string;
  before: string;
  limit: number;
}
type Listed = SelectQueryBuilder<DB & { l: DB['listed_vacancy'] }, 'l', object>;

/** A vacancy as lists show it. */
export interface ListedRow {
  no: string;
  brief: VacancyBrief;
  closes_at: Date;
  agency_name: string;
}
export interface PublicPage {
  rows: ListedRow[];
  /** How many match on all pages; unknown (0) where a key leaves no row. */
  total: number;
  previous: string | null;
  next: string | null;
}

/**
 * One page of what is listed now, by key, in one statement: a trip to the database costs more than what it asks.
 * A key that is none of ours counts as absent. As `{ byIndex: true }` where there are words.
 */
export async function publicPage(trx: Trx, f: PublicSearch): Promise<PublicPage> {
  const after = readKey(f.after);
  const before = after ? null : readKey(f.before);
  const key = after ?? before;
  // newest first runs down its column, soonest closing first runs up
  const down = (f.sort === 'newest') !== (before !== null);
  const place = key && sql`(${key.at}::timestamptz, ${key.no})`;
  const beyond = place ? (down ? sql`where (at, no) < ${place}` : sql`where (at, no) > ${place}`) : sql``;
  const order = down ? sql`order by at desc, no desc` : sql`order by at, no`;
  const found = matching(trx, f).select([
    'l.no',
    f.sort === 'closing' ? 'l.closes_at as at' : 'l.listed_at as at',
  ]);
  const { rows: more } = await sql<ListedRow & { total: number; key_at: string }>`
    with found as materialized (${found}),
    page as (select no, at from found ${beyond} ${order} limit ${f.limit + 1})
    select l.no, l.brief, l.closes_at, a.name as agency_name, (select count(*) from found)::int as total,
      to_char(page.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key_at
    from page join listed_vacancy l using (no) join agency a on a.id = l.agency_id ${order}`.execute(trx);
  const rows = more.slice(0, f.limit);
  if (before) rows.reverse();
  const keyOf = (row: { key_at: string; no: string } | undefined): string | null =>
    row ? `${row.key_at},${row.no}` : null;
  const isMore = more.length > f.limit;
  return {
    rows,
    total: rows[0]?.total ?? 0,
    previous: (before ? isMore : after) ? keyOf(rows[0]) : null,
    next: (before ? true : isMore) ? keyOf(rows.at(-1)) : null,
  };
}

export interface Suggestion {
  /** The condition to drop; `period` = 上網有效期間. */
  key: ConditionKey | 'period';
  total: number;
}

/** For a search that finds nothing: how much each condition alone keeps away; those that would not help are left out. */
export async function suggestions(
  trx: Trx,
  f: Pick<PublicSearch, 'conditions' | 'from' | 'to'>,
): Promise<Suggestion[]> {
  const found: Suggestion[] = [];
  for (const { key } of conditionWords(f.conditions))
    found.push({
      key,
      total: await countOf(matching(trx, { ...f, conditions: { ...f.conditions, [key]: '' } })),
    });
  if (f.from || f.to)
    found.push({ key: 'period', total: await countOf(matching(trx, { ...f, from: '', to: '' })) });
  return found.filter((one) => one.total > 0);
}

/** Listed vacancies that resemble one that is closed: by 職系, then 工作地, then 人員區分; at most `limit`. */
export async function similarListed(
  trx: Trx,
  v: {
    no: string;
    jobSeries: string;
    personnelCategory: string;
    workplaces: readonly string[];
    mode: string;
  },
  limit: number,
) {
  const series = sql<SqlBool>`(l.job_series = ${v.jobSeries} and l.job_series not in ('', '0100'))`;
  const place = sql<SqlBool>`(l.workplaces && ${[...v.workplaces]}::text[])`;
  const category = sql<SqlBool>`(l.personnel_category = ${v.personnelCategory})`;
  return withBrief(open(trx))
    .where('l.no', '<>', v.no)
    .where(sql<SqlBool>`(${series} or (${place} and ${category}))`)
    .orderBy(
      sql`${series}::int * 4 + ${place}::int * 3 + ${category}::int + (l.mode is not distinct from ${v.mode})::int`,
      'desc',
    )
    .orderBy('l.listed_at', 'desc')
    .orderBy('l.no', 'desc')
    .limit(limit)
    .execute();
}

/** Listed vacancies that meet conditions; others add what they need (the newsletter: since when). */
export function matching(trx: Trx, f: Pick<PublicSearch, 'conditions' | 'from' | 'to'>): Listed {
  const c = f.conditions;
  let q = open(trx);
  if (c.category) q = q.where('l.personnel_category', '=', c.category);
  if (c.rank) q = q.where(sql<SqlBool>`${c.rank} = any (l.rank_classes)`);
  if (c.series)
    q =
      c.series.length === 1
        ? q.where('l.job_series', 'like', `${c.series}%`)
        : q.where('l.job_series', '=', c.series);
  if (c.place) q = q.where(sql<SqlBool>`${c.place} = any (l.workplaces)`);
  if (c.special) q = q.where(sql<SqlBool>`${c.special} = any (l.conditions)`);
  if (c.mode) q = q.where('l.mode', '=', c.mode);
  if (f.from) q = q.where('l.listed_to', '>=', f.from);
  if (f.to) q = q.where('l.listed_from', '<=', f.to);
  for (const word of wordsOf(c.agency)) q = q.where('l.agency', 'like', contains(word));
  const words = wordsOf(c.q);
  // all pairs of a text do not make its word: the index narrows down, the text itself decides
  if (words.length > 0) q = q.where(sql<SqlBool>`l.grams @> ${[...new Set(words.flatMap(gramsOf))]}::text[]`);
  for (const word of words) if ([...word].length > 2) q = q.where('l.search_text', 'like', contains(word));
  return q;
}

/** With what a list shows of each vacancy. */
export const withBrief = (listed: Listed) =>
  listed
    .innerJoin('agency as a', 'a.id', 'l.agency_id')
    .select(['l.no', 'l.brief', 'l.closes_at', 'a.name as agency_name']);

const open = (trx: Trx): Listed =>
  trx.selectFrom('listed_vacancy as l').where(sql<SqlBool>`l.closes_at > statement_timestamp()`);

async function countOf(listed: Listed): Promise<number> {
  const { total } = await listed
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

const KEY = /^((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z),(\d{10})$/;

/** The place a key names; null when somebody altered it into no place at all. */
function readKey(text: string): { at: string; no: string } | null {
  const [, at, millis, no] = KEY.exec(text) ?? [];
  if (!at || !no || !isVacancyNo(no)) return null;
  const ms = Date.parse(`${millis}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === `${millis}Z` ? { at, no } : null;
}
