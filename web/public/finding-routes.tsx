import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { listedForSitemap } from '../../db/queries/feed.ts';
import { Card, Layout, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import type { PageContext } from '../view.ts';
import { respondShared } from './shared-page.tsx';

/** The protocol's limit for one file (sitemaps.org); the newest are what a search engine lacks. */
const MOST_ADDRESSES = 50_000;

/** Pages anyone may find, with their names, in the order of the menu. */
const PAGES: readonly (readonly [address: string, name: string])[] = [
  [paths.home(), '首頁'],
  [paths.public.vacancies(), '查詢職缺資料'],
  [paths.public.apply(), '我要應徵'],
  [paths.apply.civilService(), '職缺應徵'],
  [paths.apply.open(), '不須具公務人員任用資格職缺應徵平台'],
  [paths.public.newsletterSubscribe(), '電子報訂閱'],
  [paths.public.newsletterCancel(), '電子報取消'],
  [paths.public.openData(), '職缺Open Data'],
  [paths.public.guide(), '求職SOP'],
  [paths.public.blankForm(), '公務人員履歷空白表格下載'],
  [paths.public.privacy(), '隱私權及個人資料保護'],
  [paths.public.accessibility(), '網站無障礙聲明'],
];
/** For people only: signing in. */
const DOORS: readonly (readonly [address: string, name: string])[] = [
  [paths.applicant.signIn(), '應徵者登入'],
  [paths.applicant.signUp(), '申請應徵帳號'],
  [paths.account.signIn(), '機關登入'],
];

/** What leads people and search engines to the public pages: 網站導覽, robots.txt, sitemap.xml. */
export function findingRoutes(s: Services): Hono {
  const app = new Hono();
  const { publicUrl, demo } = s.config;

  app.get(paths.public.siteMap(), (c) => {
    const ctx = pageContext(c);
    return respondShared(c, ctx, <SiteMapPage ctx={ctx} />);
  });

  app.get('/robots.txt', (c) => {
    // invented vacancies must not be found as if they were real
    const rules = demo
      ? ['Disallow: /']
      : ['/applicant', '/officer', '/review', '/ops', '/portal', '/account', '/r/', '/newsletter/confirm/']
          .concat('/newsletter/manage/', '/newsletter/unsubscribe/', '/reset-password/')
          .map((path) => `Disallow: ${path}`);
    const lines = ['User-agent: *', ...rules, ...(demo ? [] : ['', `Sitemap: ${publicUrl}/sitemap.xml`])];
    c.header('Cache-Control', 'public, max-age=3600');
    return c.text(`${lines.join('\n')}\n`);
  });

  app.get('/sitemap.xml', async (c) => {
    const rows = await withActor(s.db, { kind: 'public' }, (trx) =>
      listedForSitemap(trx, MOST_ADDRESSES - PAGES.length),
    );
    const urls = [
      ...PAGES.map(([path]) => `<url><loc>${publicUrl}${path}</loc></url>`),
      ...rows.map(
        ({ no, updated_at }) =>
          `<url><loc>${publicUrl}${paths.public.vacancy(no)}</loc><lastmod>${updated_at.toISOString()}</lastmod></url>`,
      ),
    ];
    c.header('Cache-Control', 'public, max-age=3600');
    c.header('Content-Type', 'application/xml; charset=utf-8');
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
    );
  });
  return app;
}

const SiteMapPage = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="網站導覽">
    <Title title="網站導覽" sub="本網站的所有公開頁面。每頁最上方都有「跳到主要內容」連結。" />
    <div class="sq-stack">
      <Links id="pages" title="公開頁面" links={PAGES} />
      <Links id="doors" title="登入" links={DOORS} />
    </div>
  </Layout>
);

const Links = (p: { id: string; title: string; links: typeof PAGES }) => (
  <Card id={p.id} title={p.title}>
    <ul class="sq-sitemap">
      {p.links.map(([address, name]) => (
        <li>
          <a href={address}>{name}</a>
        </li>
      ))}
    </ul>
  </Card>
);
