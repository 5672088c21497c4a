import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { publicPage, publicVacancy } from '../../db/queries/public-vacancies.ts';
import { formatRoc, taipeiDay } from '../../domain/roc-date.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { HomePage } from './home-page.tsx';
import { readSearch, SEARCH_PAGE, SearchPage, type SearchQuery } from './search-page.tsx';
import {
  AccessibilityPage,
  ApplyChoicePage,
  GuidePage,
  NotYetPage,
  OpenDataPage,
  PrivacyPage,
} from './texts.tsx';
import { VacancyPage } from './vacancy-page.tsx';

const anyone = { kind: 'public' } as const;

/** One page of a search among what is listed; the platforms use it with their own mode. */
export async function searchListed(s: Services, q: SearchQuery, limit = SEARCH_PAGE) {
  const { q: keyword, category: personnelCategory, rank: rankClass, place: workplace, mode } = q;
  const conditions = { keyword, personnelCategory, rankClass, workplace, mode, limit };
  return withActor(s.db, anyone, async (trx) => {
    const found = await publicPage(trx, { ...conditions, after: q.after, before: q.before });
    // what the key stood beside may have closed since: better the first page than an empty one
    return found.rows.length > 0 || found.total === 0
      ? found
      : publicPage(trx, { ...conditions, after: '', before: '' });
  });
}

/** What anyone may read: the front door, the search, a vacancy, the texts. */
export function publicRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(paths.home(), async (c) => {
    const latest = await searchListed(s, readSearch({}), 5);
    return respond(c, <HomePage ctx={pageContext(c)} {...latest} now={s.now()} />);
  });

  app.get(paths.public.vacancies(), async (c) => {
    const search = readSearch(c.req.query());
    const found = await searchListed(s, search);
    return respond(
      c,
      <SearchPage
        ctx={pageContext(c)}
        title="查詢職缺資料"
        base={paths.public.vacancies()}
        search={search}
        now={s.now()}
        {...found}
      />,
    );
  });

  app.get('/vacancies/:no', async (c) => {
    const no = c.req.param('no');
    const v = isVacancyNo(no) ? await withActor(s.db, anyone, (trx) => publicVacancy(trx, no)) : undefined;
    if (!v) throw new HTTPException(404);
    return respond(
      c,
      <VacancyPage
        ctx={pageContext(c)}
        no={v.no}
        content={v.content}
        agencyName={v.agency_name}
        stage={v.stage}
        publishedOn={v.published_on}
        origin={v.origin}
        closesAt={v.closes_at}
        changedOn={
          v.revision > 1 && v.review_outcome !== 'returned' && v.decided_at
            ? formatRoc(taipeiDay(v.decided_at))
            : null
        }
        now={s.now()}
      />,
    );
  });

  app.get(paths.public.apply(), async (c) => respond(c, <ApplyChoicePage ctx={pageContext(c)} />));
  app.get(paths.public.guide(), async (c) => respond(c, <GuidePage ctx={pageContext(c)} />));
  app.get(paths.public.privacy(), async (c) => respond(c, <PrivacyPage ctx={pageContext(c)} />));
  app.get(paths.public.accessibility(), async (c) => respond(c, <AccessibilityPage ctx={pageContext(c)} />));
  app.get(paths.public.openData(), async (c) =>
    respond(c, <OpenDataPage ctx={pageContext(c)} publicUrl={s.config.publicUrl} />),
  );
  app.get(paths.public.newsletterSubscribe(), async (c) =>
    respond(
      c,
      <NotYetPage
        ctx={pageContext(c)}
        title="電子報訂閱"
        current="subscribe"
        instead={
          <>
            可先以 <a href={paths.public.feed('atom')}>Atom</a> 訂閱新職缺。
          </>
        }
      />,
    ),
  );
  app.get(paths.public.newsletterCancel(), async (c) =>
    respond(
      c,
      <NotYetPage
        ctx={pageContext(c)}
        title="電子報取消"
        current="unsubscribe"
        instead={
          <>
            電子報尚未開始寄送，您不會收到任何電子報。<a href={paths.public.vacancies()}>查詢職缺資料</a>
          </>
        }
      />,
    ),
  );
  app.get(paths.public.blankForm(), async (c) =>
    respond(
      c,
      <NotYetPage
        ctx={pageContext(c)}
        title="公務人員履歷空白表格下載"
        current="blankForm"
        instead={
          <>
            應徵時可在線上填寫履歷，不需下載表格。請至<a href={paths.public.apply()}>我要應徵</a>。
          </>
        }
      />,
    ),
  );
  return app;
}
