import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  no = await vacancyOf(s, { content: { title: '約僱人員', duties: '範本的工作項目', closingTime: '17:00' } });
});
afterAll(() => s.close());

const page = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
async function keep(name: string) {
  const path = `/officer/vacancies/${no}/template`;
  return web.post(path, { ...fieldsOf(await page(path)), name }, officer);
}
const templates = () => s.admin.selectFrom('vacancy_template').selectAll().orderBy('name').execute();

describe('[R30] templates of an agency', () => {
  it('keeps what a vacancy says under a name, without its dates and its writer', async () => {
    expect((await keep('年度約僱')).headers.get('location')).toBe('/officer/templates');
    const [kept] = await templates();
    expect(kept).toMatchObject({ name: '年度約僱', agency_id: s.agencyId });
    expect(kept?.content).toMatchObject({
      duties: '範本的工作項目',
      closingTime: '17:00',
      listedFrom: '',
      listedTo: '',
      writerName: '',
      writerPhone: '',
    });
    expect(words(await page('/officer/templates'))).toContain('年度約僱');
    const trail = await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', kept?.id ?? '')
      .execute();
    expect(trail).toEqual([{ act: 'vacancyTemplate.create' }]);
  });

  it('a name must be there, short, and her agency’s only one; nothing is kept otherwise', async () => {
    const before = (await templates()).length;
    for (const [name, message] of [
      ['', '請輸入範本名稱'],
      ['長'.repeat(41), '範本名稱最多 40 字'],
      ['年度約僱', '已有同名的範本'],
    ] as const) {
      const r = await keep(name);
      expect(r.status).toBe(422);
      const html = await r.text();
      expect(messageAt(html, 'name')).toContain(message);
      expect(fieldsOf(html).name).toEqual([name]);
    }
    expect(await templates()).toHaveLength(before);
  });

  it('begins a new form with it, today’s writer and agency filled in, and saves nothing by that', async () => {
    const [kept] = await templates();
    const before = await s.admin.selectFrom('vacancy').select('no').execute();
    const fields = fieldsOf(await page(`/officer/vacancies/new?template=${kept?.id}`), 'vacancy-form');
    expect(fields).toMatchObject({
      title: ['約僱人員'],
      duties: ['範本的工作項目'],
      writerName: ['測試officer'],
      agencyCode: ['A58000000A'],
      'listedFrom-y': [''],
    });
    expect(await s.admin.selectFrom('vacancy').select('no').execute()).toEqual(before);
  });

  it('another agency neither sees, uses nor deletes it', async () => {
    const [kept] = await templates();
    const stranger = await web.signIn(s.stranger);
    expect(words(await page('/officer/templates', stranger))).toContain('尚無範本');
    const own = { _key: crypto.randomUUID() };
    for (const r of [
      await web.get(`/officer/vacancies/new?template=${kept?.id}`, stranger),
      await web.get(`/officer/templates/${kept?.id}/delete`, stranger),
      await web.post(`/officer/templates/${kept?.id}/delete`, own, stranger),
      await web.post(`/officer/vacancies/${no}/template`, { ...own, name: '別人的' }, stranger),
    ])
      expect(r.status).toBe(404);
    expect(await templates()).toHaveLength(1);
  });

  it('is deleted after its page asked; what was made from it stays', async () => {
    const [kept] = await templates();
    const path = `/officer/templates/${kept?.id}/delete`;
    const html = await page(path);
    expect(words(html)).toContain('無法復原');
    const fields = fieldsOf(html);
    for (const _press of [1, 2])
      expect((await web.post(path, fields, officer)).headers.get('location')).toBe('/officer/templates');
    expect(await templates()).toEqual([]);
    expect((await web.get(`/officer/vacancies/${no}`, officer)).status).toBe(200);
  });
});
