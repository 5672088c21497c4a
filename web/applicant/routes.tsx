import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { ownDrafts } from '../../db/queries/application-drafts.ts';
import { ownApplications } from '../../db/queries/own-applications.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { searchListed } from '../public/search.ts';
import { SearchPage } from '../public/search-page.tsx';
import { readSearch } from '../public/search-query.ts';
import { respondShared } from '../public/shared-page.tsx';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applyRoutes } from './apply-routes.tsx';
import { declineRoutes } from './decline-routes.tsx';
import { draftRoutes } from './draft-routes.tsx';
import { MyApplicationPage, MyApplicationsPage, receivedWords } from './my-pages.tsx';
import { ownOr404 } from './own-or-404.ts';
import { resumeRoutes } from './resume-routes.tsx';
import { withdrawalRoutes } from './withdrawal-routes.tsx';

/** The two platforms, applying, and 我的應徵. */
export function applicantRoutes(s: Services): Hono {
  const app = new Hono();

  const platform = (path: string, mode: 'civilService' | 'open', title: string, intro: string) =>
    app.get(path, async (c) => {
      const search = readSearch({ ...c.req.query(), mode });
      const found = await searchListed(s, search);
      const ctx = pageContext(c);
      return respondShared(
        c,
        ctx,
        <SearchPage
          ctx={ctx}
          title={title}
          intro={intro}
          base={path}
          search={search}
          now={s.now()}
          fixedMode
          found={found}
        />,
      );
    });
  platform(
    paths.apply.civilService(),
    'civilService',
    '職缺應徵',
    '須具公務人員任用資格的職缺。履歷於每日 1 點、7 點、13 點、19 點產製。',
  );
  platform(
    paths.apply.open(),
    'open',
    '不須具公務人員任用資格職缺應徵平台',
    '人人可應徵的職缺。履歷於應徵當下即產製。',
  );

  app.route('/', draftRoutes(s));
  app.route('/', applyRoutes(s));
  app.route('/', resumeRoutes(s));

  app.get(paths.applicant.home(), async (c) => {
    const actor = requireApplicant(c);
    const [rows, drafts] = await withActor(s.db, actor, async (trx) => [
      await ownApplications(trx, actor),
      await ownDrafts(trx, actor),
    ]);
    return respond(c, <MyApplicationsPage ctx={pageContext(c)} rows={rows} drafts={drafts} now={s.now()} />);
  });

  app.get('/applicant/applications/:id', async (c) => {
    const { row } = await ownOr404(s, c);
    const justNow = c.req.query('receipt') === '1' && row.state === 'open';
    const open = row.stage === 'listed' && row.closes_at !== null && row.closes_at > s.now();
    return respond(
      c,
      <MyApplicationPage
        ctx={
          justNow ? pageContext(c, { banner: { kind: 'success', text: receivedWords(row) } }) : pageContext(c)
        }
        row={row}
        open={open}
        scanning={s.config.scanning}
        justNow={justNow}
        now={s.now()}
      />,
    );
  });
  app.route('/', withdrawalRoutes(s));
  app.route('/', declineRoutes(s));
  return app;
}
