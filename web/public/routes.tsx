import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { publicNotes } from '../../db/queries/listing-notes.ts';
import { similarListed } from '../../db/queries/public-search.ts';
import { publicVacancy } from '../../db/queries/public-vacancies.ts';
import { scanStatesOf } from '../../db/queries/vacancy-files.ts';
import { addDays, formatRoc, taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import { paths } from '../paths.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import { offeredFile, sendVacancyFile } from '../vacancy-file-download.ts';
import { blankFormRoutes } from './blank-form.tsx';
import { findingRoutes } from './finding-routes.tsx';
import { GuidePage } from './guide-page.tsx';
import { HomePage } from './home-page.tsx';
import { searchListed } from './search.ts';
import { SearchPage } from './search-page.tsx';
import { readSearch } from './search-query.ts';
import { isForAll, respondShared, sendShared, sharedPage } from './shared-page.tsx';
import { AccessibilityPage, ApplyChoicePage, PrivacyPage } from './texts.tsx';
import { showFile } from './vacancy-files.tsx';
import { VacancyPage } from './vacancy-page.tsx';
import { vacancyPages } from './vacancy-pages.ts';

const anyone = { kind: 'public' } as const;
/** Open vacancies shown on the page of one that is closed. */
const SIMILAR = 4;

/** A vacancy as its page shows it; one that is over with open ones that resemble it. */
async function vacancyAndSimilar(s: Services, no: string, now: Date) {
  return withActor(s.db, anyone, async (trx) => {
    const v = await publicVacancy(trx, no);
    if (!v) return undefined;
    const { content, stage } = v;
    const isOpen = stage === 'listed' && v.closes_at !== null && v.closes_at > now;
    const scans = await scanStatesOf(trx, content.files);
    const revised = v.revision > 1 && v.review_outcome !== 'returned' ? v.decided_at : null;
    return {
      no,
      content,
      files: content.files.map((file) =>
        showFile(file, scans.get(file.id), s.config.scanning, paths.public.vacancyFile(no, file.id)),
      ),
      stage,
      isOpen,
      agencyName: v.agency_name,
      publishedOn: v.published_on,
      origin: v.origin,
      listedAt: v.listed_at,
      closesAt: v.closes_at,
      changedOn: revised ? formatRoc(taipeiDay(revised)) : null,
      extended:
        v.extended_at && v.first_listed_to
          ? { on: taipeiDay(v.extended_at), firstListedTo: v.first_listed_to }
          : null,
      endedEarly: v.ending_reason !== null,
      notes: v.extended_at || v.ending_reason ? await publicNotes(trx, no) : {},
      similar: isOpen ? [] : await similarListed(trx, { no, ...content }, SIMILAR),
    };
  });
}

/** What anyone may read: the front door, the search, a vacancy, the texts. */
export function publicRoutes(s: Services): Hono {
  const app = new Hono();
  const pages = vacancyPages(s.db);

  app.get(paths.home(), async (c) => {
    const latest = await searchListed(s, readSearch({}), 5);
    const ctx = pageContext(c);
    return respondShared(
      c,
      ctx,
      <HomePage ctx={ctx} rows={latest.rows} total={latest.total} now={s.now()} />,
    );
  });

  app.get(paths.public.vacancies(), async (c) => {
    const search = readSearch(c.req.query());
    const found = await searchListed(s, search);
    const ctx = pageContext(c);
    return respondShared(
      c,
      ctx,
      <SearchPage
        ctx={ctx}
        title="查詢職缺資料"
        base={paths.public.vacancies()}
        search={search}
        found={found}
        now={s.now()}
      />,
    );
  });

  app.get('/vacancies/:no', async (c) => {
    const no = c.req.param('no');
    if (!isVacancyNo(no)) throw new HTTPException(404);
    const now = s.now();
    const ctx = pageContext(c);
    const print = isForAll(ctx) ? await pages.print(no) : undefined;
    const kept = print && pages.find(no, print, now);
    if (kept) return sendShared(c, ctx, kept);
    const seen = await vacancyAndSimilar(s, no, now);
    if (!seen) throw new HTTPException(404);
    const address = s.config.publicUrl + paths.public.vacancy(no);
    const view = <VacancyPage ctx={ctx} {...seen} address={address} now={now} />;
    if (!print || !seen.isOpen || !seen.closesAt) return respondShared(c, ctx, view);
    const page = sharedPage(ctx, view);
    const midnight = new Date(taipeiInstant(addDays(ctx.today, 1)));
    pages.keep(no, { print, page, until: seen.closesAt < midnight ? seen.closesAt : midnight });
    return sendShared(c, ctx, page);
  });

  app.get('/vacancies/:no/files/:id', async (c) => {
    const { no, id } = c.req.param();
    const file = await withActor(s.db, anyone, (trx) => offeredFile(trx, { no, id }, s.config.scanning));
    return sendVacancyFile(c, file);
  });

  for (const [path, Text] of [
    [paths.public.apply(), ApplyChoicePage],
    [paths.public.guide(), GuidePage],
    [paths.public.privacy(), PrivacyPage],
    [paths.public.accessibility(), AccessibilityPage],
  ] as const)
    app.get(path, (c) => {
      const ctx = pageContext(c);
      return respondShared(c, ctx, <Text ctx={ctx} />);
    });
  app.route('/', blankFormRoutes());
  app.route('/', findingRoutes(s));
  return app;
}
