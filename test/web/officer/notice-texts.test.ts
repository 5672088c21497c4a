import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let colleague: SignedIn;
let stranger: SignedIn;
let no: string;
let people: string[];
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  colleague = await web.signIn(await colleagueOf(s, 'colleague', '測試同仁'));
  stranger = await web.signIn(s.stranger);
  no = await vacancyOf(s);
  people = [await apply(s, no, { name: '甲' }), await apply(s, no, { name: '乙' })];
});
afterAll(() => s.close());

const interview = rocPartsOf(addDays(taipeiDay(new Date()), 7));
const typed = {
  'interviewDay-y': interview.y,
  'interviewDay-m': interview.m,
  'interviewDay-d': interview.d,
  interviewTime: '09:30',
  place: '5 樓會議室',
};
const single = () => `/officer/vacancies/${no}/applicants/${people[0]}/notice`;
const page = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const press = async (wish: string, change: Record<string, string>, as = officer): Promise<Response> =>
  web.post(single(), { ...fieldsOf(await page(single(), as)), ...change, do: wish }, as);
const keep = (textName: string, content: string) => press('keepText', { ...typed, content, textName });
const texts = () => s.admin.selectFrom('notice_text').selectAll().orderBy('name').execute();
const idOf = async (name: string): Promise<string> =>
  (await texts()).find((one) => one.name === name)?.id ?? 'none';
const trailOf = async (id: string): Promise<string[]> =>
  (
    await s.admin.selectFrom('audit_event').select('act').where('subject_id', '=', id).orderBy('id').execute()
  ).map(({ act }) => act);
const noticesSent = async (): Promise<number> =>
  (await s.admin.selectFrom('interview_notice').select('id').execute()).length;

describe('[R83, R86] 通知範本 of an agency', () => {
  it('keeps the content typed under a name, sends nothing, and leaves the form as it was', async () => {
    expect(await page(single())).not.toContain('name="noticeText"');
    const r = await keep('筆試', '請攜帶身分證正本，\n於 1 樓報到。');
    expect(r.status).toBe(200);
    const html = await r.text();
    expect(words(html)).toContain('已存為通知範本「筆試」；通知尚未送出。');
    expect(fieldsOf(html)).toMatchObject({ place: ['5 樓會議室'], interviewTime: ['09:30'], textName: [''] });
    const [kept] = await texts();
    expect(kept).toMatchObject({
      name: '筆試',
      agency_id: s.agencyId,
      content: '請攜帶身分證正本，\n於 1 樓報到。',
    });
    expect(await trailOf(kept?.id ?? '')).toEqual(['noticeText.create']);
    expect(await noticesSent()).toBe(0);
  });

  it('a name must be there, short, and the agency’s only one, and there must be a content', async () => {
    for (const [name, content, field, message] of [
      ['', '內容', 'textName', '請輸入範本名稱'],
      ['長'.repeat(41), '內容', 'textName', '範本名稱最多 40 字'],
      ['筆試', '內容', 'textName', '已有同名的通知範本'],
      ['口試', '', 'content', '請輸入通知內容'],
    ] as const) {
      const r = await keep(name, content);
      expect(r.status).toBe(422);
      const html = await r.text();
      expect(messageAt(html, field)).toContain(message);
      expect(fieldsOf(html)).toMatchObject({ textName: [name], content: [content], place: ['5 樓會議室'] });
    }
    expect(await texts()).toHaveLength(1);
  });

  it('a colleague takes it into another notice: only the content changes, what stood there stays at hand', async () => {
    const chosen = { ...typed, content: '先打的內容', noticeText: await idOf('筆試') };
    const html = await (await press('takeText', chosen, colleague)).text();
    expect(fieldsOf(html)).toMatchObject({
      content: ['請攜帶身分證正本，\n於 1 樓報到。'],
      replaced: ['先打的內容'],
      place: ['5 樓會議室'],
      interviewTime: ['09:30'],
      'interviewDay-y': [interview.y],
    });
    expect(messageAt(html, 'replyByDay')).toBe('');
    expect(await noticesSent()).toBe(0);
  });

  it('says so when nothing was chosen', async () => {
    const r = await press('takeText', { ...typed, content: '留著', noticeText: '' });
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(messageAt(html, 'noticeText')).toContain('請先選擇');
    expect(fieldsOf(html).content).toEqual(['留著']);
  });

  it('stands in the batch form too, for the same people', async () => {
    const base = `/officer/vacancies/${no}/applicants/notices`;
    const asked = await web.post(
      `${base}/new`,
      { notice: people as [string, ...string[]], _key: crypto.randomUUID() },
      officer,
    );
    const fields = fieldsOf(await asked.text());
    const took = await web.post(
      base,
      { ...fields, ...typed, noticeText: await idOf('筆試'), do: 'takeText' },
      officer,
    );
    const html = await took.text();
    expect(took.status).toBe(200);
    expect(fieldsOf(html)).toMatchObject({
      notice: people,
      content: [expect.stringContaining('身分證正本')],
    });
    const kept = await web.post(
      base,
      { ...fieldsOf(html), content: '另一種', textName: '口試', do: 'keepText' },
      officer,
    );
    expect(words(await kept.text())).toContain('已存為通知範本「口試」');
    expect((await texts()).map(({ name }) => name)).toEqual(['口試', '筆試']);
    expect(await noticesSent()).toBe(0);
  });

  it('Enter in a box sends the notice, as the button does, and takes no text', async () => {
    const submits = (await page(single())).match(/<(?:button|input)\b[^>]*type="submit"[^>]*>/g) ?? [];
    const inForm = submits.filter((tag) => tag.includes('name="do"'));
    expect(inForm[0]).toMatch(/value="send"/);
  });
});

describe('[R83] 通知範本 changed and deleted', () => {
  it('another name and content, with what is wrong at its field', async () => {
    const path = `/officer/notice-texts/${await idOf('筆試')}`;
    const fields = fieldsOf(await page(path));
    const refused = await web.post(path, { ...fields, name: '口試', content: '改過' }, officer);
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(messageAt(html, 'name')).toContain('已有同名');
    expect(fieldsOf(html)).toMatchObject({ name: ['口試'], content: ['改過'] });
    const empty = await web.post(path, { ...fields, name: '', content: '' }, officer);
    expect(messageAt(await empty.text(), 'content')).toContain('請輸入通知內容');
    expect((await web.post(path, { ...fields, name: '第二試', content: '改過' }, officer)).status).toBe(303);
    expect((await texts()).map(({ name, content }) => [name, content])).toContainEqual(['第二試', '改過']);
    expect(await trailOf(await idOf('第二試'))).toEqual(['noticeText.create', 'noticeText.change']);
  });

  it('a form that a colleague overtook is told and shows both', async () => {
    const path = `/officer/notice-texts/${await idOf('第二試')}`;
    const fields = fieldsOf(await page(path));
    await web.post(path, { ...fieldsOf(await page(path, colleague)), content: '同仁改的' }, colleague);
    const late = await web.post(path, { ...fields, content: '我改的' }, officer);
    expect(late.status).toBe(422);
    const html = await late.text();
    expect(messageAt(html, 'content')).toContain('已有同仁修改');
    expect(words(html)).toContain('同仁改的');
    expect(fieldsOf(html).content).toEqual(['我改的']);
    expect((await web.post(path, fieldsOf(html), officer)).status).toBe(303);
    expect((await texts()).map(({ content }) => content)).toContain('我改的');
  });

  it('another agency neither sees, takes, changes nor deletes one', async () => {
    const id = await idOf('第二試');
    const before = await texts();
    expect(words(await page('/officer/notice-texts', stranger))).toContain('尚無通知範本');
    const own = { _key: crypto.randomUUID(), version: '3', name: '奪走', content: '奪走' };
    for (const r of [
      await web.get(`/officer/notice-texts/${id}`, stranger),
      await web.post(`/officer/notice-texts/${id}`, own, stranger),
      await web.get(`/officer/notice-texts/${id}/delete`, stranger),
      await web.post(`/officer/notice-texts/${id}/delete`, own, stranger),
    ])
      expect(r.status).toBe(404);
    const seen = await withActor(s.web, s.stranger, (trx) =>
      trx.selectFrom('notice_text').selectAll().execute(),
    );
    expect(seen).toEqual([]);
    expect(await texts()).toEqual(before);
  });

  it('is deleted after its page asked; one gone meanwhile cannot be taken any more', async () => {
    const id = await idOf('第二試');
    const path = `/officer/notice-texts/${id}/delete`;
    const html = await page(path);
    expect(words(html)).toContain('無法復原');
    for (const _press of [1, 2])
      expect((await web.post(path, fieldsOf(html), officer)).headers.get('location')).toBe(
        '/officer/notice-texts',
      );
    expect((await texts()).map(({ name }) => name)).toEqual(['口試']);
    expect((await trailOf(id)).at(-1)).toBe('noticeText.delete');
    const r = await press('takeText', { ...typed, content: '留著', noticeText: id });
    expect(messageAt(await r.text(), 'noticeText')).toContain('已被刪除');
  });
});
