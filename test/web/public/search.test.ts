import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

/** Numbers of the vacancies a list page shows, in its order. */
const listed = (html: string): string[] =>
  [...html.matchAll(/<h2 class="sq-results__title"><a href="\/vacancies\/(\d{10})"/g)].map(
    (m) => m[1] as string,
  );
const hrefOf = (html: string, rel: 'prev' | 'next'): string | undefined =>
  new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
const page = async (path: string): Promise<string> => {
  const r = await web.get(path);
  expect(r.status).toBe(200);
  return r.text();
};

describe('searching vacancies [R11]', () => {
  let office: string;
  let driver: string;
  let percent: string;
  beforeAll(async () => {
    office = await vacancyOf(s, { content: { title: '人事科員', workplaces: ['10'] } });
    driver = await vacancyOf(s, {
      content: {
        title: '駕駛',
        personnelCategory: '13',
        rankClasses: ['其他'],
        workplaces: ['20'],
        mode: 'open',
        grade: '無',
      },
    });
    percent = await vacancyOf(s, {
      content: {
        title: '達成率 100% 專員_A',
        personnelCategory: '8',
        workplaces: ['10', '20'],
        mode: 'none',
      },
    });
  });

  it('lists what is listed, newest first, with its count, and never drafts or what waits for review', async () => {
    await vacancyOf(s, { until: 'draft', content: { title: '草稿職缺' } });
    await vacancyOf(s, { until: 'inReview', content: { title: '審核中職缺' } });
    await vacancyOf(s, { until: 'approved', content: { title: '待刊登職缺' } });
    const html = await page('/vacancies');
    expect(listed(html)).toEqual([percent, driver, office]);
    expect(words(html)).toContain('共 3 筆職缺');
  });

  it.each([
    ['q=人事科員', () => [office]],
    ['q=人事 科員', () => [office]],
    ['category=13', () => [driver]],
    ['rank=其他', () => [driver]],
    ['place=20', () => [percent, driver]],
    ['mode=none', () => [percent]],
    ['place=20&mode=open&q=駕駛', () => [driver]],
    ['place=10&mode=open', () => []],
  ] as const)('keeps to %s', async (query, wanted) => {
    expect(listed(await page(`/vacancies?${encodeURI(query)}`))).toEqual(wanted());
  });

  it('takes wildcards literally, folds width and 臺/台, and survives control characters', async () => {
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('100%')}`))).toEqual([percent]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('%')}`))).toEqual([percent]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('_')}`))).toEqual([percent]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('\\')}`))).toEqual([]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('專員＿ａ')}`))).toEqual([percent]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('台北市')}`))).toEqual([percent, office]);
    expect(listed(await page(`/vacancies?q=${encodeURIComponent('\0人事科員')}`))).toEqual([office]);
    expect((await web.get(`/vacancies?q=${encodeURIComponent("'; drop table vacancy; --")}`)).status).toBe(
      200,
    );
  });

  it('ignores codes that do not exist, and shows what was typed as text', async () => {
    expect(listed(await page('/vacancies?category=999&place=zz&mode=all&rank=x'))).toHaveLength(3);
    const html = await page(`/vacancies?q=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
  });

  it('offers a chip for each condition, whose link drops it alone', async () => {
    const html = await page(`/vacancies?q=${encodeURIComponent('駕駛')}&place=20`);
    expect(words(html)).toContain('移除條件 關鍵字：駕駛');
    expect(html).toContain('href="/vacancies?place=20"');
  });

  it('says what to do when nothing is found', async () => {
    const text = words(await page(`/vacancies?q=${encodeURIComponent('沒有這種職缺')}`));
    expect(text).toContain('沒有符合的職缺');
    expect(text).toContain('清除所有條件');
  });

  it('each platform lists its own mode only [R57, R58]', async () => {
    expect(listed(await page('/apply/civil-service'))).toEqual([office]);
    expect(listed(await page('/apply/open'))).toEqual([driver]);
    expect(listed(await page('/apply/open?mode=civilService'))).toEqual([driver]);
  });

  it('drops what has closed by its minute, whatever the stage still says', async () => {
    await s.admin.updateTable('vacancy').set({ closes_at: new Date() }).where('no', '=', office).execute();
    expect(listed(await page('/vacancies'))).not.toContain(office);
    expect(listed(await page('/apply/civil-service'))).toEqual([]);
  });
});

describe('paging by key', () => {
  let all: string[];
  beforeAll(async () => {
    const nos: string[] = [];
    for (let i = 0; i < 32; i++) nos.push(await vacancyOf(s, { content: { title: `分頁職缺${i}` } }));
    // three share one instant: the number decides between them
    await s.admin
      .updateTable('vacancy')
      .set({ listed_at: new Date() })
      .where('no', 'in', nos.slice(13, 16))
      .execute();
    all = (
      await s.admin
        .selectFrom('vacancy')
        .select('no')
        .where('no', 'in', nos)
        .orderBy('listed_at', 'desc')
        .orderBy('no', 'desc')
        .execute()
    ).map((r) => r.no);
  }, 60_000);
  const base = `/vacancies?q=${encodeURIComponent('分頁職缺')}`;

  it('shows each vacancy once, forwards and back again, keeping the conditions', async () => {
    const seen: string[] = [];
    let path: string | undefined = base;
    const pages: string[][] = [];
    let last = '';
    while (path) {
      last = await page(path);
      pages.push(listed(last));
      seen.push(...listed(last));
      path = hrefOf(last, 'next');
    }
    expect(seen).toEqual(all);
    expect(pages.map((p) => p.length)).toEqual([15, 15, 2]);
    const second = await page(hrefOf(last, 'prev') as string);
    expect(listed(second)).toEqual(pages[1]);
    const first = await page(hrefOf(second, 'prev') as string);
    expect(listed(first)).toEqual(pages[0]);
    expect(hrefOf(first, 'prev')).toBeUndefined();
  });

  it.each([
    'x',
    '1,1151100001',
    '2026-02-30T00:00:00.000000Z,1151100001',
    '2026-01-01T00:00:00.000000Z,99999',
    "2026-01-01T00:00:00.000000Z,1151100001' or 1=1",
    `${'9'.repeat(500)},1`,
    '2026-01-01T00:00:00.000000Z,11511\u000000001',
  ])('takes an altered key for none: %j', async (key) => {
    for (const side of ['after', 'before'])
      expect(listed(await page(`${base}&${side}=${encodeURIComponent(key)}`))).toEqual(all.slice(0, 15));
  });

  it('shows the first page when nothing stands before a key any more', async () => {
    const key = '2900-01-01T00:00:00.000000Z,1151100001';
    expect(listed(await page(`${base}&before=${encodeURIComponent(key)}`))).toEqual(all.slice(0, 15));
  });
});
