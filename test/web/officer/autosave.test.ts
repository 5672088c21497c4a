import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

type Fields = Record<string, string | string[]>;
interface Answer {
  text: string;
  autosave: string;
  action: string;
  fields: { no: string; version: string };
}

const open = async (path: string): Promise<Fields> =>
  fieldsOf(await (await web.get(path, officer)).text(), 'vacancy-form');
const row = (no: string) =>
  s.admin.selectFrom('vacancy').selectAll().where('no', '=', no).executeTakeFirstOrThrow();
const drafts = (title: string) =>
  s.admin.selectFrom('vacancy').select('no').where('title', '=', title).execute();
async function autosave(path: string, fields: Fields): Promise<{ status: number; said: Answer }> {
  const r = await web.post(path, fields, officer, { accept: 'application/json', 'hx-request': 'true' });
  return { status: r.status, said: (await r.json()) as Answer };
}
const NEW = '/officer/vacancies/new/autosave';

describe('[R30] a registration keeps itself while it is typed', () => {
  it('the first typed field makes the draft; the page then writes into it', async () => {
    const html = await (await web.get('/officer/vacancies/new', officer)).text();
    expect(html).toContain(`data-autosave="${NEW}"`);
    const fields = fieldsOf(html, 'vacancy-form');
    const first = await autosave(NEW, { ...fields, title: '自動一' });
    expect(first.said.text).toMatch(/^已自動儲存 \d\d:\d\d$/);
    const { no, version } = first.said.fields;
    expect(await row(no)).toMatchObject({
      title: '自動一',
      stage: 'preparing',
      review_outcome: 'draft',
      version: 1,
    });

    const second = await autosave(first.said.autosave, { ...fields, no, version, title: '自動二' });
    expect(second.said.fields).toEqual({ no, version: '2' });
    const r = await web.post(
      second.said.action,
      { ...fields, ...second.said.fields, title: '按下儲存', do: 'save' },
      officer,
    );
    expect(r.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    expect(await row(no)).toMatchObject({ title: '按下儲存', version: 3 });
  });

  it('an answer that was lost makes no second draft, and no stale form', async () => {
    const fields = await open('/officer/vacancies/new');
    const { said } = await autosave(NEW, { ...fields, title: '失去回應' });
    await autosave(NEW, { ...fields, title: '失去回應，再打' });
    const r = await web.post(
      '/officer/vacancies/new',
      { ...fields, title: '失去回應，儲存', do: 'save' },
      officer,
    );
    expect(r.headers.get('location')).toBe(`/officer/vacancies/${said.fields.no}`);
    expect(await drafts('失去回應，儲存')).toEqual([{ no: said.fields.no }]);
    expect(await drafts('失去回應')).toEqual([]);
  });

  it('what changed nothing writes nothing', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const { said } = await autosave(
      `/officer/vacancies/${no}/autosave`,
      await open(`/officer/vacancies/${no}/edit`),
    );
    expect(said.fields.version).toBe('1');
    expect((await row(no)).version).toBe(1);
  });

  it('[R40] a field half typed keeps what is recorded, the others are kept, and it is said', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const before = await row(no);
    const { said } = await autosave(`/officer/vacancies/${no}/autosave`, {
      ...(await open(`/officer/vacancies/${no}/edit`)),
      'listedTo-m': '13',
      openings: '三',
      duties: '打到一半',
    });
    expect(said.text).toMatch(/，其中 2 個欄位內容有誤，尚未存入$/);
    expect((await row(no)).content).toEqual({ ...before.content, duties: '打到一半' });
  });

  it('a draft somebody else changed is not overwritten; the button then shows both versions', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const path = `/officer/vacancies/${no}/edit`;
    const [mine, theirs] = [await open(path), await open(path)];
    await web.post(path, { ...theirs, duties: '同事存的', do: 'save' }, officer);
    const refused = await autosave(`/officer/vacancies/${no}/autosave`, { ...mine, duties: '我打的' });
    expect(refused.status).toBe(409);
    expect(refused.said.text).toContain('已由他人修改');
    const r = await web.post(path, { ...mine, duties: '我打的', do: 'save' }, officer);
    expect(r.status).toBe(409);
    expect(words(await r.text())).toMatch(/我打的.*同事存的/);
    expect((await row(no)).content.duties).toBe('同事存的');
  });

  it('what is handed in or foreign is not written, nor anything without an agency', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const fields = await open('/officer/vacancies/new');
    const handedIn = await autosave(`/officer/vacancies/${no}/autosave`, { ...fields, version: '2' });
    expect([handedIn.status, handedIn.said.text]).toEqual([
      409,
      '這筆職缺的狀態已改變，您的輸入不能再儲存。',
    ]);
    const nowhere = await autosave(NEW, { ...fields, agencyCode: 'A02000000A' });
    expect(nowhere.status).toBe(422);
    const stranger = await web.signIn(s.stranger);
    const foreign = await web.post(
      `/officer/vacancies/${no}/autosave`,
      { ...fields, _csrf: stranger.csrf },
      stranger,
    );
    expect(foreign.status).toBe(404);
  });

  it('a sign-in that ran out writes nothing and keeps what was typed for after the sign-in', async () => {
    const fields = { ...(await open('/officer/vacancies/new')), title: '登入逾時' };
    expect((await web.post(NEW, fields, undefined, { 'hx-request': 'true' })).status).toBe(401);
    const r = await web.post('/officer/vacancies/new', { ...fields, do: 'save' });
    expect(r.status).toBe(401);
    expect(words(await r.text())).toContain('登入逾時');
    expect(await drafts('登入逾時')).toEqual([]);
  });
});
