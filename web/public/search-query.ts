/** R11: a search as it stands in the address, and the addresses of its neighbours. */
import type { PublicSearch } from '../../db/queries/public-search.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRoc, formatRocRange, parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import {
  type ConditionKey,
  conditionWords,
  readConditions,
  type SearchConditions,
} from '../../domain/search-conditions.ts';
import type { Chip } from '../components/index.ts';
import { readRocParts, rocName } from '../components/roc-fields.ts';

export interface SearchQuery extends Omit<PublicSearch, 'limit'> {
  /** The days as typed. */
  typed: { from: RocParts; to: RocParts };
  problems: Problem[];
}

const BOXES = ['y', 'm', 'd'] as const;

/** Reads an address; anything that is no code is dropped, days that cannot be read are problems and no condition. */
export function readSearch(query: Record<string, string | undefined>): SearchQuery {
  const problems: Problem[] = [];
  const day = (field: 'from' | 'to', name: string): { typed: RocParts; iso: string } => {
    const boxes = readRocParts(query, field);
    const typed = { y: boxes.y.slice(0, 4), m: boxes.m.slice(0, 2), d: boxes.d.slice(0, 2) };
    const parsed = parseRocParts(typed);
    if (parsed.ok) return { typed, iso: parsed.iso };
    problems.push({ field, message: `上網有效期間的${name}：${parsed.message}`, boxes: parsed.boxes });
    return { typed, iso: '' };
  };
  const from = day('from', '起日');
  const to = day('to', '迄日');
  if (from.iso !== '' && to.iso !== '' && to.iso < from.iso)
    problems.push({ field: 'to', message: '上網有效期間的迄日早於起日，請修正迄日' });
  return {
    conditions: readConditions(query),
    from: from.iso,
    to: to.iso,
    typed: { from: from.typed, to: to.typed },
    problems,
    sort: query.sort === 'closing' ? 'closing' : 'newest',
    after: (query.after ?? '').slice(0, 100),
    before: (query.before ?? '').slice(0, 100),
  };
}

type Change = Partial<Pick<SearchQuery, 'sort' | 'after' | 'before' | 'conditions'>> & { period?: null };

/** The address of a search with some of it changed; what is empty is left out, so that bookmarks stay short. */
export function searchAddress(base: string, search: SearchQuery, change: Change = {}): string {
  const { conditions, sort, after = '', before = '' } = { ...search, after: '', before: '', ...change };
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(conditions)) if (value) params.set(key, value);
  if (change.period !== null)
    for (const side of ['from', 'to'] as const)
      for (const box of BOXES) {
        const value = search.typed[side][box];
        if (value) params.set(rocName(side, box), value);
      }
  if (sort !== 'newest') params.set('sort', sort);
  if (after) params.set('after', after);
  if (before) params.set('before', before);
  const text = params.toString();
  return text ? `${base}?${text}` : base;
}

export interface SetCondition extends Chip {
  key: ConditionKey | 'period';
}

/** The conditions that are set, each with the address without it. */
export function setConditions(base: string, search: SearchQuery, fixedMode: boolean): SetCondition[] {
  const without = (key: ConditionKey): SearchConditions => ({ ...search.conditions, [key]: '' });
  const set: SetCondition[] = conditionWords(search.conditions)
    .filter(({ key }) => !(fixedMode && key === 'mode'))
    .map(({ key, text }) => ({ key, text, href: searchAddress(base, search, { conditions: without(key) }) }));
  if (search.from || search.to)
    set.push({
      key: 'period',
      text: `上網有效期間：${periodWords(search)}`,
      href: searchAddress(base, search, { period: null }),
    });
  return set;
}

/** `115/01/01 ~ 115/01/31`, `115/01/01 起`, `115/01/31 止` */
function periodWords({ from, to }: Pick<SearchQuery, 'from' | 'to'>): string {
  if (from && to) return formatRocRange(from, to);
  return from ? `${formatRoc(from)} 起` : `${formatRoc(to)} 止`;
}
