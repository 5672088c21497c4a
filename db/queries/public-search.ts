import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { type ConditionKey, conditionWords, type SearchConditions } from '../../domain/search-conditions.ts';
import { gramsOf } from '../../domain/search-text.ts';
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

/** One page of what is listed now, by key; a key that is none of ours counts as absent. */
export async function publicPage(trx: Trx, f: PublicSearch) {
  // the planner takes comparing two arrays for as cheap as comparing two numbers and would read every row
  if (f.conditions.q) await sql`set local enable_seqscan = off`.execute(trx);
  const listed = matching(trx, f);
  const total = await countOf(listed);
  const after = readKey(f.after);
  const before = after ? null : readKey(f.before);
  const key = after ?? before;
  const column = f.sort === 'closing' ? sql.ref('l.closes_at') : sql.ref('l.listed_at');
  // newest first runs down its column, soonest closing first runs up
  const down = (f.sort === 'newest') !== (before !== null);
  const order = down ? ('desc' as const) : ('asc' as const);
  let q = listed;
  if (key) {
    const [place, mine] = [sql`(${key.at}::timestamptz, ${key.no})`, sql`(${column}, l.no)`];
    q = q.where(down ? sql<SqlBool>`${mine} < ${place}` : sql<SqlBool>`${mine} > ${place}`);
  }
  // which ones first, their contents after: a broad search must not read a thousand contents to show fifteen
  const found = await q
    .select('l.no')
    .select(sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('key_at'))
    .orderBy(column, order)
    .orderBy('l.no', order)
    .limit(f.limit + 1)
    .execute();
  const more = found.length > f.limit;
  const page = found.slice(0, f.limit);
  if (before) page.reverse();
  const keyOf = (row: { key_at: string; no: string } | undefined): string | null =>
    row ? `${row.key_at},${row.no}` : null;
  return {
    rows: await contentsOf(
      trx,
      page.map((row) => row.no),
    ),
    total,
    previous: (before ? more : after) ? keyOf(page[0]) : null,
    next: (before ? true : more) ? keyOf(page.at(-1)) : null,
  };
}

/** What a list shows of these, in their order; one that has just closed is left out. */
async function contentsOf(trx: Trx, nos: readonly string[]) {
  if (nos.length === 0) return [];
  const rows = await withContent(open(trx)).where('l.no', 'in', nos).execute();
  const byNo = new Map(rows.map((row) => [row.no, row]));
  return nos.flatMap((no) => byNo.get(no) ?? []);
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
  return withContent(open(trx))
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
export function withContent(listed: Listed) {
  return listed
    .innerJoin('vacancy as v', 'v.no', 'l.no')
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .select(['l.no', 'v.content', 'l.closes_at', 'l.listed_at', 'v.mode', 'a.name as agency_name']);
}

const open = (trx: Trx): Listed =>
  trx.selectFrom('listed_vacancy as l').where(sql<SqlBool>`l.closes_at > clock_timestamp()`);

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
