/** R10: the officers' keyword box of the header. A number that is one vacancy's leads straight to it. */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { deskSearch, recentVacancies } from '../../db/queries/desk-search.ts';
import { cleanLine } from '../../domain/contact.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { SearchPage } from './search-page.tsx';

export function searchRoutes(services: Services): Hono {
  const app = new Hono();
  app.get(paths.officer.search(), async (c) => {
    const actor = requireOfficer(c);
    const keyword = cleanLine(c.req.query('q') ?? '').slice(0, 100);
    const { found, recent } = await withActor(services.db, actor, async (trx) => ({
      found: keyword === '' ? null : await deskSearch(trx, actor, keyword),
      recent: await recentVacancies(trx, actor),
    }));
    const only = found?.vacancies.length === 1 ? found.vacancies[0] : undefined;
    if (only && isVacancyNo(keyword.normalize('NFKC'))) return goTo(c, paths.officer.vacancy(only.no));
    return respond(c, <SearchPage ctx={pageContext(c)} keyword={keyword} found={found} recent={recent} />);
  });
  return app;
}
