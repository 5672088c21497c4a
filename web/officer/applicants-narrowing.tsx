/** A vacancy's applicants narrowed and ordered: codes in the address, and a search for a person only sealed. */
import type { Context } from 'hono';
import type { Keyring } from '../../db/keyring.ts';
import type { Narrowed } from '../../db/queries/applicants-narrowed.ts';
import { isScreeningOutcome, SCREENING_OUTCOMES, type ScreeningOutcome } from '../../domain/screening.ts';
import {
  PRODUCTION_STATES,
  type ProductionState,
  REPLY_STATUSES,
  type ReplyStatus,
} from '../../domain/status.ts';
import { type Chip, Tabs } from '../components/index.ts';
import type { Officer } from './applicants-load.ts';
import { NO_SEARCH, openSearch, type PersonSearch } from './sealed-search.ts';

export interface Narrowing {
  screening: ScreeningOutcome | '';
  /** 面試回覆狀態 */
  reply: ReplyStatus | '';
  /** Whether the résumé is produced. */
  production: ProductionState | '';
  /** Of `sealSearch`. */
  search: string;
  sort: 'screening' | '';
}
export const WHOLE: Narrowing = { screening: '', reply: '', production: '', search: '', sort: '' };

/** A code of a table of states; anything else is none. */
export const stateOf = <K extends string>(table: Readonly<Record<K, unknown>>, text: string): K | '' =>
  Object.hasOwn(table, text) ? (text as K) : '';

/** What the address asks for; anything else is the whole list by time. */
export function narrowingOf(c: Context): Narrowing {
  const asked = (name: string): string => c.req.query(name) ?? '';
  const screening = asked('screening');
  return {
    screening: isScreeningOutcome(screening) ? screening : '',
    reply: stateOf(REPLY_STATUSES, asked('reply')),
    production: stateOf(PRODUCTION_STATES, asked('production')),
    search: asked('search').slice(0, 2_000),
    sort: asked('sort') === 'screening' ? 'screening' : '',
  };
}

/** Whether it holds everyone, in whatever order. */
export const holdsAll = (n: Narrowing): boolean =>
  n.screening === '' && n.reply === '' && n.production === '' && n.search === '';

/** The same without a search that is not this officer's, and what its search says. */
export function opened(
  keyring: Keyring,
  actor: Officer,
  no: string,
  narrowing: Narrowing,
): { narrowing: Narrowing; search: PersonSearch } {
  const search = openSearch(keyring, actor, no, narrowing.search);
  return search ? { narrowing, search } : { narrowing: { ...narrowing, search: '' }, search: NO_SEARCH };
}

/** What the database is asked for. */
export const narrowed = (vacancyNo: string, n: Narrowing, search: PersonSearch): Narrowed => ({
  vacancyNo,
  ...search,
  replyStatus: n.reply,
  productionState: n.production,
  screening: n.screening,
  sort: n.sort,
});

/** The list of `path` so narrowed. */
export function narrowedHref(path: string, n: Narrowing, page = 1): string {
  const given = Object.entries({ ...n, page: page > 1 ? String(page) : '' }).filter(
    ([, value]) => value !== '',
  );
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}

/** One for each condition that no tab shows; each drops it. */
export function narrowingChips(path: string, n: Narrowing, search: PersonSearch): Chip[] {
  const drop = (change: Partial<Narrowing>): string => narrowedHref(path, { ...n, ...change });
  return [
    ...(n.reply
      ? [{ text: `面試回覆狀態：${REPLY_STATUSES[n.reply].name || '空白'}`, href: drop({ reply: '' }) }]
      : []),
    ...(n.production
      ? [{ text: `履歷：${PRODUCTION_STATES[n.production].name}`, href: drop({ production: '' }) }]
      : []),
    ...(search.idIndex ? [{ text: '查詢的身分證字號', href: drop({ search: '' }) }] : []),
    ...(search.name ? [{ text: `姓名：${search.name}`, href: drop({ search: '' }) }] : []),
  ];
}

/** One tab for each outcome; of the list that nothing else narrows, with how many of the open applications stand so. */
export const ScreeningTabs = (p: {
  path: string;
  narrowing: Narrowing;
  counts: Record<ScreeningOutcome, number>;
  total: number;
}) => {
  const counted = holdsAll({ ...p.narrowing, screening: '' });
  const tab = (screening: Narrowing['screening'], text: string, count: number) => ({
    text,
    ...(counted ? { count } : {}),
    href: narrowedHref(p.path, { ...p.narrowing, screening }),
    current: p.narrowing.screening === screening,
  });
  return (
    <Tabs
      label="依資格審查檢視"
      unit="人"
      tabs={[
        tab('', '全部', p.total),
        ...Object.entries(SCREENING_OUTCOMES).map(([code, { name }]) =>
          tab(code as ScreeningOutcome, name, p.counts[code as ScreeningOutcome]),
        ),
      ]}
    />
  );
};

/** Turns the order of the list. */
export const SortLink = ({ path, narrowing }: { path: string; narrowing: Narrowing }) => {
  const sort = narrowing.sort === '' ? 'screening' : '';
  return (
    <a href={narrowedHref(path, { ...narrowing, sort })}>
      {sort === '' ? '改依應徵時間排序' : '改依審查結果排序'}
    </a>
  );
};
