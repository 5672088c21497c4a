import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sweep } from '../../../db/queries/reconcile.ts';
import type { ResumeRecord } from '../../../domain/resume-record.ts';
import { fullRecord } from '../../documents/resume-fixture.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';
import { keptBy, letKeep } from './resume-record.ts';
import { type Person, person } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const AT = '/applicant/resume';
const keeper = async (change: Partial<ResumeRecord> = {}): Promise<Person> => {
  const who = await person(s, web);
  await letKeep(s, who, { ...fullRecord(), ...change });
  return who;
};
const bring = async (who: Person, file: string | null) => {
  const form = new FormData();
  const { _key } = fieldsOf(await (await web.get(`${AT}/import`, who.as)).text());
  form.set('_key', _key?.[0] ?? '');
  if (file !== null) form.set('file', new File([file], 'resume.json'));
  return web.upload(`${AT}/import`, form, who.as);
};
const question = async (who: Person) => (await web.get(`${AT}/import/confirm`, who.as)).text();

describe('bringing in a résumé as JSON [R62]', () => {
  it('shows what goes and what comes, and replaces it only after her word, once', async () => {
    const who = await keeper();
    const [kept] = fullRecord().exams;
    const exams = [kept, { year: 2022, name: '升官等考試' }];
    const r = await bring(who, JSON.stringify({ version: 1, exams, statement: '新的自述。' }));
    expect([r.status, r.headers.get('location')]).toEqual([303, `${AT}/import/confirm`]);
    expect((await keptBy(s, who)).exams).toEqual(fullRecord().exams);
    const html = await question(who);
    const text = words(html);
    for (const said of [
      '刪去 1 筆、新增 1 筆、不變 1 筆',
      '108 薦任公務人員晉升簡任官等訓練',
      '111 升官等考試',
      '新的自述。',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('十二、訓練及進修');
    for (let i = 0; i < 2; i++) {
      const done = await web.post(`${AT}/import/confirm`, fieldsOf(html), who.as);
      expect(done.headers.get('location')).toBe(AT);
    }
    const after = await keptBy(s, who);
    expect(after.exams.map((exam) => exam.name)).toEqual([kept?.name, '升官等考試']);
    expect([after.statement, after.training.length, after.basic.email]).toEqual([
      '新的自述。',
      14,
      who.email,
    ]);
    expect((await web.get(`${AT}/import/confirm`, who.as)).headers.get('location')).toBe(`${AT}/import`);
  });

  it('takes what was carried away as it is: nothing goes, nothing comes', async () => {
    const who = await keeper();
    const away = await web.get(`${AT}/export.json`, who.as);
    expect(away.headers.get('content-disposition')).toBe('attachment; filename="resume.json"');
    expect(away.headers.get('cache-control')).toBe('no-store');
    await bring(who, await away.text());
    expect(words(await question(who))).not.toMatch(/刪去 [1-9]|新增 [1-9]/);
    const before = await keptBy(s, who);
    await web.post(`${AT}/import/confirm`, fieldsOf(await question(who)), who.as);
    expect(await keptBy(s, who)).toEqual({ ...before, basic: { ...before.basic, email: who.email } });
  });

  it('names each wrong place by its path and changes nothing', async () => {
    const who = await keeper();
    const file = {
      version: 1,
      training: [
        { place: 'abroad', name: '研習' },
        { place: '', name: '' },
      ],
      loans: 1,
    };
    const r = await bring(who, JSON.stringify(file));
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(messageAt(html, 'file')).toContain('檔案有 1 處需要修正');
    expect(words(html)).toContain('loans');
    const { loans: _, ...known } = file;
    const again = await (await bring(who, JSON.stringify(known))).text();
    for (const place of ['training[1].place', 'training[1].name']) expect(words(again)).toContain(place);
    for (const [given, said] of [
      [null, '請選擇要匯入的 JSON 檔'],
      ['x', '檔案有 1 處需要修正'],
      ['x'.repeat(4 * 1024 * 1024 + 1), '檔案超過 4 MB'],
    ] as const)
      expect(messageAt(await (await bring(who, given)).text(), 'file')).toContain(said);
    expect(await keptBy(s, who)).toEqual(fullRecord());
    expect((await web.get(`${AT}/import/confirm`, who.as)).headers.get('location')).toBe(`${AT}/import`);
  });

  it('is asked again when the résumé or the file changed between the look and the word', async () => {
    const who = await keeper();
    await bring(who, JSON.stringify({ version: 1, screening: [{ name: '甄審' }] }));
    const html = await question(who);
    await letKeep(s, who, { ...fullRecord(), statement: '別處改過。' });
    const r = await web.post(`${AT}/import/confirm`, fieldsOf(html), who.as);
    expect(r.status).toBe(422);
    const asked = await r.text();
    expect(words(asked)).toContain('沒有取代');
    expect((await keptBy(s, who)).screening).toEqual([]);
    await web.post(`${AT}/import/confirm`, fieldsOf(asked), who.as);
    expect((await keptBy(s, who)).screening).toHaveLength(1);
  });

  it('waits sealed, for its owner alone, and an hour at most', async () => {
    const who = await keeper();
    await bring(who, JSON.stringify({ version: 1, screening: [{ name: '不可外流' }] }));
    const rows = () =>
      s.admin
        .selectFrom('applicant_resume_import')
        .selectAll()
        .where('applicant_id', '=', who.actor.applicantId)
        .execute();
    expect((await rows())[0]?.parts_enc.includes(Buffer.from('不可外流'))).toBe(false);
    const other = await keeper();
    expect((await web.get(`${AT}/import/confirm`, other.as)).headers.get('location')).toBe(`${AT}/import`);
    await s.admin
      .updateTable('applicant_resume_import')
      .set({ created_at: new Date(Date.now() - 3_700_000) })
      .where('applicant_id', '=', who.actor.applicantId)
      .execute();
    expect((await web.get(`${AT}/import/confirm`, who.as)).headers.get('location')).toBe(`${AT}/import`);
    await withActor(s.worker, { kind: 'worker' }, sweep);
    expect(await rows()).toEqual([]);
  });

  it('publishes its format, and none of it is open to a stranger', async () => {
    const schema = await web.get('/open-data/resume.schema.json');
    expect(await schema.json()).toMatchObject({ $id: expect.stringMatching(/resume\.schema\.json$/) });
    for (const path of ['/import', '/import/confirm', '/export.json', '/preview.pdf'])
      expect((await web.get(`${AT}${path}`)).headers.get('location'), path).toContain('/applicant/sign-in');
  });
});
