import { type SqlBool, sql } from 'kysely';
import { foldSearch } from '../../domain/search-text.ts';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';

export interface RegisterFilter {
  /** Whose register: listed vacancies of every agency may be read by anyone, so the policies alone are not enough. */
  agencyIds: readonly number[];
  /** R23: 上網有效期間; ISO days, '' = open. A vacancy matches when its period touches the filter's. */
  from: string;
  to: string;
  /** 迄日仍有效之職缺: `today` <= listedTo. */
  stillValid: boolean;
  today: string;
  no: string;
  keyword: string;
  stage: Stage | '';
  /** Within the stage `preparing`: drafts, those in review, those returned; '' = all. */
  review: ReviewOutcome | '';
  /** 歷史職缺: closed, archived or withdrawn. */
  past: boolean;
  page: number;
  sort: 'published' | 'closing';
}
export const REGISTER_PAGE = 15;

/** One page of the officer's register (R22–R29), with applicants so far. Only her agencies' rows are seen. */
export async function registerPage(trx: Trx, f: RegisterFilter) {
  const rows = await registerBase(trx, f)
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .select([
      'v.no',
      'v.title',
      'v.job_series',
      'v.workplaces',
      'v.listed_from',
      'v.listed_to',
      'v.closes_at',
      'v.published_on',
      'v.review_outcome',
      'v.stage',
      'v.mode',
      'v.version',
      'v.submitted_at',
      'v.content',
      'v.return_reasons',
      'v.origin',
      'a.name as agency_name',
    ])
    .select((eb) =>
      eb
        .selectFrom('application as p')
        .select((e) => e.fn.countAll<string>().as('n'))
        .whereRef('p.vacancy_no', '=', 'v.no')
        .where('p.state', '=', 'open')
        .as('applicants'),
    )
    .orderBy(f.sort === 'closing' ? 'v.closes_at' : 'v.published_on', (o) =>
      f.sort === 'closing' ? o.asc().nullsLast() : o.desc().nullsFirst(),
    )
    .orderBy('v.no', 'desc')
    .limit(REGISTER_PAGE)
    .offset((f.page - 1) * REGISTER_PAGE)
    .execute();
  const { total } = await registerBase(trx, f)
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

/** How many vacancies stand at each stage and review outcome, for the tabs, whichever tab is open. */
export async function registerCounts(
  trx: Trx,
  f: RegisterFilter,
): Promise<{ stage: Stage; review: ReviewOutcome; n: number }[]> {
  const rows = await registerBase(trx, { ...f, stage: '', review: '' })
    .select(['v.stage', 'v.review_outcome as review', (eb) => eb.fn.countAll<string>().as('n')])
    .groupBy(['v.stage', 'v.review_outcome'])
    .execute();
  return rows.map((r) => ({ ...r, n: Number(r.n) }));
}

function registerBase(trx: Trx, f: RegisterFilter) {
  let q = trx.selectFrom('vacancy as v').where('v.agency_id', 'in', [...f.agencyIds]);
  if (f.stage) q = q.where('v.stage', '=', f.stage);
  if (f.review) q = q.where('v.review_outcome', '=', f.review);
  if (f.past) q = q.where('v.stage', 'in', ['closed', 'archived', 'withdrawn']);
  if (f.stillValid)
    q = q.where((eb) => eb.or([eb('v.listed_to', 'is', null), eb('v.listed_to', '>=', f.today)]));
  if (f.from) q = q.where('v.listed_to', '>=', f.from);
  if (f.to) q = q.where('v.listed_from', '<=', f.to);
  if (f.no) q = q.where('v.no', '=', f.no);
  for (const word of words(f.keyword)) q = q.where('v.search_text', 'like', contains(word));
  return q;
}

export interface PublicFilter {
  keyword: string;
  personnelCategory: string;
  rankClass: string;
  workplace: string;
  mode: 'civilService' | 'open' | 'none' | '';
  /** Key of the last row of the page before: `<listedAt ISO>,<no>`, '' at first. */
  after: string;
  limit: number;
}

/** One page of what is listed now, newest first, by key. */
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
  for (const word of words(f.keyword)) q = q.where('v.search_text', 'like', contains(word));
  const { total } = await q.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const [at, no] = f.after.split(',');
  if (at && no && !Number.isNaN(Date.parse(at)))
    q = q.where(sql<SqlBool>`(v.listed_at, v.no) < (${at}::timestamptz, ${no})`);
  const rows = await q
    .select(['v.no', 'v.content', 'v.closes_at', 'v.listed_at', 'v.mode', 'a.name as agency_name'])
    .select(
      sql<string>`to_char(v.listed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('key_at'),
    )
    .orderBy('v.listed_at', 'desc')
    .orderBy('v.no', 'desc')
    .limit(f.limit + 1)
    .execute();
  const page = rows.slice(0, f.limit);
  const last = page.at(-1);
  return {
    rows: page,
    total: Number(total),
    next: rows.length > f.limit && last ? `${last.key_at},${last.no}` : null,
  };
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
    .select(['v.origin', 'v.closed_at', 'a.name as agency_name', 'v.updated_at'])
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

/** At most eight words of a keyword box, folded like the column they are looked up in. */
function words(keyword: string): string[] {
  return foldSearch(keyword.slice(0, 200)).split(/\s+/).filter(Boolean).slice(0, 8);
}

/** A LIKE pattern that finds `word` itself, its wildcards taken literally. */
function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}
