import { type SqlBool, sql } from 'kysely';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import type { Asked, Trx } from '../actor.ts';
import { contains, wordsOf } from '../keyword.ts';
import { ask } from '../prepared.ts';

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
  sort: RegisterSort;
}
/** Newest first, or by what closes next. */
export type RegisterSort = 'published' | 'closing';
export const REGISTER_PAGE = 15;

/** Whether the register is asked for as it opens: these statements are always the same, and prepared. */
export const isWhole = (f: RegisterFilter): boolean =>
  f.stage === '' && f.review === '' && f.from === '' && f.to === '' && f.no === '' && f.keyword === '';

/** Under which name a statement is prepared; its text depends on nothing else. */
const nameOf = (f: RegisterFilter, ...parts: string[]): string | undefined =>
  isWhole(f)
    ? ['register', ...parts, ...(f.past ? ['past'] : []), ...(f.stillValid ? ['valid'] : [])].join('.')
    : undefined;

/**
 * One page of the officer's register (R22–R29), with applicants so far. Only her agencies' rows are seen.
 * @param all what may be asked together with it, of the same transaction
 */
export function registerPage(trx: Trx, all: Asked, f: RegisterFilter) {
  const page = registerBase(trx, f)
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
      'v.return_reasons',
      'v.origin',
      'a.name as agency_name',
      // of the contents these two alone: fifteen whole ones would be carried and parsed for them
      sql<string>`coalesce(v.content ->> 'jobSeriesText', '')`.as('job_series_text'),
      sql<string>`coalesce(v.content ->> 'grade', '')`.as('grade'),
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
    .offset((f.page - 1) * REGISTER_PAGE);
  return ask(all, page, nameOf(f, 'page', f.sort));
}

/** How many vacancies there are of one stage and review outcome. */
export interface RegisterCount {
  stage: Stage;
  review: ReviewOutcome;
  /** As the filter asks. */
  n: number;
  /** Also of those whose last day is over. */
  evenEnded: number;
}

/** The counts for the tabs, whichever tab is open. */
export async function registerCounts(trx: Trx, all: Asked, f: RegisterFilter): Promise<RegisterCount[]> {
  const counts = registerBase(trx, { ...f, stage: '', review: '', stillValid: false })
    .select(['v.stage', 'v.review_outcome as review'])
    .select((eb) => [
      eb.fn.countAll<string>().as('even_ended'),
      f.stillValid
        ? eb.fn.countAll<string>().filterWhere(stillValid(f.today)).as('n')
        : eb.fn.countAll<string>().as('n'),
    ])
    .groupBy(['v.stage', 'v.review_outcome']);
  const rows = await ask(all, counts, nameOf(f, 'counts'));
  return rows.map((r) => ({ ...r, n: Number(r.n), evenEnded: Number(r.even_ended) }));
}

/** How many the filter's own tab holds. */
export const registerTotal = (counts: readonly RegisterCount[], f: RegisterFilter): number =>
  counts
    .filter((row) => (!f.stage || row.stage === f.stage) && (!f.review || row.review === f.review))
    .reduce((sum, row) => sum + row.n, 0);

const stillValid = (today: string) => sql<SqlBool>`(v.listed_to is null or v.listed_to >= ${today})`;

function registerBase(trx: Trx, f: RegisterFilter) {
  let q = trx.selectFrom('vacancy as v').where(sql<SqlBool>`v.agency_id = any(${[...f.agencyIds]}::int[])`);
  if (f.stage) q = q.where('v.stage', '=', f.stage);
  if (f.review) q = q.where('v.review_outcome', '=', f.review);
  if (f.past) q = q.where('v.stage', 'in', ['closed', 'archived', 'withdrawn']);
  if (f.stillValid) q = q.where(stillValid(f.today));
  if (f.from) q = q.where('v.listed_to', '>=', f.from);
  if (f.to) q = q.where('v.listed_from', '<=', f.to);
  if (f.no) q = q.where('v.no', '=', f.no);
  for (const word of wordsOf(f.keyword)) q = q.where('v.search_text', 'like', contains(word));
  return q;
}
