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
  return withActor(s.db, { kind: 'public' }, async (trx) => {
    const found = await publicPage(trx, { ...search, limit });
    if (found.total === 0) return { ...found, suggestions: await suggestions(trx, search) };
    // what the key stood beside may have closed since: better the first page than an empty one
    const shown =
      found.rows.length > 0 ? found : await publicPage(trx, { ...search, limit, after: '', before: '' });
    return { ...shown, suggestions: [] };
  });
}
