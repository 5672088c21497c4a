import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { hashPassword } from '../../../web/account/passwords.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt } from './html.ts';
import { apply } from './people.ts';

const OWN = '承辦人自己的一句話 2026';
const ARCHIVE = 'Archive-2026!';
let s: Scene;
let web: Web;
let no: string;
let id: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  await s.admin
    .updateTable('account')
    .set({ password_hash: await hashPassword(s.keyring, OWN) })
    .execute();
  no = await vacancyOf(s);
  id = await apply(s, no, { produced: true });
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: [id],
      body: { content: '面試', contactPerson: '承辦', contactPhone: '', contactEmail: '', place: '' },
      interviewAt: null,
      replyBy: new Date(Date.now() + 86_400_000).toISOString(),
      batch: false,
    }),
  );
  expect(sent.ok).toBe(true);
});
afterAll(() => s.close());

const base = () => `/officer/vacancies/${no}/applicants`;
/** A sign-in that gave its password so many minutes ago. */
async function signedIn(minutes: number): Promise<SignedIn> {
  const as = await web.signIn(s.officer);
  await s.admin
    .updateTable('web_session')
    .set({ password_given_at: new Date(Date.now() - minutes * 60_000) })
    .where('csrf', '=', as.csrf)
    .execute();
  return as;
}
const retrieve = async (as: SignedIn, more: Record<string, string> = {}) => {
  const asked = await web.post(`${base()}/retrieve`, { _key: crypto.randomUUID(), resume: id }, as);
  const fields = fieldsOf(await asked.text());
  const r = await web.post(
    `${base()}/retrieve`,
    { ...fields, purpose: 'panel', password: ARCHIVE, ...more },
    as,
  );
  return { asks: 'passwordOld' in fields, status: r.status, body: await r.text() };
};
const exported = async (as: SignedIn, more: Record<string, string> = {}) => {
  const fields = fieldsOf(await (await web.get(`${base()}/contacts`, as)).text());
  const r = await web.post(
    `${base()}/contacts`,
    { ...fields, fileType: 'ods', include: 'notes', ...more },
    as,
  );
  return { asks: 'passwordOld' in fields, status: r.status, body: await r.text() };
};
/** A form of a page posted as it stands, with what was chosen. */
const file = async (as: SignedIn, page: string, action: string, chosen: Record<string, string>, own = '') => {
  const html = await (await web.get(page, as)).text();
  const asks = html.includes('name="passwordOld"');
  const fields = { _key: crypto.randomUUID(), ...chosen, ...(own ? { passwordOld: own } : {}) };
  const r = await web.post(action, fields, as);
  return { asks, status: r.status, type: r.headers.get('content-type') ?? '', body: await r.text() };
};
const left = async (act: string): Promise<number> =>
  (await s.admin.selectFrom('audit_event').select('id').where('act', '=', act).execute()).length;

describe('personal data leaves only for who gave the password lately (ASVS 7.5.3)', () => {
  it('[R76] a fresh sign-in is asked nothing more; after half an hour the form asks, once', async () => {
    expect(await retrieve(await signedIn(29))).toMatchObject({ asks: false, status: 200 });
    const as = await signedIn(31);
    const before = await left('resume.retrieve');
    const empty = await retrieve(as);
    expect([empty.asks, empty.status]).toEqual([true, 422]);
    expect(messageAt(empty.body, 'retrieval-passwordOld')).toContain('請輸入目前的密碼');
    // what was chosen stands; no password is written back
    expect(fieldsOf(empty.body)).toMatchObject({ purpose: ['panel'], resume: [id], password: [''] });
    expect(empty.body).not.toContain(ARCHIVE);
    const wrong = await retrieve(as, { passwordOld: 'not my password' });
    expect(messageAt(wrong.body, 'retrieval-passwordOld')).toContain('不正確');
    expect(await left('resume.retrieve')).toBe(before);
    expect(await retrieve(as, { passwordOld: OWN })).toMatchObject({ status: 200 });
    expect(await retrieve(as)).toMatchObject({ asks: false, status: 200 });
  });

  it('[R80] the same for the contacts, and a dialog opened in time is answered by the page', async () => {
    const as = await signedIn(31);
    const html = await (await web.get(base(), as)).text();
    for (const box of ['retrieval-passwordOld', 'contacts-passwordOld'])
      expect(html).toContain(`id="${box}"`);
    const { status, body } = await exported(as);
    expect(status).toBe(422);
    expect(messageAt(body, 'contacts-passwordOld')).toContain('請輸入目前的密碼');
    expect(fieldsOf(body)).toMatchObject({ fileType: ['ods'], include: ['notes'] });
    expect((await exported(as, { passwordOld: OWN })).status).toBe(200);
    expect(await (await web.get(base(), as)).text()).not.toContain('contacts-passwordOld');
  });

  it('the same for 面試名冊, 簽到表 and the file of 查詢回覆紀錄, which hold the same data', async () => {
    const roster = { kind: 'signIn', who: 'invited', fileType: 'xlsx' };
    const replies = { fileType: 'xlsx' };
    for (const [page, action, chosen, act] of [
      [`${base()}/roster`, `${base()}/roster`, roster, 'roster.export'],
      ['/officer/replies', '/officer/replies/export', replies, 'replies.export'],
    ] as const) {
      expect(await file(await signedIn(29), page, action, chosen)).toMatchObject({
        asks: false,
        status: 200,
      });
      const as = await signedIn(31);
      const before = await left(act);
      expect(before).toBe(1);
      const empty = await file(as, page, action, chosen);
      expect([empty.asks, empty.status]).toEqual([true, 422]);
      expect(messageAt(empty.body, 'passwordOld')).toContain('請輸入目前的密碼');
      expect((await file(as, page, action, chosen, 'not my password')).status).toBe(422);
      expect(await left(act)).toBe(before);
      const given = await file(as, page, action, chosen, OWN);
      expect(given).toMatchObject({ status: 200, type: expect.stringContaining('spreadsheetml') });
      expect(await file(as, page, action, chosen)).toMatchObject({ asks: false, status: 200 });
    }
  });

  it('five wrong ones lock the account, as at the door', async () => {
    const as = await signedIn(31);
    for (let i = 0; i < 5; i++) await exported(as, { passwordOld: `wrong password ${i}` });
    expect((await exported(as, { passwordOld: OWN })).status).toBe(422);
    const refused = await s.admin
      .selectFrom('audit_event')
      .select(['subject_kind', 'details'])
      .where('act', '=', 'stepUp.refused')
      .orderBy('id', 'desc')
      .execute();
    expect(refused[0]).toMatchObject({ subject_kind: 'account', details: { locked: true } });
  });
});
