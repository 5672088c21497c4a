import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { reviseListed } from '../../../db/queries/vacancies.ts';
import { addDays, formatRoc } from '../../../domain/roc-date.ts';
import type { VacancyContent } from '../../../domain/vacancy-content.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from '../officer/html.ts';

let s: Scene;
let web: Web;
let reviewer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  reviewer = await web.signIn(s.reviewer);
});
afterAll(() => s.close());

const vacancy = (no: string) =>
  s.admin.selectFrom('vacancy').selectAll().where('no', '=', no).executeTakeFirstOrThrow();
const form = async (no: string) => {
  const r = await web.get(`/review/${no}`, reviewer);
  expect(r.status).toBe(200);
  const html = await r.text();
  return { html, fields: fieldsOf(html) };
};
const decide = async (no: string, fields: Record<string, string>, as = reviewer) =>
  web.post(`/review/${no}`, { ...(await form(no)).fields, ...fields }, as);
/** A listed vacancy with a revision in review. */
const revised = async (change: Partial<VacancyContent>) => {
  const no = await vacancyOf(s);
  const { version, content } = await vacancy(no);
  const done = await withActor(s.web, s.officer, (trx) =>
    reviseListed(trx, s.officer, { no, version, content: { ...content, ...change } }),
  );
  expect(done.ok).toBe(true);
  return no;
};

describe('the review queue [R21, R28]', () => {
  it('holds what was handed in, oldest first, and nothing else', async () => {
    const empty = words(await (await web.get('/review', reviewer)).text());
    expect(empty).toContain('目前沒有待審核的職缺');
    const first = await vacancyOf(s, { until: 'inReview', content: { title: '先送審' } });
    const second = await vacancyOf(s, { until: 'inReview', content: { title: '後送審' } });
    await vacancyOf(s, { until: 'draft', content: { title: '仍是草稿' } });
    await vacancyOf(s, { until: 'approved', content: { title: '已經通過' } });
    const text = words(await (await web.get('/review', reviewer)).text());
    expect(text).toContain('待審核 2 件');
    expect(text.indexOf(first)).toBeGreaterThan(0);
    expect(text.indexOf(first)).toBeLessThan(text.indexOf(second));
    expect(text).toContain('新登錄');
    expect(text).not.toMatch(/仍是草稿|已經通過/);
  });

  it('is for reviewers: 403 for officer and operator, the door for nobody and applicants', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    for (const actor of [s.officer, s.operator, s.auditor] as const) {
      const as = await web.signIn(actor);
      for (const path of ['/review', `/review/${no}`])
        expect((await web.get(path, as)).status, path).toBe(403);
      const r = await web.post(
        `/review/${no}`,
        { _key: crypto.randomUUID(), number: '1', decision: 'approve' },
        as,
      );
      expect(r.status).toBe(403);
    }
    expect((await web.get('/review')).headers.get('location')).toContain('/sign-in');
    expect((await vacancy(no)).review_outcome).toBe('inReview');
  });

  it.each(['1150100001', 'x', '%00', '1151100001x'])('answers 404 to %s', async (no) => {
    expect((await web.get(`/review/${no}`, reviewer)).status).toBe(404);
    const r = await web.post(
      `/review/${no}`,
      { _key: crypto.randomUUID(), number: '1', decision: 'approve' },
      reviewer,
    );
    expect([404, 409]).toContain(r.status);
  });
});

describe('deciding', () => {
  it('shows every field of the registration, and approves: scheduled, told to the workflow, said on the queue', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const { html } = await form(no);
    const text = words(html);
    // called what the officer's own page calls it
    expect(text).toMatch(/第 1 版 審核中/);
    for (const part of [
      '測試科員',
      '公務人員普通考試以上及格。',
      '人事業務。',
      '一般',
      '薦任、委任',
      'hr@agency.example',
      '個人全部資料',
    ])
      expect(text).toContain(part);
    const r = await decide(no, { decision: 'approve' });
    expect([r.status, r.headers.get('location')]).toEqual([303, '/review']);
    expect(await vacancy(no)).toMatchObject({ stage: 'scheduled', review_outcome: 'approved', revision: 1 });
    const flash = r.headers.get('set-cookie')?.split(';')[0] as string;
    const queue = await web.get('/review', { ...reviewer, cookie: `${reviewer.cookie}; ${flash}` });
    expect(words(await queue.text())).toContain(`已審核通過 ${no}`);
    const told = await s.admin
      .selectFrom('outbox')
      .select('version')
      .where('target', '=', no)
      .where('signal', '=', 'vacancyChanged')
      .execute();
    expect(told.length).toBeGreaterThan(0);
  });

  it('asks for a decision, chooses none beforehand, and keeps the reasons typed', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const { html, fields } = await form(no);
    expect(html).not.toMatch(/ checked/);
    expect(fields).not.toHaveProperty('decision');
    const r = await decide(no, { 'reason-duties': '請寫明比例', general: '其餘\n無誤' });
    expect(r.status).toBe(422);
    const again = await r.text();
    expect(messageAt(again, 'decision')).toBe('錯誤：請選擇審核通過或退回補正');
    expect(summary(again)).toContain('請選擇審核通過或退回補正');
    expect(fieldsOf(again)).toMatchObject({ 'reason-duties': ['請寫明比例'], general: ['其餘\n無誤'] });
  });

  it('refuses a return without a reason, and an approval with one, keeping the choice', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const bare = await (await decide(no, { decision: 'return' })).text();
    expect(messageAt(bare, 'general')).toContain('退回補正請填寫欄位理由或整體說明');
    expect(fieldsOf(bare)).toMatchObject({ decision: ['return'] });
    const blank = await decide(no, { decision: 'return', general: ' \n\u3000' });
    expect(blank.status).toBe(422);
    const both = await (await decide(no, { decision: 'approve', 'reason-title': '太短' })).text();
    expect(messageAt(both, 'decision')).toContain('請先清除理由');
    expect(await vacancy(no)).toMatchObject({ review_outcome: 'inReview', version: 2 });
  });

  it('returns with each reason at its field and one for the whole, which the officer sees', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const r = await decide(no, {
      decision: 'return',
      'reason-duties': '請寫明<b>比例</b>',
      general: '請補正後再送',
    });
    expect(r.status).toBe(303);
    const row = await vacancy(no);
    expect(row).toMatchObject({ stage: 'preparing', review_outcome: 'returned' });
    expect(row.return_reasons).toEqual([
      { field: 'duties', message: '請寫明<b>比例</b>' },
      { field: '', message: '請補正後再送' },
    ]);
    const page = await web.get(`/officer/vacancies/${no}/edit`, await web.signIn(s.officer));
    const html = await page.text();
    expect(words(html)).toContain('二、工作項目：請寫明<b>比例</b>');
    expect(html).not.toContain('請寫明<b>比例');
  });

  it('is one decision of one form, pressed twice or at the same moment', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const { fields } = await form(no);
    const answers = await Promise.all(
      [1, 2, 3].map(() => web.post(`/review/${no}`, { ...fields, decision: 'approve' }, reviewer)),
    );
    expect(answers.map((r) => r.status)).toEqual([303, 303, 303]);
    const events = await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', no)
      .where('act', '=', 'vacancy.approve')
      .execute();
    expect(events).toHaveLength(1);
  });

  it('refuses a second reviewer with 409, changes nothing, and says where to go on', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const mine = (await form(no)).fields;
    const theirs = (await form(no)).fields;
    expect((await web.post(`/review/${no}`, { ...mine, decision: 'approve' }, reviewer)).status).toBe(303);
    for (const fields of [
      { ...theirs, decision: 'return', general: '不同意' },
      { ...theirs, decision: 'return', general: '不同意' },
      { ...theirs, decision: '' },
    ]) {
      const r = await web.post(`/review/${no}`, fields, reviewer);
      expect(r.status).toBe(409);
      const text = words(await r.text());
      expect(text).toContain('這件登錄已審核');
      expect(text).toContain('這次的決定沒有寫入');
      expect(text).toContain('回職缺審核');
    }
    expect(await vacancy(no)).toMatchObject({ review_outcome: 'approved', return_reasons: null });
    // whoever only opens it has decided nothing that could be lost
    const opened = words(await (await web.get(`/review/${no}`, reviewer)).text());
    expect(opened).toContain('這件登錄已審核');
    expect(opened).not.toContain('沒有寫入');
  });

  it('refuses a decision on a revision other than the one shown', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    for (const number of ['2', '0', '-1', 'x', '99999999999'])
      expect((await decide(no, { number, decision: 'approve' })).status, number).toBe(409);
    expect((await vacancy(no)).review_outcome).toBe('inReview');
  });

  it('turns an approval after the listing’s own end into a return, and says so (rule 6)', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const past = { ...goodContent(), listedFrom: '2026-01-05', listedTo: '2026-01-20' };
    await s.admin
      .updateTable('vacancy_revision')
      .set({ content: JSON.stringify(past) })
      .where('vacancy_no', '=', no)
      .execute();
    const r = await decide(no, { decision: 'approve' });
    const flash = r.headers.get('set-cookie')?.split(';')[0] as string;
    const queue = await web.get('/review', { ...reviewer, cookie: `${reviewer.cookie}; ${flash}` });
    expect(words(await queue.text())).toContain('有效期間已過，已改為退回補正');
    expect((await vacancy(no)).review_outcome).toBe('returned');
  });
});

describe('a revision of a listed vacancy', () => {
  it('stands beside what is listed, its changes marked, and replaces it only when approved', async () => {
    const no = await revised({ duties: '人事業務及訓練規劃。', title: '測試專員' });
    expect(words(await (await web.get('/review', reviewer)).text())).toContain('內容修改');
    const { html } = await form(no);
    const text = words(html);
    expect(text).toContain('刊登中 送審的修改');
    expect(html).toContain('人事業務<mark>及訓練規劃</mark>。');
    expect(html).toContain('測試<mark>專</mark>員');
    const publicly = async () => words(await (await web.get(`/vacancies/${no}`)).text());
    expect(await publicly()).toContain('測試科員');
    expect((await decide(no, { decision: 'approve' })).status).toBe(303);
    expect(await publicly()).toContain('測試專員');
    expect(await vacancy(no)).toMatchObject({ stage: 'listed', revision: 2 });
  });

  it('returned, leaves what is listed as it was', async () => {
    const no = await revised({ title: '不當職稱' });
    await decide(no, { decision: 'return', general: '請用法定職稱' });
    expect(await vacancy(no)).toMatchObject({ stage: 'listed', title: '測試科員', revision: 1 });
  });

  it('keeps mode, sections and dates of what is listed, also when extended meanwhile [R54]', async () => {
    const no = await revised({
      duties: '新的工作。',
      mode: 'none',
      listedTo: '2030-01-01',
      closingTime: '10:00',
    });
    const before = await vacancy(no);
    const later = addDays(before.content.listedTo, 7);
    await s.admin
      .updateTable('vacancy')
      .set({ content: JSON.stringify({ ...before.content, listedTo: later }), listed_to: later })
      .where('no', '=', no)
      .execute();
    const { html } = await form(no);
    expect(words(html)).toContain(formatRoc(later));
    expect(words(html)).not.toContain('119/01/01');
    const marked = [...html.matchAll(/<mark>([^<]*)<\/mark>/g)].map((m) => m[1]);
    expect(marked.join('')).not.toMatch(/\d/);
    expect((await decide(no, { decision: 'approve' })).status).toBe(303);
    const after = await vacancy(no);
    expect(after).toMatchObject({ mode: 'civilService', listed_to: later });
    expect(after.content).toMatchObject({
      duties: '新的工作。',
      mode: 'civilService',
      listedTo: later,
      closingTime: '',
    });
  });
});
