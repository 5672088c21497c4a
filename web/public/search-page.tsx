import {
  nameOf,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  RETRIEVAL_MODES,
  WORKPLACES,
} from '../../domain/codes.ts';
import { cleanLine } from '../../domain/contact.ts';
import {
  type Chip,
  Chips,
  commas,
  EmptyState,
  FilterBar,
  FilterSelect,
  FilterText,
  Layout,
  LinkButton,
  Pager,
  Title,
} from '../components/index.ts';
import type { PageContext } from '../view.ts';
import { type ListedVacancy, VacancyList } from './vacancy-list.tsx';

/** Conditions as they stand in the address. */
export interface SearchQuery {
  q: string;
  category: string;
  rank: string;
  place: string;
  mode: 'civilService' | 'open' | 'none' | '';
  after: string;
  before: string;
}
export const SEARCH_PAGE = 15;

/** Reads the conditions; anything that is no code is dropped. */
export function readSearch(query: Record<string, string | undefined>): SearchQuery {
  const known = (value: string | undefined, codes: readonly string[]): string =>
    value && codes.includes(value) ? value : '';
  return {
    q: cleanLine((query.q ?? '').slice(0, 200)),
    category: known(
      query.category,
      PERSONNEL_CATEGORIES.map((c) => c.code),
    ),
    rank: known(query.rank, RANK_CLASSES),
    place: known(
      query.place,
      WORKPLACES.map((c) => c.code),
    ),
    mode: known(query.mode, ['civilService', 'open', 'none']) as SearchQuery['mode'],
    after: (query.after ?? '').slice(0, 100),
    before: (query.before ?? '').slice(0, 100),
  };
}

/** The address of a search; empty conditions are left out, so that bookmarks stay short. */
export function searchAddress(base: string, s: Partial<SearchQuery>): string {
  const params = new URLSearchParams(Object.entries(s).filter(([, v]) => v) as [string, string][]);
  const text = params.toString();
  return text ? `${base}?${text}` : base;
}

export const SearchPage = (p: {
  ctx: PageContext;
  title: string;
  intro?: string;
  base: string;
  search: SearchQuery;
  rows: readonly ListedVacancy[];
  total: number;
  previous: string | null;
  next: string | null;
  now: Date;
  /** A platform lists its own mode only, so the choice is left out. */
  fixedMode?: boolean;
  href?: (no: string) => string;
}) => {
  const { search } = p;
  const conditions = { ...search, ...(p.fixedMode ? { mode: '' as const } : {}), after: '', before: '' };
  const without = (key: keyof SearchQuery) => searchAddress(p.base, { ...conditions, [key]: '' });
  const chips: Chip[] = [
    search.q && { text: `關鍵字：${search.q}`, href: without('q') },
    search.category && {
      text: `人員區分：${nameOf(PERSONNEL_CATEGORIES, search.category)}`,
      href: without('category'),
    },
    search.rank && { text: `官等類別：${search.rank}`, href: without('rank') },
    search.place && { text: `工作地：${nameOf(WORKPLACES, search.place)}`, href: without('place') },
    !p.fixedMode && search.mode && { text: RETRIEVAL_MODES[search.mode].name, href: without('mode') },
  ].filter((c): c is Chip => Boolean(c));
  return (
    <Layout ctx={p.ctx} title={p.title} current="search" keyword={search.q}>
      <Title title={p.title} sub={p.intro} />
      <div class="sq-card">
        <FilterBar action={p.base} reset={p.base}>
          <FilterText name="q" label="關鍵字" value={search.q} maxlength={200} />
          <FilterSelect
            name="category"
            label="人員區分"
            value={search.category}
            options={PERSONNEL_CATEGORIES}
            empty="全部"
          />
          <FilterSelect
            name="rank"
            label="官等類別"
            value={search.rank}
            options={RANK_CLASSES.map((r) => ({ code: r, name: r }))}
            empty="全部"
          />
          <FilterSelect
            name="place"
            label="工作地"
            value={search.place}
            options={WORKPLACES}
            empty="全部"
            withCodes
          />
          {p.fixedMode ? null : (
            <FilterSelect
              name="mode"
              label="職缺類別"
              value={search.mode}
              options={(['civilService', 'open', 'none'] as const).map((m) => ({
                code: m,
                name: RETRIEVAL_MODES[m].choice,
              }))}
              empty="全部"
            />
          )}
        </FilterBar>
        <div class="sq-result">
          <p role="status">
            共 <strong class="sq-num">{commas(p.total)}</strong> 筆職缺
          </p>
          <Chips chips={chips} />
        </div>
      </div>
      {p.rows.length === 0 ? (
        <EmptyState title="沒有符合的職缺" text="請減少條件，或改用較短的關鍵字，例如「人事」。">
          <LinkButton href={p.base} kind="secondary">
            清除所有條件
          </LinkButton>
        </EmptyState>
      ) : (
        <VacancyList rows={p.rows} now={p.now} href={p.href} />
      )}
      <Pager
        size={SEARCH_PAGE}
        previous={p.previous ? searchAddress(p.base, { ...conditions, before: p.previous }) : undefined}
        next={p.next ? searchAddress(p.base, { ...conditions, after: p.next }) : undefined}
      />
    </Layout>
  );
};
