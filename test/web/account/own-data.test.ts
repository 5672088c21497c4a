import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../web/account/passwords.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { handIn, type Person, pdf, person, stored, toReview } from '../applicant/support.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';

const run = promisify(execFile);
const PASSWORD = 'own-data-2026-xyz';
let s: Scene;
let web: Web;
let folder = '';
let hash = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { config: { doorTriesPerMinute: 1_000 } });
  folder = await mkdtemp(path.join(tmpdir(), 'own-data-'));
  hash = await hashPassword(s.keyring, PASSWORD);
});
afterAll(async () => {
  await s.close();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody with a password who has applied with one file and begun one more application. */
async function applied(): Promise<Person & { no: string; id: string; receipt: string }> {
  const who = await person(s, web);
  await s.admin
    .updateTable('applicant')
    .set({ password_hash: hash })
    .where('id', '=', who.actor.applicantId)
    .execute();
  const no = await vacancyOf(s, { content: { mode: 'open' } });
  await handIn(web, who, no, await toReview(web, who, no), [{ name: '王小明證書.pdf', bytes: await pdf() }]);
  await toReview(web, who, await vacancyOf(s));
  const [row] = await stored(s, who);
  return { ...who, no, id: row?.id as string, receipt: row?.no as string };
}
const accounts = async (who: Person): Promise<number> =>
  (await s.admin.selectFrom('applicant').select('id').where('id', '=', who.actor.applicantId).execute())
    .length;

describe('下載我的資料 (個資法 §3) [R4]', () => {
  it('is one archive of a JSON and her files, for her password alone', async () => {
    const who = await applied();
    expect(words(await (await web.get('/applicant/profile', who.as)).text())).toContain('下載我的資料');
    for (const passwordOld of ['', 'wrong-password-1']) {
      const refused = await web.post('/applicant/data', { passwordOld }, who.as);
      expect(refused.status).toBe(422);
      expect(messageAt(await refused.text(), 'passwordOld')).toContain('目前的密碼');
    }
    const r = await web.post('/applicant/data', { passwordOld: PASSWORD }, who.as);
    expect(r.headers.get('content-disposition')).toMatch(/^attachment; filename="my-data-\d+\.zip"$/);
    const file = path.join(folder, 'own.zip');
    await writeFile(file, Buffer.from(await r.arrayBuffer()));
    await run('7z', ['x', '-y', `-o${folder}/out`, file]);
    const data = JSON.parse(await readFile(`${folder}/out/data.json`, 'utf8'));
    expect(data).toMatchObject({
      account: { email: who.email },
      resume: { basic: { name: '王小明', idNumber: 'A123456789' } },
      drafts: [{ title: '測試科員', fields: { name: '王小明' } }],
      applications: [{ no: who.receipt, record: { statement: expect.stringContaining('第一段') } }],
    });
    const [attachment] = data.applications[0].files;
    expect(attachment).toBe(`${who.receipt}-v1-1.pdf`);
    expect((await readFile(`${folder}/out/${attachment}`)).subarray(0, 5).toString()).toBe('%PDF-');
    const event = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'account.download')
      .where('subject_id', '=', who.actor.applicantId)
      .execute();
    expect(event.map((e) => e.details)).toEqual([{ applications: 1, files: 1 }]);
  });

  it('locks the account after five wrong passwords, as the door does', async () => {
    const who = await applied();
    for (let i = 0; i < 5; i++)
      await web.post('/applicant/data', { passwordOld: `wrong-password-${i}` }, who.as);
    expect((await web.post('/applicant/data', { passwordOld: PASSWORD }, who.as)).status).toBe(422);
  });

  it('is for applicants alone', async () => {
    const officer = await web.signIn(s.officer);
    for (const at of ['/applicant/data', '/applicant/delete'])
      expect((await web.get(at, officer)).status).toBe(303);
  });
});

describe('刪除帳號 [R4]', () => {
  it('says what stays, asks for a tick and the password, and changes nothing without them', async () => {
    const who = await applied();
    const html = await (await web.get('/applicant/delete', who.as)).text();
    for (const part of ['依法保留', '進行中的應徵（1 件）', who.receipt, '撤回這件應徵']) {
      expect(words(html)).toContain(part);
    }
    const form = fieldsOf(html);
    const unticked = await web.post('/applicant/delete', { ...form, passwordOld: PASSWORD }, who.as);
    expect(messageAt(await unticked.text(), 'understood')).toContain('請勾選');
    const wrong = await web.post(
      '/applicant/delete',
      { ...form, understood: 'yes', passwordOld: 'wrong-password' },
      who.as,
    );
    expect(messageAt(await wrong.text(), 'passwordOld')).toContain('不正確');
    expect(await accounts(who)).toBe(1);
  });

  it('deletes account, résumé and sign-ins, frees the address, and leaves what was handed in with the agency', async () => {
    const who = await applied();
    const elsewhere = await web.signIn(who.actor);
    const form = fieldsOf(await (await web.get('/applicant/delete', who.as)).text());
    const r = await web.post(
      '/applicant/delete',
      { ...form, understood: 'yes', passwordOld: PASSWORD },
      who.as,
    );
    expect([r.status, r.headers.get('location')]).toEqual([303, '/']);
    expect(await accounts(who)).toBe(0);
    for (const as of [who.as, elsewhere]) expect((await web.get('/applicant', as)).status).toBe(303);
    const left = await s.admin
      .selectFrom('application')
      .select(['state', 'applicant_id', 'record_enc'])
      .where('id', '=', who.id)
      .executeTakeFirstOrThrow();
    expect(left).toMatchObject({ state: 'open', applicant_id: null });
    expect(left.record_enc).not.toBeNull();
    expect(
      await s.admin
        .selectFrom('applicant_resume')
        .select('version')
        .where('applicant_id', '=', who.actor.applicantId)
        .execute(),
    ).toEqual([]);
    expect(
      await s.admin
        .selectFrom('application_draft')
        .select('id')
        .where('applicant_id', '=', who.actor.applicantId)
        .execute(),
    ).toEqual([]);
    const officer = await web.signIn(s.officer);
    const list = await (await web.get(`/officer/vacancies/${who.no}/applicants`, officer)).text();
    expect(words(list)).toContain('王小明');
  });
});
