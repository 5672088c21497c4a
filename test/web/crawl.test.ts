import { gzipSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { broken, crawl, linksOf, type Seen } from '../support/crawl.ts';
import { type Scene, scene, vacancyOf } from '../support/scene.ts';
import { htmlFaults } from '../support/valid-html.ts';
import { ORIGIN, type Web, webOf } from '../support/web.ts';
import { words } from './officer/html.ts';
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
}, 120_000);
afterAll(() => s.close());

/** What is not valid HTML, with its page; of a list with conditions one page speaks for all. */
function invalid(seen: readonly Seen[]): string[] {
  const pages = new Map(seen.map(({ path, html }) => [path.split('?')[0] as string, html]));
  return [...pages].flatMap(([path, html]) => htmlFaults(html).map((fault) => `${path} ${fault}`));
}

const PUBLIC = ['/', '/site-map', '/vacancies', '/robots.txt', '/sitemap.xml'];
let pages: Seen[];
beforeAll(async () => {
  pages = await crawl(web, PUBLIC);
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

  it('is valid HTML', () => {
    expect(htmlFaults('<!doctype html><p><div></div></p>')).not.toEqual([]);
    expect(invalid(pages)).toEqual([]);
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
    expect(htmlFaults(html)).toEqual([]);
    const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
    for (const link of linksOf(main, path)) expect((await web.get(link)).status, link).toBeLessThan(400);
  });
});
