import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { calendar } from '../../../db/queries/holidays.ts';
import { addDays, weekday } from '../../../domain/roc-date.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

const panel = (html: string): string =>
  words(html.slice(html.indexOf('id="assist"'), html.indexOf('</aside>')));
const edit = async (no: string): Promise<string> =>
  (await web.get(`/officer/vacancies/${no}/edit`, officer)).text();

describe('刊登檢查 beside the form', () => {
  it('quotes the words and the rule, and leads to the field; a new form is told what it lacks in one line', async () => {
    const no = await vacancyOf(s, {
      until: 'draft',
      content: { qualifications: '限40歲以下，男女不拘。', contact: '請洽人事室' },
    });
    const html = await edit(no);
    const text = panel(html);
    expect(text).toContain('須修正 0 項，建議 3 項。');
    for (const part of ['提到年齡', '限40歲以下', '就業服務法第5條第1項', '聯絡說明沒有電話', '已通過'])
      expect(text).toContain(part);
    expect(html).toContain('<mark>限40歲以下</mark>');
    expect(html).toContain('href="#qualifications"');
    const below = words(/<div id="qualifications-below">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '');
    expect(below).toMatch(/提到年齡。「 限40歲以下 」：.*（就業服務法第5條第1項）/);
    expect(/<textarea[^>]*id="qualifications"[^>]*>/.exec(html)?.[0]).toContain('qualifications-below');
    const fresh = panel(await (await web.get('/officer/vacancies/new', officer)).text());
    expect(fresh).toMatch(/須修正 \d\d 項，建議 0 項。/);
    expect(fresh).toMatch(/另有 \d+ 項尚未填寫/);
  });

  it('looks again at what is typed, as a part of the page, and keeps nothing', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const fields = fieldsOf(await edit(no), 'vacancy-form');
    const response = await web.post(
      '/officer/vacancies/assist',
      { ...fields, duties: ['徵女性尤佳'], 'listedTo-y': ['2026'] },
      officer,
      { 'hx-request': 'true' },
    );
    expect(response.status).toBe(200);
    const part = await response.text();
    expect(part).not.toContain('<html');
    expect(words(part)).toContain('性別平等工作法第7條');
    expect(part).toMatch(/<hx-partial hx-target="#duties-below"[^>]*><p class="sq-finding/);
    expect(part).toContain('<hx-partial hx-target="#title-below" hx-swap="innerHTML"></hx-partial>');
    expect(words(part)).toContain('西元 2026 年是民國 115 年');
    const row = await s.admin.selectFrom('vacancy').select('version').where('no', '=', no).executeTakeFirst();
    expect(row?.version).toBe(1);
    expect((await web.post('/officer/vacancies/assist', fields, await web.signIn(s.reviewer))).status).toBe(
      403,
    );
  });

  it('without script a button looks again; nothing is saved, and nothing is lost', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const fields = fieldsOf(await edit(no), 'vacancy-form');
    const response = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...fields, title: ['改了職稱'], duties: ['薪資面議，年輕有活力'], do: 'check' },
      officer,
    );
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain('value="改了職稱"');
    expect(panel(html)).toContain('年輕有活力');
    const row = await s.admin.selectFrom('vacancy').select('title').where('no', '=', no).executeTakeFirst();
    expect(row?.title).toBe('測試科員');
  });

  it('none of it blocks: a posting full of advice is handed in all the same', async () => {
    const no = await vacancyOf(s, {
      until: 'draft',
      content: { qualifications: '限男性，35歲以下', contact: '洽人事室', location: '本處' },
    });
    const html = await edit(no);
    expect(panel(html)).toMatch(/建議 [4-9] 項/);
    const sent = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...fieldsOf(html, 'vacancy-form'), do: 'submit' },
      officer,
    );
    expect(sent.status).toBe(303);
    const row = await s.admin
      .selectFrom('vacancy')
      .select('review_outcome')
      .where('no', '=', no)
      .executeTakeFirst();
    expect(row?.review_outcome).toBe('inReview');
  });
});

describe('the calendar of days off', () => {
  it('of 115 as announced, its source named; of 116 computed and marked so', async () => {
    const days = await withActor(s.web, s.officer, calendar);
    expect(days.isHoliday('2026-02-20')).toBe(true);
    expect(days.isHoliday('2026-02-23')).toBe(false);
    expect(days.isHoliday('2026-11-28')).toBe(true);
    expect(days.isAnnounced('2026-11-24')).toBe(true);
    expect(days.isAnnounced('2027-11-24')).toBe(false);
    const rows = await s.admin.selectFrom('holiday').selectAll().orderBy('day').execute();
    for (const row of rows) {
      expect(row.source).not.toBe('');
      expect(row.computed).toBe(row.day.startsWith('2027'));
    }
    // the announcement counts 120 days off in 115
    let off = 0;
    for (let day = '2026-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) if (days.isHoliday(day)) off++;
    expect(off).toBe(120);
  });

  it('every day off on a weekend of 116 is made up for on the nearest working day its rule names', async () => {
    const rows = await s.admin
      .selectFrom('holiday')
      .selectAll()
      .where('computed', '=', true)
      .orderBy('day')
      .execute();
    const made = rows.filter((row) => row.name === '補假');
    const weekend = rows.filter((row) => row.name !== '補假' && [0, 6].includes(weekday(row.day)));
    // New Year's Day of 117, a Saturday, is made up for on the last day of 116
    expect(made.length).toBe(weekend.length + 1);
    for (const row of made) expect([0, 6]).not.toContain(weekday(row.day));
  });

  it('a weekend day made a working day counts as one', async () => {
    await sql`insert into holiday (day, name, is_workday) values ('2028-01-08', '補行上班', true)`.execute(
      s.admin,
    );
    const days = await withActor(s.web, s.officer, calendar);
    expect(days.isHoliday('2028-01-08')).toBe(false);
    expect(days.isHoliday('2028-01-09')).toBe(true);
  });
});
