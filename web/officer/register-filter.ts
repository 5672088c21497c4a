/** R22, R23, R26: what the register is asked for, and the address of every neighbouring view of it. */
import type { RegisterFilter, RegisterSort } from '../../db/queries/vacancy-lists.ts';
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocRange, parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import { readRocParts, rocName } from '../components/roc-fields.ts';
import { paths } from '../paths.ts';
import { type Posted, text } from './posted.ts';

/** The tabs above the list. `rare`: shown only when it holds something or is open. */
export const TABS = [
  { key: 'all', text: '全部', stage: '', review: '' },
  { key: 'draft', text: '草稿', stage: 'preparing', review: 'draft' },
  { key: 'inReview', text: '審核中', stage: '', review: 'inReview' },
  { key: 'returned', text: '退回補正', stage: '', review: 'returned', rare: true },
  { key: 'scheduled', text: '待刊登', stage: 'scheduled', review: '', rare: true },
  { key: 'listed', text: '刊登中', stage: 'listed', review: '' },
  { key: 'closed', text: '已截止', stage: 'closed', review: '', ended: true },
  { key: 'archived', text: '已封存', stage: 'archived', review: '', ended: true },
  { key: 'withdrawn', text: '已撤回', stage: 'withdrawn', review: '', ended: true, rare: true },
] as const satisfies readonly {
  key: string;
  text: string;
  stage: Stage | '';
  review: ReviewOutcome | '';
  ended?: boolean;
  rare?: boolean;
}[];
export type Tab = (typeof TABS)[number];
export type TabKey = Tab['key'];

/** The conditions as typed, for the filter row and the links. */
export interface RegisterQuery {
  past: boolean;
  tab: TabKey;
  from: RocParts;
  to: RocParts;
  no: string;
  keyword: string;
  stillValid: boolean;
  sort: RegisterSort;
  page: number;
}

/** The orders of the list; the first is the one it opens with. */
export const SORTS = [
  { code: 'published', name: '刊登日期（新到舊）' },
  { code: 'closing', name: '截止時間（近到遠）' },
] as const satisfies readonly { code: RegisterSort; name: string }[];

/**
 * Reads the address. Without `f` (nobody pressed 查詢 yet) the list opens with 迄日仍有效之職缺 (R23);
 * a browser sends nothing for an empty box, so its absence alone does not say that it was emptied.
 * @returns the conditions as typed, and the problems of days that cannot be read
 */
export function readRegisterQuery(
  query: Posted,
  past: boolean,
): { query: RegisterQuery; from: string; to: string; problems: Problem[] } {
  const asked = text(query, 'f') === '1';
  const problems: Problem[] = [];
  const day = (field: 'from' | 'to', name: string): { parts: RocParts; iso: string } => {
    const parts = readRocParts(query, field);
    const parsed = parseRocParts(parts);
    if (parsed.ok) return { parts, iso: parsed.iso };
    problems.push({ field, message: `上網有效期間的${name}：${parsed.message}`, boxes: parsed.boxes });
    return { parts, iso: '' };
  };
  const from = day('from', '起日');
  const to = day('to', '迄日');
  if (problems.length === 0 && from.iso !== '' && to.iso !== '' && to.iso < from.iso)
    problems.push({ field: 'to', message: '上網有效期間的迄日早於起日，請修正迄日' });
  const tab = TABS.find((one) => one.key === text(query, 'tab'))?.key ?? 'all';
  const page = Number(text(query, 'page'));
  return {
    from: from.iso,
    to: to.iso,
    problems,
    query: {
      past,
      tab,
      from: from.parts,
      to: to.parts,
      no: cleanLine(text(query, 'no')).normalize('NFKC').slice(0, 20),
      keyword: cleanLine(text(query, 'keyword') || text(query, 'q')).slice(0, 100),
      stillValid: !past && (asked ? text(query, 'valid') === '1' : !isEnded(tab)),
      sort: SORTS.find((one) => one.code === text(query, 'sort'))?.code ?? 'published',
      page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
    },
  };
}

const isEnded = (key: TabKey): boolean => TABS.some((tab) => tab.key === key && 'ended' in tab);

/** The filter of the query behind the list. */
export function filterOf(
  read: { query: RegisterQuery; from: string; to: string },
  o: { agencyIds: readonly number[]; today: string },
): RegisterFilter {
  const { query } = read;
  const tab = TABS.find((one) => one.key === query.tab) ?? TABS[0];
  return {
    agencyIds: o.agencyIds,
    today: o.today,
    from: read.from,
    to: read.to,
    stillValid: query.stillValid,
    no: query.no,
    keyword: query.keyword,
    stage: tab.stage,
    review: tab.review,
    past: query.past,
    page: query.page,
    sort: query.sort,
  };
}

/** The address of a list: what is empty is left out, so that addresses stay short and can be kept. */
export function registerHref(query: RegisterQuery, change: Partial<RegisterQuery> = {}): string {
  const q = { ...query, page: 1, ...change };
  const params = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== '') params.set(name, value);
  };
  set('f', '1');
  set('tab', q.tab === 'all' ? '' : q.tab);
  for (const field of ['from', 'to'] as const)
    for (const box of ['y', 'm', 'd'] as const) set(rocName(field, box), q[field][box]);
  set('no', q.no);
  set('keyword', q.keyword);
  set('valid', q.stillValid ? '1' : '');
  set('sort', q.sort === 'published' ? '' : q.sort);
  set('page', q.page === 1 ? '' : String(q.page));
  return `${q.past ? paths.officer.pastVacancies() : paths.officer.vacancies()}?${params}`;
}

const NO_DAY: RocParts = { y: '', m: '', d: '' };

/** Where a tab leads: what has ended is not asked to be still valid. */
export function tabHref(query: RegisterQuery, tab: Tab): string {
  return registerHref(query, { tab: tab.key, ...('ended' in tab ? { stillValid: false } : {}) });
}

/** A chip for each condition; its link drops that one. */
export function registerChips(read: { query: RegisterQuery; from: string; to: string }) {
  const { query, from, to } = read;
  return [
    ...(from || to
      ? [
          {
            text: `有效期間 ${formatRocRange(from, to).trim()}`,
            href: registerHref(query, { from: NO_DAY, to: NO_DAY }),
          },
        ]
      : []),
    ...(query.no ? [{ text: `職缺編號 ${query.no}`, href: registerHref(query, { no: '' }) }] : []),
    ...(query.keyword
      ? [{ text: `關鍵字 ${query.keyword}`, href: registerHref(query, { keyword: '' }) }]
      : []),
    ...(query.stillValid
      ? [{ text: '迄日仍有效之職缺', href: registerHref(query, { stillValid: false }) }]
      : []),
  ];
}
