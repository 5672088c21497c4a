import type { Suggestion } from '../../db/queries/public-search.ts';
import {
  Chips,
  commas,
  EmptyState,
  ErrorSummary,
  Layout,
  LinkButton,
  Pager,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { SearchFilters } from './search-filters.tsx';
import { type SearchQuery, type SetCondition, searchAddress, setConditions } from './search-query.ts';
import { type ListedVacancy, VacancyList } from './vacancy-list.tsx';

export const SEARCH_PAGE = 15;

export interface SearchFound {
  rows: readonly ListedVacancy[];
  total: number;
  previous: string | null;
  next: string | null;
  /** Only where nothing was found. */
  suggestions: readonly Suggestion[];
}

/** R11: the search among what is listed, and the list of a platform. */
export const SearchPage = (p: {
  ctx: PageContext;
  title: string;
  intro?: string;
  base: string;
  search: SearchQuery;
  found: SearchFound;
  now: Date;
  /** A platform lists its own mode only, so the choice is left out. */
  fixedMode?: boolean;
}) => {
  const { search, base, found } = p;
  const set = setConditions(base, search, p.fixedMode === true);
  return (
    <Layout
      ctx={p.ctx}
      title={p.title}
      current="search"
      keyword={search.conditions.q}
      problems={search.problems}
    >
      <ErrorSummary problems={search.problems} />
      <Title title={p.title} sub={p.intro} />
      <div class="sq-stack">
        <div class="sq-card sq-finder">
          <SearchFilters base={base} search={search} fixedMode={p.fixedMode} />
          <div class="sq-result">
            <p role="status">
              共 <strong class="sq-num">{commas(found.total)}</strong> 筆職缺
            </p>
            <Chips chips={set} />
            <Sorting base={base} search={search} />
            <p>
              <a href={subscribeAddress(search)}>訂閱這個查詢</a>
            </p>
          </div>
        </div>
        {found.rows.length === 0 ? (
          <NothingFound base={base} set={set} suggestions={found.suggestions} />
        ) : (
          <VacancyList rows={found.rows} now={p.now} />
        )}
        {found.previous || found.next ? (
          <Pager
            size={SEARCH_PAGE}
            previous={found.previous ? searchAddress(base, search, { before: found.previous }) : undefined}
            next={found.next ? searchAddress(base, search, { after: found.next }) : undefined}
          />
        ) : null}
      </div>
    </Layout>
  );
};

/** R14: the same conditions, to be told of what is new among them. */
const subscribeAddress = (search: SearchQuery): string => {
  const set = Object.entries(search.conditions).filter(([, value]) => value !== '');
  const text = new URLSearchParams(set).toString();
  return text ? `${paths.public.newsletterSubscribe()}?${text}` : paths.public.newsletterSubscribe();
};

const SORTS = [
  { key: 'newest', text: '最新刊登' },
  { key: 'closing', text: '即將截止' },
] as const;

const Sorting = ({ base, search }: { base: string; search: SearchQuery }) => (
  <p class="sq-result__end">
    排序：
    {SORTS.map(({ key, text }, i) => (
      <>
        {i > 0 ? '｜' : null}
        {key === search.sort ? (
          <strong aria-current="true">{text}</strong>
        ) : (
          <a href={searchAddress(base, search, { sort: key })}>{text}</a>
        )}
      </>
    ))}
  </p>
);

/** Says which single condition to give up, and how much that would find. */
const NothingFound = (p: {
  base: string;
  set: readonly SetCondition[];
  suggestions: readonly Suggestion[];
}) => {
  const helpful = p.suggestions.flatMap(({ key, total }) => {
    const condition = p.set.find((one) => one.key === key);
    return condition ? [{ ...condition, total }] : [];
  });
  return (
    <EmptyState
      title="沒有符合的職缺"
      text={
        helpful.length > 0
          ? '只要減少一個條件，就有符合的職缺：'
          : '請減少條件，或改用較短的關鍵字，例如「人事」。'
      }
    >
      {helpful.map(({ text, href, total }) => (
        <LinkButton href={href} kind="secondary">
          不限「{text}」（{commas(total)} 筆）
        </LinkButton>
      ))}
      <LinkButton href={p.base} kind="secondary">
        清除所有條件
      </LinkButton>
    </EmptyState>
  );
};
