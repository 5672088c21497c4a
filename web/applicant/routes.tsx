import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { withdrawApplication } from '../../db/queries/applications.ts';
import { ownApplication, ownApplications } from '../../db/queries/own-applications.ts';
import { ConfirmPage } from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { searchListed } from '../public/search.ts';
import { SearchPage } from '../public/search-page.tsx';
import { readSearch } from '../public/search-query.ts';
import { respondShared } from '../public/shared-page.tsx';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applyRoutes } from './apply-routes.tsx';
import { MyApplicationPage, MyApplicationsPage, receivedWords } from './my-pages.tsx';
import { resumeRoutes } from './resume-routes.tsx';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

  app.route('/', applyRoutes(s));
  app.route('/', resumeRoutes(s));

  app.get(paths.applicant.home(), async (c) => {
    const actor = requireApplicant(c);
    const rows = await withActor(s.db, actor, (trx) => ownApplications(trx, actor));
    return respond(c, <MyApplicationsPage ctx={pageContext(c)} rows={rows} />);
  });

  const own = async (c: Context) => {
    const actor = requireApplicant(c);
    const id = c.req.param('id') ?? '';
    const row = UUID.test(id)
      ? await withActor(s.db, actor, (trx) => ownApplication(trx, s.keyring, actor, id))
      : undefined;
    if (!row) throw new HTTPException(404);
    return { actor, row };
  };

  app.get('/applicant/applications/:id', async (c) => {
    const { row } = await own(c);
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
      />,
    );
  });

  app.get('/applicant/applications/:id/withdraw', async (c) => {
    const { row } = await own(c);
    if (row.state !== 'open') return c.redirect(paths.applicant.application(row.id), 303);
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        title="撤回應徵"
        sub={`${row.agency_name}　${row.title}　應徵編號 ${row.no}`}
        action={paths.applicant.withdraw(row.id)}
        formKey={newFormKey()}
        confirm="撤回應徵"
        warning
        back={{ href: paths.applicant.application(row.id), text: '回應徵內容' }}
      >
        <p>撤回後，機關不再看到您的應徵資料，也不會再通知您面試。截止前若改變心意，可以重新應徵。</p>
      </ConfirmPage>,
    );
  });

  app.post('/applicant/applications/:id/withdraw', async (c) => {
    const { actor, row } = await own(c);
    const key = formKey(c);
    await withActor(s.db, actor, async (trx) => {
      if (await claimKey(trx, actor, 'application.withdraw', key)) return;
      await withdrawApplication(trx, actor, row.id);
      await keepResult(trx, actor, key, { id: row.id });
    });
    return goTo(c, paths.applicant.application(row.id), {
      kind: 'success',
      text: `已撤回應徵（應徵編號 ${row.no}），機關不再看到您的資料。撤回的紀錄另以信件寄給您。`,
    });
  });
  return app;
}
