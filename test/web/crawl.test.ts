import { gzipSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../db/actor.ts';
import { applicantOf, type Scene, scene, vacancyOf } from '../support/scene.ts';
import { ORIGIN, type SignedIn, type Web, webOf } from '../support/web.ts';
import { decode, words } from './officer/html.ts';
import { apply } from './officer/people.ts';

let s: Scene;
let web: Web;
let listed: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  listed = await vacancyOf(s, { content: { title: '刊登中職缺' } });
  await vacancyOf(s, { content: { title: '開放職缺', mode: 'open', personnelCategory: '13' } });
  const closed = await vacancyOf(s, { content: { title: '已截止職缺' } });
  await s.admin.updateTable('vacancy').set({ stage: 'closed' }).where('no', '=', closed).execute();
  await vacancyOf(s, { until: 'draft', content: { title: '草稿職缺' } });
  await vacancyOf(s, { until: 'inReview', content: { title: '審核中職缺' } });
  await apply(s, listed, { name: '測試姓名1', produced: true });
  await apply(s, listed, { name: '測試姓名2' });
}, 60_000);
afterAll(() => s.close());

interface Seen {
  path: string;
  from: string;
  status: number;
  html: string;
}

/** The links of a page that stay on this system; `#` and mail addresses do not count, files are not followed. */
function linksOf(html: string, path: string): string[] {
  const hrefs = [...html.matchAll(/<(?:a|link)\b[^>]*\shref="([^"]*)"/g)].map((m) => decode(m[1] as string));
  return hrefs
    .filter((href) => !/^(#|mailto:|tel:)/.test(href))
    .map((href) => new URL(href, `${ORIGIN}${path}`))
    .filter((url) => url.origin === ORIGIN)
    .map((url) => url.pathname + url.search);
}
/** Followed once, not with every condition: a search leads to ever more searches. */
const shapeOf = (path: string): string => {
  const url = new URL(path, ORIGIN);
  return url.pathname + [...url.searchParams.keys()].sort().join('&');
};

/** Every page that can be reached by links alone. */
async function crawl(starts: readonly string[], as?: SignedIn): Promise<Seen[]> {
  const queue = starts.map((path) => ({ path, from: '(start)' }));
  const known = new Set(starts.map(shapeOf));
  const seen: Seen[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const r = await web.get(next.path, as);
    const isPage = r.headers.get('content-type')?.startsWith('text/html') === true;
    const html = isPage ? await r.text() : '';
    if (!isPage) await r.body?.cancel();
    seen.push({ ...next, status: r.status, html });
    const target = r.headers.get('location');
    for (const path of [
      ...linksOf(html, next.path),
      ...(target ? linksOf(`<a href="${target}">`, next.path) : []),
    ])
      if (!known.has(shapeOf(path))) {
        known.add(shapeOf(path));
        queue.push({ path, from: next.path });
      }
  }
  return seen;
}
const broken = (seen: readonly Seen[]): string[] =>
  seen.filter((one) => one.status >= 400).map((one) => `${one.status} ${one.path} from ${one.from}`);

const PUBLIC = ['/', '/site-map', '/vacancies', '/robots.txt', '/sitemap.xml'];
let pages: Seen[];
beforeAll(async () => {
  pages = await crawl(PUBLIC);
}, 120_000);

describe('[R11]–[R19] every public link', () => {
  it('leads somewhere', () => {
    expect(broken(pages)).toEqual([]);
    const reached = new Set(pages.map((page) => page.path));
    for (const path of [
      '/guide',
      '/blank-form/resume-form.pdf',
      '/open-data/vacancies.xml',
      '/open-data/vacancies.schema.json',
      '/newsletter/subscribe',
      '/newsletter/cancel',
      '/apply/open',
      `/vacancies/${listed}`,
      '/privacy',
      '/accessibility',
    ])
      expect(reached, path).toContain(path);
  });

  it('says one h1 and a title of its own, in Chinese, and its ids stand once', () => {
    const titles = new Map<string, string>();
    for (const { path, html } of pages.filter((page) => page.html && page.status === 200)) {
      expect(html.match(/<h1\b/g), path).toHaveLength(1);
      expect(html, path).toContain('<html lang="zh-Hant-TW">');
      const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
      const shape = path.split('?')[0] as string;
      expect([undefined, shape], `${path}: ${title}`).toContain(titles.get(title));
      titles.set(title, shape);
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
      expect(new Set(ids).size, path).toBe(ids.length);
      for (const [, target] of html.matchAll(/\s(?:aria-labelledby|aria-describedby|for)="([^"]+)"/g))
        for (const id of (target as string).split(' ')) expect(ids, `${path} #${id}`).toContain(id);
    }
  });

  it('weighs under 100 KB with style sheet and script, in at most four requests, and works without script', () => {
    const { css, js } = web.services.assets;
    const shared = css.gzipped.length + js.gzipped.length;
    for (const { path, html } of pages.filter((page) => page.html)) {
      expect(Buffer.byteLength(html) + shared, path).toBeLessThan(100_000);
      expect(gzipSync(html).length, path).toBeLessThan(20_000);
      const requests = [...html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*\shref|img[^>]*\ssrc)=/g)];
      expect(requests.length, path).toBeLessThanOrEqual(3);
      expect(html, path).not.toMatch(/\son\w+="|<a [^>]*href="javascript:/);
    }
  });
});

describe('no link of a role is broken', () => {
  const as = async (actor: Actor, starts: readonly string[]): Promise<string[]> =>
    broken(await crawl(starts, await web.signIn(actor)));

  it('an applicant', async () => {
    const applicant = await applicantOf(s, 'crawler@mail.example');
    expect(await as(applicant, ['/', '/applicant', `/apply/${listed}`])).toEqual([]);
  }, 60_000);
  it('an officer', async () => {
    expect(await as(s.officer, ['/portal', '/officer/vacancies'])).toEqual([]);
  }, 60_000);
  it('a reviewer', async () => {
    expect(await as(s.reviewer, ['/portal', '/review'])).toEqual([]);
  }, 60_000);
  it.each(['operator', 'auditor'] as const)(
    'an %s',
    async (role) => {
      expect(await as(s[role], ['/portal', '/ops'])).toEqual([]);
    },
    60_000,
  );
});

describe('what search engines are told', () => {
  it('robots.txt keeps them from what is personal and names the sitemap; a demonstration is not found at all', async () => {
    const text = await (await web.get('/robots.txt')).text();
    for (const path of ['/applicant', '/officer', '/r/', '/newsletter/manage/'])
      expect(text).toContain(`Disallow: ${path}\n`);
    expect(text).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`);
    const demo = await webOf(s, { config: { demo: true } });
    expect(await (await demo.get('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n');
  });

  it('sitemap.xml is well-formed and holds what is listed, with the time of its last change, and no more', async () => {
    const xml = await (await web.get('/sitemap.xml')).text();
    const found: string[] = [];
    let text = '';
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', () => {
      text = '';
    });
    parser.on('text', (piece) => {
      text += piece;
    });
    parser.on('closetag', (tag) => {
      if (tag.name === 'loc') found.push(text);
    });
    parser.write(xml).close();
    expect(found).toContain(`${ORIGIN}/vacancies/${listed}`);
    expect(found.filter((one) => /\/vacancies\/\d/.test(one))).toHaveLength(2);
    expect(xml).toMatch(/<lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/);
  });
});

describe('error pages', () => {
  it.each([
    ['/nothing-here', 404, '找不到這個頁面'],
    ['/vacancies/0000000000', 404, '找不到這個頁面'],
    [`/newsletter/manage/${'a'.repeat(43)}`, 410, '這個連結已經失效'],
  ])('%s answers %i with a way on', async (path, status, said) => {
    const r = await web.get(path);
    expect(r.status).toBe(status);
    const html = await r.text();
    expect(words(html)).toContain(said);
    const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
    for (const link of linksOf(main, path)) expect((await web.get(link)).status, link).toBeLessThan(400);
  });
});
