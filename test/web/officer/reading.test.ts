import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { MAX_BRIEFS } from '../../../db/queries/briefs.ts';
import { withdrawApplication } from '../../../db/queries/withdrawals.ts';
import { emptyEntry } from '../../../domain/resume-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());
beforeEach(async () => {
  no = await vacancyOf(s);
});

const base = (): string => `/officer/vacancies/${no}/briefs`;
const query = (ids: readonly string[]): string => `?show=1&${ids.map((id) => `who=${id}`).join('&')}`;
const get = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const main = (html: string): string => words(html.slice(html.indexOf('<main')));
const events = (act: string, subject: string) =>
  s.admin
    .selectFrom('audit_event')
    .selectAll()
    .where('act', '=', act)
    .where('subject_id', '=', subject)
    .execute();
const POST = {
  ...emptyEntry('experience'),
  organ: '測試機關',
  title: '辦事員',
  grade: '委任第4職等',
  jobSeries: 'A107',
  personnelCategory: '11',
  from: '2020-03-01',
};
const school = (level: string, name: string) => ({
  ...emptyEntry('education'),
  school: name,
  department: '法律學系',
  from: '2004-09',
  to: '2008-06',
  completion: 'graduated' as const,
  level,
});

describe('調閱簡歷', () => {
  it('[R24, R27] lists who applied by name, one event, and no one’s data', async () => {
    await apply(s, no, { name: '簡歷甲' });
    const html = await get(base());
    const text = main(html);
    for (const part of ['機關徵才登錄-調閱簡歷', '簡歷甲', '共 1 人', '並排檢視'])
      expect(text).toContain(part);
    for (const part of ['0912345678', 'applicant@mail.example', 'A123456789', '0750114'])
      expect(html).not.toContain(part);
    expect(await events('briefs.page', no)).toMatchObject([{ details: { page: 1, count: 1 } }]);
    expect(main(await get(`/officer/vacancies/${await vacancyOf(s)}/briefs`))).toContain('目前沒有人應徵');
  });

  it('[R27] shows those chosen side by side: contact, present post, schooling; an event for each person', async () => {
    const ids = [
      await apply(s, no, {
        name: '並排甲',
        more: {
          experience: [{ ...POST, to: '2020-02-01', organ: '舊機關' }, POST],
          education: [school('50', '甲大學'), school('60', '甲研究所')],
        },
      }),
      await apply(s, no, {
        name: '並排乙',
        idNumber: 'A223456781',
        more: { experience: [{ ...POST, to: '2021-01-31' }] },
      }),
      await apply(s, no, { name: '沒選丙' }),
    ];
    const [one = '', two = '', three = ''] = ids;
    const html = await get(base() + query([two, one]));
    const text = main(html);
    for (const part of [
      '並排甲',
      '並排乙',
      '0912345678',
      'applicant@mail.example',
      '測試機關 辦事員',
      '人事行政',
    ])
      expect(text).toContain(part);
    expect(text).toContain('109/03/01 到職');
    expect(text).toContain('最近經歷 測試機關 辦事員');
    expect(text).not.toContain('舊機關');
    expect(text.indexOf('甲研究所')).toBeLessThan(text.indexOf('甲大學'));
    expect(text.indexOf('並排甲')).toBeLessThan(text.indexOf('並排乙'));
    for (const part of ['沒選丙', 'A123456789', 'A223456781', '0750114', '臺北市中正區'])
      expect(text).not.toContain(part);
    for (const id of [one, two])
      expect(await events('brief.view', id)).toMatchObject([{ actor_id: s.officer.accountId }]);
    expect(await events('brief.view', three)).toEqual([]);
    // each further look is on the record too
    await get(`/officer/vacancies/${no}/applicants/${one}/brief`);
    expect(await events('brief.view', one)).toHaveLength(2);
    expect(web.lines.join('\n')).not.toContain('並排甲');
  });

  it('none ticked, or more than ten: told, and nothing is shown', async () => {
    const ids: string[] = [];
    for (let i = 0; i <= MAX_BRIEFS; i++) ids.push(await apply(s, no, { name: `人${i}` }));
    const none = await web.get(`${base()}?show=1`, officer);
    expect(none.status).toBe(422);
    expect(summary(await none.text())).toContain('請先勾選要檢視簡歷的人員');
    const many = await web.get(base() + query(ids), officer);
    expect(many.status).toBe(422);
    expect(summary(await many.text())).toContain('一次最多檢視 10 人，目前勾選 11 人');
    expect(await events('brief.view', ids[0] ?? '')).toEqual([]);
    expect((await web.get(base() + query(ids.slice(1)), officer)).status).toBe(200);
  });

  it('who withdrew or belongs elsewhere is not shown, and that is said; a foreign vacancy is none', async () => {
    const id = await apply(s, no, { name: '留下者' });
    const gone = await apply(s, no, { name: '撤回者' });
    const applicantId = await s.admin
      .selectFrom('application')
      .select('applicant_id')
      .where('id', '=', gone)
      .executeTakeFirstOrThrow();
    const actor = { kind: 'applicant' as const, applicantId: applicantId.applicant_id ?? '' };
    await withActor(s.web, actor, (trx) => withdrawApplication(trx, actor, gone));
    const other = await apply(s, await vacancyOf(s), { name: '別缺者' });
    const text = main(await get(base() + query([id, gone, other])));
    expect(text).toContain('留下者');
    expect(text).toContain('有 2 人已撤回應徵或不屬於這筆職缺');
    expect(text).not.toContain('撤回者 ');
    expect(text).not.toContain('別缺者');
    expect((await web.get(base() + query([gone]), officer)).status).toBe(404);
    expect((await web.get(`${base()}?who=x`, officer)).status).toBe(404);
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(base(), stranger)).status).toBe(404);
    expect((await web.get(base() + query([id]), stranger)).status).toBe(404);
    expect(await events('brief.view', gone)).toEqual([]);
  });
});
