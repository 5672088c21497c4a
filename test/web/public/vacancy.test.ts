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

const html = async (no: string): Promise<string> => {
  const r = await web.get(`/vacancies/${no}`);
  expect(r.status).toBe(200);
  return r.text();
};
const stage = (no: string, change: object) =>
  s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();

describe('the page of a vacancy', () => {
  it('shows everything the official page shows, the deadline with its clock time, dates as ROC', async () => {
    const no = await vacancyOf(s, {
      content: {
        closingTime: '17:00',
        reserves: 2,
        conditions: { disabled: true, indigenous: false, indigenousArea: false, regionalSecondment: false },
        allSections: false,
        sections: ['appraisals', 'training'],
        appraisalRange: { from: 2021, to: 2025 },
        trainingRange: { from: '2020-01-01', to: '2025-12-31' },
      },
    });
    const page = await html(no);
    const text = words(page);
    for (const part of [
      '測試科員',
      '行政院人事行政總處',
      no,
      '11 一般',
      '1 名，備取 2 名',
      '10-臺北市',
      'A107',
      '委任第5職等或薦任第6職等至第7職等',
      '薦任、委任',
      '公務人員普通考試以上及格。',
      '人事業務。',
      '測試聯絡人 02-23979298',
      'hr@agency.example',
      '允許履歷及相關證件以電子檔用EMail寄送',
      '考績(成)或成績考核，110 至 114 年度',
      '訓練及進修，109/01/01 至 114/12/31',
      '須具公務人員任用資格職缺',
      '還有 14 天',
    ])
      expect(text, part).toContain(part === 'A107' ? '人事行政' : part);
    expect(text).toMatch(/1\d\d 年 \d+ 月 \d+ 日（[日一二三四五六]）17:00 截止/);
    expect(text).not.toMatch(/\b20\d\d[-/]\d/);
  });

  it('shows typed text as text', async () => {
    const no = await vacancyOf(s, {
      content: { duties: '<img src=x onerror=alert(1)>\n第二行', title: '<b>粗體</b>' },
    });
    const page = await html(no);
    expect(page).not.toMatch(/<img src=x|<b>粗體/);
    expect(page).toContain('<br/>第二行');
  });

  it.each([
    ['civilService', '職缺應徵'],
    ['open', '不須具公務人員任用資格職缺應徵平台'],
  ] as const)('of mode %s leads to the platform 【%s】 [R57, R58]', async (mode, platform) => {
    const no = await vacancyOf(s, { content: { mode } });
    const page = await html(no);
    expect(page).toContain(`href="/apply/${no}"`);
    expect(words(page)).toContain(`將前往【${platform}】`);
  });

  it('without résumé retrieval says how to apply outside and has no way in [R59]', async () => {
    const no = await vacancyOf(s, { content: { mode: 'none' } });
    const page = await html(no);
    expect(page).not.toContain(`/apply/${no}`);
    expect(words(page)).toContain('本職缺不經由本系統應徵');
    expect(words(page)).toContain('hr@agency.example');
  });

  it('says when it is closed, and offers no way in, also before the stage has followed the clock', async () => {
    const overdue = await vacancyOf(s);
    await stage(overdue, { closes_at: new Date(Date.now() - 1_000) });
    const closed = await vacancyOf(s);
    await stage(closed, { stage: 'closed', closes_at: new Date(Date.now() - 60_000), closed_at: new Date() });
    const archived = await vacancyOf(s);
    await stage(archived, { stage: 'archived', closes_at: new Date(Date.now() - 60_000) });
    for (const [no, tag] of [
      [overdue, '已截止'],
      [closed, '已截止'],
      [archived, '已封存'],
    ] as const) {
      const page = await html(no);
      expect(words(page)).toContain(tag);
      expect(words(page)).toContain('不再受理應徵');
      expect(page).not.toContain(`/apply/${no}`);
    }
  });

  it('[R11] once closed names open ones of its 職系, or of its 工作地 and 人員區分; else the searches that come near', async () => {
    const place = { jobSeries: 'B403', workplaces: ['71'], personnelCategory: '15' };
    const closed = await vacancyOf(s, { content: { title: '截止的', ...place } });
    await stage(closed, { stage: 'closed', closes_at: new Date(Date.now() - 60_000), closed_at: new Date() });
    const onlyPlace = await vacancyOf(s, {
      content: { ...place, jobSeries: 'B701', personnelCategory: '8' },
    });
    const section = async () => (await html(closed)).split('id="similar"')[1] ?? '';

    const none = await section();
    expect(words(none)).toContain('目前沒有職系相同，或工作地及人員區分都相同的職缺。');
    expect(none).toContain('href="/vacancies?category=15"');
    const [, near] = /href="(\/vacancies\?place=[^"]+)"/.exec(none) ?? [];
    expect(near).toBeDefined();
    expect(await (await web.get(near as string)).text()).toContain(`/vacancies/${onlyPlace}"`);

    const sameSeries = await vacancyOf(s, { content: { jobSeries: 'B403' } });
    const sameBoth = await vacancyOf(s, { content: { ...place, jobSeries: 'B701' } });
    const some = await section();
    const named = [...some.matchAll(/href="\/vacancies\/(\d+)"/g)].map(([, no]) => no);
    expect(named.sort()).toEqual([sameSeries, sameBoth].sort());
  });

  it.each(['draft', 'inReview', 'approved'] as const)(
    'does not exist for the public while %s',
    async (until) => {
      const no = await vacancyOf(s, { until });
      const r = await web.get(`/vacancies/${no}`);
      expect(r.status).toBe(404);
      expect(await r.text()).not.toContain('測試科員');
    },
  );

  it.each(['1150000001', '0', 'x', '115110000１', '%00', '..%2f..%2fetc'])(
    'answers 404 to the number %s',
    async (no) => {
      expect((await web.get(`/vacancies/${no}`)).status).toBe(404);
    },
  );

  it('names the source of an import and does not claim what the feed lacks', async () => {
    const no = await vacancyOf(s, {
      content: {
        openings: null,
        openingsText: '數名',
        grade: '',
        jobSeries: '',
        jobSeriesText: '',
        mode: 'none',
        email: '',
      },
    });
    await stage(no, { origin: 'feed' });
    const text = words(await html(no));
    expect(text).toContain('資料來源 行政院人事行政總處事求人機關徵才系統開放資料');
    expect(text).toContain('數名');
    expect(text).not.toContain('電子檔寄送');
  });

  it('says when its content last changed by an approved revision, and not for other writes', async () => {
    const no = await vacancyOf(s);
    await stage(no, { updated_at: new Date() });
    expect(words(await html(no))).not.toContain('內容曾於');
    await stage(no, { revision: 2, decided_at: new Date('2026-11-20T04:00:00Z') });
    expect(words(await html(no))).toContain('內容曾於 115/11/20 更新');
  });
});

describe('the texts', () => {
  it.each([
    ['/', '找一份公職'],
    ['/apply', '我要應徵'],
    ['/guide', '求職SOP'],
    ['/privacy', '蒐集機關與目的'],
    ['/accessibility', '無障礙'],
    ['/open-data', '職缺Open Data'],
    ['/newsletter/subscribe', '電子報訂閱'],
    ['/newsletter/cancel', '電子報取消'],
    ['/blank-form', '空白表格'],
  ])('%s answers with a way on and no dead link', async (path, said) => {
    const r = await web.get(path);
    expect(r.status).toBe(200);
    const page = await r.text();
    expect(words(page)).toContain(said);
    const main = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
    const links = [...main.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map((m) => m[1] as string);
    expect(links.length).toBeGreaterThan(0);
    for (const link of new Set(links)) expect((await web.get(link)).status, link).toBeLessThan(400);
  });
});
