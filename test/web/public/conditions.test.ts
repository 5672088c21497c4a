import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { healListed } from '../../../db/queries/feed.ts';
import { extendListing } from '../../../db/queries/listing-changes.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { gramsOf } from '../../../domain/search-text.ts';
import type { VacancyContent } from '../../../domain/vacancy-content.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { ORIGIN, type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const page = async (path: string): Promise<string> => {
  const r = await web.get(path);
  expect(r.status, path).toBe(200);
  return r.text();
};
const listed = (html: string): string[] =>
  [...html.matchAll(/sq-results__title"><a href="\/vacancies\/(\d{10})"/g)].map((m) => m[1] as string);
const found = async (query: string): Promise<string[]> =>
  listed(await page(`/vacancies?${encodeURI(query)}`));
const stage = (no: string, change: object) =>
  s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();
const none = { disabled: false, indigenous: false, indigenousArea: false, regionalSecondment: false };

describe('every condition of the official search [R11]', () => {
  let clerk: string;
  let engineer: string;
  let worker: string;
  beforeAll(async () => {
    clerk = await vacancyOf(s, {
      content: { title: '科員', jobSeries: 'A107', conditions: { ...none, disabled: true } },
    });
    engineer = await vacancyOf(s, {
      content: {
        title: '技士',
        jobSeries: 'B201',
        agencyName: '臺北市政府工務局',
        conditions: { ...none, indigenous: true, regionalSecondment: true },
      },
    });
    worker = await vacancyOf(s, {
      content: { title: '臨時人員', jobSeries: '0100', rankClasses: ['其他'], grade: '無' },
    });
  });

  it.each([
    ['series=A', () => [clerk]],
    ['series=B', () => [engineer]],
    ['series=B201', () => [engineer]],
    ['series=0100', () => [worker]],
    ['series=C', () => [worker, engineer, clerk]],
    ['special=disabled', () => [clerk]],
    ['special=regionalSecondment', () => [engineer]],
    ['special=nothing', () => [worker, engineer, clerk]],
    ['agency=工務', () => [engineer]],
    ['agency=台北市 工務局', () => [engineer]],
    ['agency=％', () => []],
    ['agency=人事&series=A', () => [clerk]],
  ] as const)('keeps to %s', async (query, wanted) => {
    expect(await found(query)).toEqual(wanted());
  });

  it('keeps to a period that the listing touches, and says which day cannot be read', async () => {
    const far = await vacancyOf(s, { content: { title: '期間測試' } });
    await stage(far, { listed_from: '2030-03-01', listed_to: '2030-03-31' });
    const period = (from: string, to: string) => {
      const box = (side: string, text: string) =>
        text.split('/').map((value, i) => `${side}-${'ymd'[i]}=${value}`);
      return [...(from ? box('from', from) : []), ...(to ? box('to', to) : [])].join('&');
    };
    expect(await found(period('119/3/31', '119/12/31'))).toEqual([far]);
    expect(await found(period('119/1/1', '119/3/1'))).toEqual([far]);
    expect(await found(period('119/4/1', ''))).toEqual([]);
    expect(await found(period('', '119/2/28'))).not.toContain(far);
    for (const [from, to, chip] of [
      ['119/3/1', '', '119/03/01 起'],
      ['', '119/3/31', '119/03/31 止'],
      ['119/3/1', '119/3/31', '119/03/01 ~ 119/03/31'],
    ] as const)
      expect(words(await page(`/vacancies?${period(from, to)}`))).toContain(`移除條件 上網有效期間：${chip}`);
    const html = await page(`/vacancies?${period('2030/3/1', '')}&q=${encodeURIComponent('期間')}`);
    expect(words(html)).toContain('錯誤：上網有效期間的起日：年請填民國年：西元 2030 年是民國 119 年');
    expect(html).toContain('<title>錯誤：');
    expect(html).toContain('value="2030"');
    expect(words(await page(`/vacancies?${period('119/3/2', '119/3/1')}`))).toContain('迄日早於起日');
    await stage(far, { stage: 'archived' });
  });

  it('offers 職系 by group, and opens 更多條件 when one of them is set', async () => {
    const bare = await page('/vacancies');
    expect(bare).toMatch(/<optgroup label="行政類"><option value="A">行政類全部<\/option>/);
    expect(bare).toMatch(/<optgroup label="技術類">.*<option value="B201">土木工程<\/option>/);
    expect(bare).not.toMatch(/<details[^>]* open/);
    expect(await page('/vacancies?series=B')).toMatch(/<details[^>]* open/);
  });

  it('sorts by what closes soonest, and pages through that order too', async () => {
    await stage(worker, { closes_at: new Date(Date.now() + 3_600_000) });
    expect(await found('sort=closing')).toEqual([worker, clerk, engineer]);
    const html = await page('/vacancies?series=A&sort=closing');
    expect(html).toContain('href="/vacancies?series=A"');
    expect(html).toContain('<input type="hidden" name="sort" value="closing"');
  });

  it('an empty result tells which single condition to give up, and how much that finds', async () => {
    const html = await page(`/vacancies?${encodeURI('series=B&agency=工務&place=20')}`);
    const text = words(html);
    expect(text).toContain('沒有符合的職缺');
    expect(text).toContain('不限「工作地：基隆市」（1 筆）');
    expect(text).not.toContain('不限「職系');
    expect(html).toContain(`href="/vacancies?series=B&amp;agency=${encodeURIComponent('工務')}"`);
  });
});

describe('Chinese by one and two characters [R11]', () => {
  const titles = ['王小明紀念館館員', '小王子專案助理', '明小王', '𠮷野家督導', 'ABC 認證 Clerk'];
  const nos: string[] = [];
  beforeAll(async () => {
    for (const title of titles)
      nos.push(await vacancyOf(s, { content: { title, qualifications: '甲', duties: '乙' } }));
  });
  const hits = async (q: string): Promise<string[]> => {
    const found = listed(await page(`/vacancies?q=${encodeURIComponent(q)}`));
    return titles.filter((_, i) => found.includes(nos[i] as string));
  };

  it.each([
    ['館', [titles[0]]],
    ['小王', [titles[1], titles[2]]],
    ['王小', [titles[0]]],
    ['小明', [titles[0]]],
    ['王小明', [titles[0]]],
    // each pair is there, the word is not
    ['王小王', []],
    ['𠮷', [titles[3]]],
    ['𠮷野', [titles[3]]],
    ['ａｂｃ', [titles[4]]],
    ['clerk 認證', [titles[4]]],
    ['小 子', [titles[1]]],
    // marks that are typed between words or around them are no part of what is looked for
    ['「王小明」', [titles[0]]],
    ['"小王"，專案', [titles[1]]],
    ['clerk、認證', [titles[4]]],
    ['（督導）', [titles[3]]],
    ['「」', []],
  ] as const)('%s', async (q, wanted) => {
    expect(await hits(q)).toEqual(wanted);
  });

  it('takes 10,000 characters, quotes, braces and control characters for words', async () => {
    for (const q of ['字'.repeat(10_000), `{"a,b'`, "\\'; --", '\u0001\u0002', '{}', 'NULL', '%_%'])
      expect((await web.get(`/vacancies?q=${encodeURIComponent(q)}`)).status, q.slice(0, 9)).toBe(200);
  });

  it.each([
    'q=%ff',
    'q=%ED%A0%80',
    'q=%',
    'q=一&q=二',
    'q[]=一',
    'agency=%5C%00',
    'place=10&place=20',
    '__proto__=1&constructor=2',
    'from-y=999999&from-m=99&from-d=0',
    'from-y=１１５&from-m=１&from-d=１',
    'after=&before=&sort=nonsense',
  ])('answers the address ?%s with a page', async (query) => {
    expect(words(await page(`/vacancies?${query}`))).toMatch(/共 [\d,]+ 筆職缺/);
  });

  it('makes the same pairs in the database as here', async () => {
    const { rows } = await sql<{ grams: string[] }>`select text_grams('台北 a𠮷b') as grams`.execute(s.admin);
    const wanted = [...'台北a𠮷b', ...gramsOf('台北'), ...gramsOf('a𠮷b')];
    expect([...(rows[0]?.grams ?? [])].sort()).toEqual([...new Set(wanted)].sort());
  });

  it('is answered from the index although rows are guarded by policies', async () => {
    await s.admin.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      await sql`set local role shiqiuren_web`.execute(trx);
      const plan = await sql<{ 'QUERY PLAN': string }>`explain select no from listed_vacancy
        where grams @> array['小王'] and closes_at > clock_timestamp()`.execute(trx);
      expect(plan.rows.map((r) => r['QUERY PLAN']).join('\n')).toContain('listed_vacancy_grams');
    });
  });
});

describe('what is listed, drawn out for the search', () => {
  it('follows the vacancy whoever changes it, and holds nothing that is not listed', async () => {
    const no = await vacancyOf(s, { until: 'approved', content: { title: '跟隨測試' } });
    const drawn = () =>
      s.admin.selectFrom('listed_vacancy').selectAll().where('no', '=', no).executeTakeFirst();
    expect(await drawn()).toBeUndefined();
    await stage(no, { stage: 'listed', listed_at: new Date() });
    expect(await drawn()).toMatchObject({ job_series: 'A107', conditions: [] });
    const content: VacancyContent = goodContent({
      title: '新職稱',
      conditions: { ...none, indigenousArea: true },
    });
    await stage(no, { content: JSON.stringify(content), search_text: '新職稱' });
    expect(await drawn()).toMatchObject({
      search_text: '新職稱',
      conditions: ['indigenousArea'],
      grams: expect.arrayContaining(['新職']),
    });
    await stage(no, { stage: 'closed' });
    expect(await drawn()).toBeUndefined();
  });

  it('is mended by the Schedule of the feeds when it was tampered with', async () => {
    const kept = await vacancyOf(s, { content: { title: '修復測試' } });
    const gone = await vacancyOf(s, { until: 'approved' });
    const drawn = async () =>
      (await s.admin.selectFrom('listed_vacancy').select('no').execute()).map((row) => row.no);
    await sql`insert into listed_vacancy
      select (jsonb_populate_record(l, jsonb_build_object('no', ${gone}::text))).*
      from listed_vacancy l where l.no = ${kept}`.execute(s.admin);
    await s.admin.deleteFrom('listed_vacancy').where('no', '=', kept).execute();
    expect(await withActor(s.worker, { kind: 'worker' }, healListed)).toBe(2);
    expect(await drawn()).toContain(kept);
    expect(await drawn()).not.toContain(gone);
    expect(await withActor(s.worker, { kind: 'worker' }, healListed)).toBe(0);
  });

  it('cannot be written by the web or the worker', async () => {
    for (const db of [s.web, s.worker])
      await expect(sql`delete from listed_vacancy`.execute(db)).rejects.toThrow(/permission denied/);
  });
});

describe('a listing that changed, and one that is over', () => {
  it('says that it was extended, from when and since when', async () => {
    const no = await vacancyOf(s, { content: { title: '延長測試' } });
    const listedTo = addDays(taipeiDay(new Date()), 30);
    const key = crypto.randomUUID();
    const change = { vacancyNo: no, key, accountId: s.officer.accountId, reason: 'fewApplicants', listedTo };
    const answer = await withActor(s.worker, { kind: 'worker' }, (trx) => extendListing(trx, change));
    expect(answer).toMatchObject({ ok: true });
    expect(words(await page(`/vacancies/${no}`))).toMatch(
      /上網有效期間曾於 \d+\/\d\d\/\d\d 延長，原至 \d+\/\d\d\/\d\d。/,
    );
  });

  it('that is closed leads to open ones of its 職系 first, then of its place, never to itself', async () => {
    await s.admin.updateTable('vacancy').set({ stage: 'archived' }).where('stage', '=', 'listed').execute();
    const base = { jobSeries: 'A302', workplaces: ['97'], personnelCategory: '11' };
    const over = await vacancyOf(s, { content: base });
    await stage(over, { stage: 'closed', closed_at: new Date() });
    const other = await vacancyOf(s, {
      content: { jobSeries: 'A503', workplaces: ['10'], personnelCategory: '1' },
    });
    const place = await vacancyOf(s, { content: { ...base, jobSeries: 'A503' } });
    const series = await vacancyOf(s, { content: { ...base, workplaces: ['10'] } });
    const both = await vacancyOf(s, { content: base });
    const html = await page(`/vacancies/${over}`);
    expect(listed(html)).toEqual([both, series, place]);
    expect(listed(html)).not.toContain(other);
    await stage(both, { stage: 'closed', ending_reason: 'postFilled' });
    expect(words(await page(`/vacancies/${both}`))).toContain('這個職缺已提前截止');
  });
});

describe('a page for machines and for sharing', () => {
  const data = (html: string) =>
    JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null');

  it('is a schema.org JobPosting while it is open, escaped for its element', async () => {
    const title = '</script><script>alert(1)</script>';
    const no = await vacancyOf(s, {
      content: { title, closingTime: '17:00', workplaces: ['10', '99'], duties: '甲\n<b>' },
    });
    const html = await page(`/vacancies/${no}`);
    expect(html).not.toContain('<script>alert');
    const job = data(html);
    expect(job).toMatchObject({
      '@type': 'JobPosting',
      title,
      url: `${ORIGIN}/vacancies/${no}`,
      identifier: { value: no },
      hiringOrganization: { name: '行政院人事行政總處' },
      jobLocation: [{ address: { addressRegion: '臺北市', addressCountry: 'TW' } }],
      totalJobOpenings: 1,
      directApply: true,
    });
    expect(job.description).toContain('甲<br>&lt;b&gt;');
    expect(job.validThrough).toMatch(/T09:00:00.000Z$/);
    await stage(no, { stage: 'closed' });
    expect(data(await page(`/vacancies/${no}`))).toBeNull();
  });

  it('has what search engines refuse a posting without, whatever the vacancy leaves out', async () => {
    const leftOut: Partial<VacancyContent>[] = [
      {},
      { workplaces: ['99'] },
      { openings: null, openingsText: '數名', mode: 'none', email: '', closingTime: '17:00' },
    ];
    for (const content of leftOut) {
      const no = await vacancyOf(s, { content });
      const job = data(await page(`/vacancies/${no}`));
      expect(job).toMatchObject({ '@context': 'https://schema.org', title: '測試科員' });
      for (const text of [job.title, job.description, job.hiringOrganization.name]) expect(text).not.toBe('');
      expect(job.datePosted).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(Date.parse(job.validThrough)).toBeGreaterThan(Date.parse(job.datePosted));
      expect(job.jobLocation.length).toBeGreaterThan(0);
      for (const { address } of job.jobLocation) expect(address.addressCountry).toBe('TW');
    }
  });

  it('has its address in words and a way to mail it, without script', async () => {
    const no = await vacancyOf(s);
    const html = await page(`/vacancies/${no}`);
    expect(words(html)).toContain(`${ORIGIN}/vacancies/${no}`);
    expect(html).toContain(`body=${encodeURIComponent(`${ORIGIN}/vacancies/${no}`)}`);
    // what needs a script is not shown before it runs
    expect(html).toMatch(/<button[^>]*data-print[^>]*hidden/);
  });
});
