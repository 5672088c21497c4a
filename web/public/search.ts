import { withActor } from '../../db/actor.ts';
import { publicPage, suggestions } from '../../db/queries/public-search.ts';
import type { Services } from '../services.ts';
import { SEARCH_PAGE, type SearchFound } from './search-page.tsx';
import type { SearchQuery } from './search-query.ts';

/** One page of a search among what is listed; the platforms use it with their own mode. */
export async function searchListed(
  s: Services,
  search: SearchQuery,
  limit = SEARCH_PAGE,
): Promise<SearchFound> {
  const { q } = search.conditions;
  return withActor(
    s.db,
    { kind: 'public' },
    async (trx) => {
      const page = (change: Partial<SearchQuery>) => publicPage(trx, { ...search, limit, ...change });
      const asked = await page({});
      // what the key stood beside may have closed since: better the first page than an empty one
      const found =
        asked.rows.length > 0 || !(search.after || search.before)
          ? asked
          : await page({ after: '', before: '' });
      return { ...found, suggestions: found.total === 0 ? await suggestions(trx, search) : [] };
    },
    { byIndex: q !== '' },
  );
}
