import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { ownDraft, sweepDrafts } from '../../../db/queries/application-drafts.ts';
import { emptyEntry } from '../../../domain/resume-fields.ts';
import { emptyResumeRecord } from '../../../domain/resume-record.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, summary, words } from '../officer/html.ts';
import { letKeep } from './resume-record.ts';
import { type Fields, handIn, type Person, person, stored, TYPED, toReview } from './support.ts';

let s: Scene;
let web: Web;
let no: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  no = await vacancyOf(s);
});
afterAll(() => s.close());

const form = async (who: Person, vacancyNo = no) =>
  fieldsOf(await (await web.get(`/apply/${vacancyNo}`, who.as)).text());
const home = async (who: Person): Promise<string> => (await web.get('/applicant', who.as)).text();
async function autosave(who: Person, fields: Fields, vacancyNo = no) {
  const r = await web.post(`/apply/${vacancyNo}/autosave`, fields, who.as, { accept: 'application/json' });
  const said = (await r.json()) as { text: string; fields?: { draftVersion: string } };
  return { status: r.status, ...said };
}
const press = async (who: Person, fields: Fields, act: string) => {
  const r = await web.post(`/apply/${no}`, { ...fields, act }, who.as);
  return { status: r.status, location: r.headers.get('location'), html: await r.text() };
};
const drafts = (who: Person) =>
  s.admin
    .selectFrom('application_draft')
    .selectAll()
    .where('applicant_id', '=', who.actor.applicantId)
    .execute();

describe('before handing in', () => {
  it('[R62] says what the vacancy needs and what is missing, and shows the very document', async () => {
    const who = await person(s, web);
    const empty = words(await (await web.get(`/apply/${no}`, who.as)).text());
    for (const part of ['這個職缺需要的資料（12 項，12 項尚未填寫）', '尚缺，必填', '任用資格聲明'])
      expect(empty).toContain(part);
    const review = await toReview(web, who, no);
    const r = await web.post(`/apply/${no}`, { ...review, act: 'preview' }, who.as);
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await r.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await stored(s, who)).toEqual([]);
    expect(words(await (await web.get(`/apply/${no}`, who.as)).text())).toContain('（12 項，8 項尚未填寫）');
  });

  it('[R19] an application to a vacancy that was withdrawn stays in 我的應徵, which says so', async () => {
    const gone = await vacancyOf(s);
    const who = await person(s, web);
    await handIn(web, who, gone, await toReview(web, who, gone));
    const [row] = await stored(s, who);
    for (const stage of ['withdrawn', 'archived'] as const) {
      await s.admin
        .updateTable('vacancy')
        .set({ stage, withdrawn_at: new Date() })
        .where('no', '=', gone)
        .execute();
      for (const path of ['/applicant', `/applicant/applications/${row?.id}`])
        expect(words(await (await web.get(path, who.as)).text())).toContain('機關已撤回這個職缺');
      expect((await web.get(`/vacancies/${gone}`, who.as)).status).toBe(404);
    }
  });
});

describe('應徵草稿 [R19]', () => {
  it('keeps what is typed as it stands, right or wrong, and fills the form with it', async () => {
    const who = await person(s, web);
    const empty = await web.get(`/apply/${no}`, who.as);
    expect(await empty.text()).toContain(`data-autosave="/apply/${no}/autosave"`);
    const typed = { ...TYPED, 'birthDate-m': '13', 'education.0.to': '', phone: '09', consent: 'yes' };
    const first = await autosave(who, { ...(await form(who)), ...typed });
    expect(first).toMatchObject({ status: 200, fields: { draftVersion: '1' } });
    expect(first.text).toMatch(/^草稿已自動儲存 \d\d:\d\d$/);

    const again = await form(who);
    const { consent, ...kept } = typed;
    for (const [name, value] of Object.entries(kept))
      if (name !== 'education.0.to') expect(again[name], name).toEqual([value]);
    expect(again.draftVersion).toEqual(['1']);
    const [row] = await drafts(who);
    const whole = await withActor(s.web, who.actor, (trx) => ownDraft(trx, s.keyring, who.actor, no));
    expect(whole?.fields).not.toHaveProperty('consent');
    expect(row?.fields_enc.toString('latin1')).not.toContain('0912');
  });

  it('[R62] takes from the résumé what it left blank, when that was entered since; what was cleared later stays so', async () => {
    const who = await person(s, web);
    const refused = await press(who, { ...(await form(who)), name: '王大明', 'birthDate-m': '13' }, 'review');
    expect(refused.status).toBe(422);
    const kept = emptyResumeRecord();
    await letKeep(s, who, {
      ...kept,
      basic: { ...kept.basic, name: '王小明', birthDate: '1986-01-14', address: '臺北市測試路9號' },
      education: [{ ...emptyEntry('education'), school: '後補大學' }],
      statement: '後寫的自述',
    });
    const again = await form(who);
    expect(again).toMatchObject({
      ...{ name: ['王大明'], 'birthDate-m': ['13'], address: ['臺北市測試路9號'] },
      ...{ 'education.0.school': ['後補大學'], statement: ['後寫的自述'] },
    });
    expect(again['birthDate-y'] ?? ['']).toEqual(['']);
    await autosave(who, { ...again, statement: '' });
    expect((await form(who)).statement ?? ['']).toEqual(['']);
  });

  it('is kept by each press without script, and by 儲存草稿, which leads to 我的應徵', async () => {
    const who = await person(s, web);
    const added = await press(who, { ...(await form(who)), name: '王小明' }, 'addEducation');
    expect(fieldsOf(added.html)).toMatchObject({ draftVersion: ['1'], name: ['王小明'] });
    const review = await press(who, { ...fieldsOf(added.html), ...TYPED }, 'review');
    expect(words(review.html)).toContain('選取的檔案不存入草稿，送出時一併上傳');
    const saved = await press(who, { ...fieldsOf(review.html), adjustments: '手語翻譯' }, 'saveDraft');
    expect([saved.status, saved.location]).toEqual([303, '/applicant']);
    const list = words(await home(who));
    for (const part of ['草稿', '測試科員', '尚未送出', '繼續填寫', '刪除草稿']) expect(list).toContain(part);
    expect(await form(who)).toMatchObject({ adjustments: ['手語翻譯'], statement: [TYPED.statement] });
    expect(await stored(s, who)).toEqual([]);
  });

  it('is hers alone, in list, by address and behind row-level security', async () => {
    const who = await person(s, web);
    await autosave(who, { ...(await form(who)), ...TYPED });
    const [draft] = await drafts(who);
    const other = await person(s, web);
    expect(words(await home(other))).toContain('還沒有應徵紀錄');
    const path = `/applicant/drafts/${draft?.id}/delete`;
    expect((await web.get(path, other.as)).status).toBe(404);
    await web.post(path, { _key: crypto.randomUUID() }, other.as);
    expect(await drafts(who)).toHaveLength(1);
    for (const actor of [other.actor, s.officer, s.reviewer, s.operator, s.auditor])
      expect(
        await withActor(s.web, actor, (trx) => trx.selectFrom('application_draft').select('id').execute()),
      ).toEqual([]);
    await expect(
      withActor(s.worker, { kind: 'worker' }, (trx) =>
        trx.selectFrom('application_draft').select('fields_enc').execute(),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('a second window does not write over the first unseen; an answer that was lost does no harm', async () => {
    const who = await person(s, web);
    const [one, two] = [await form(who), await form(who)];
    await autosave(who, { ...one, name: '第一窗' });
    // its answer was lost: the same form writes again with the version it was opened with
    expect((await autosave(who, { ...one, name: '第一窗再打' })).status).toBe(200);
    const stale = await autosave(who, { ...two, name: '第二窗' });
    expect(stale).toMatchObject({ status: 409 });
    expect(stale.text).toContain('另一個視窗');
    const refused = await press(who, { ...two, name: '第二窗' }, 'saveDraft');
    expect([refused.status, summary(refused.html)]).toEqual([422, expect.stringContaining('另一個視窗')]);
    expect((await form(who)).name).toEqual(['第一窗再打']);
    expect((await press(who, fieldsOf(refused.html), 'saveDraft')).status).toBe(303);
    expect((await form(who)).name).toEqual(['第二窗']);
    expect(await drafts(who)).toHaveLength(1);
  });

  it('becomes the application when it is handed in, once, and no late word brings it back', async () => {
    const who = await person(s, web);
    const review = await toReview(web, who, no);
    expect(await drafts(who)).toHaveLength(1);
    const answers = await Promise.all([1, 2, 3].map(() => handIn(web, who, no, review)));
    expect(new Set(answers.map((r) => r.headers.get('location'))).size).toBe(1);
    expect(await stored(s, who)).toHaveLength(1);
    expect(await drafts(who)).toEqual([]);
    expect((await autosave(who, { ...review, name: '晚到' })).status).toBe(409);
    expect(await drafts(who)).toEqual([]);
    // a change of what was handed in keeps none
    const change = await web.get(`/apply/${no}`, who.as);
    expect(await change.text()).not.toContain('data-autosave');
  });

  it('is deleted after a question; a second press is harmless', async () => {
    const who = await person(s, web);
    await autosave(who, { ...(await form(who)), ...TYPED });
    const path = `/applicant/drafts/${(await drafts(who))[0]?.id}/delete`;
    const asked = await (await web.get(path, who.as)).text();
    expect(words(asked)).toContain('無法復原');
    const r = await web.post(path, fieldsOf(asked), who.as);
    expect([r.status, r.headers.get('location')]).toEqual([303, '/applicant']);
    expect(await drafts(who)).toEqual([]);
    expect((await web.post(path, fieldsOf(asked), who.as)).status).toBe(303);
  });

  it('can be read after closing for thirty days, and a withdrawn vacancy is named; then it is gone', async () => {
    const closed = await vacancyOf(s);
    const withdrawn = await vacancyOf(s, { content: { title: '撤回的職缺' } });
    const who = await person(s, web);
    for (const one of [closed, withdrawn]) await autosave(who, { ...(await form(who, one)), ...TYPED }, one);
    const end = (ago: number) => new Date(Date.now() - ago * 86_400_000);
    const at = (vacancyNo: string, change: object) =>
      s.admin.updateTable('vacancy').set(change).where('no', '=', vacancyNo).execute();
    await at(closed, { stage: 'closed', closes_at: end(29), closed_at: end(29) });
    await at(withdrawn, { stage: 'withdrawn', withdrawn_at: end(29) });
    const list = words(await home(who));
    for (const part of ['已截止，不能再送出；草稿保存至', '撤回的職缺', '職缺已撤回', '查看內容'])
      expect(list).toContain(part);
    const page = await web.get(`/apply/${closed}`, who.as);
    expect(page.status).toBe(410);
    expect(words(await page.text())).toContain('第二段。');
    expect((await autosave(who, { _key: crypto.randomUUID(), ...TYPED }, closed)).status).toBe(409);

    const sweep = () => withActor(s.worker, { kind: 'worker' }, sweepDrafts);
    await sweep();
    expect(await drafts(who)).toHaveLength(2);
    await at(closed, { closed_at: end(31) });
    await at(withdrawn, { withdrawn_at: end(31) });
    await sweep();
    expect(await drafts(who)).toEqual([]);
  });
});
