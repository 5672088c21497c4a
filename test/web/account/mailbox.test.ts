import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { applicantByEmail, createApplicant } from '../../../db/queries/applicant-accounts.ts';
import { mailToken } from '../../../db/queries/one-time-tokens.ts';
import { hashPassword } from '../../../web/account/passwords.ts';
import { type Applied, apply, notify, type Stage, stage } from '../../activities/stage.ts';
import { vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';

const PASSWORD = 'mailbox-2026-xyz';
const GATE = { kind: 'gate' } as const;
let t: Stage;
let web: Web;
let hash = '';
beforeAll(async () => {
  t = await stage();
  web = await webOf(t.s, { config: { doorTriesPerMinute: 1_000 } });
  hash = await hashPassword(t.s.keyring, PASSWORD);
});
afterAll(() => t.close());
beforeEach(() => t.box.clear());

type Person = Applied & { as: SignedIn; vacancyNo: string; next: string };
let n = 0;
async function person(): Promise<Person> {
  const vacancyNo = await vacancyOf(t.s);
  const applied = await apply(t.s, vacancyNo);
  await t.s.admin
    .updateTable('applicant')
    .set({ password_hash: hash })
    .where('id', '=', applied.applicant.applicantId)
    .execute();
  n += 1;
  return { ...applied, vacancyNo, as: await web.signIn(applied.applicant), next: `new${n}@mail.example` };
}

const ask = async (who: Person, change: Record<string, string> = {}): Promise<Response> => {
  const form = fieldsOf(await (await web.get('/applicant/mailbox', who.as)).text());
  return web.post(
    '/applicant/mailbox',
    { ...form, email: who.next, passwordOld: PASSWORD, ...change },
    who.as,
  );
};
/** What the worker does with the mails of an account that wait. */
async function post(): Promise<void> {
  const rows = await t.s.admin
    .selectFrom('mail_delivery')
    .select('id')
    .where('kind', 'in', ['changeMailbox', 'mailboxChanged', 'contactChanged'])
    .where('state', '=', 'created')
    .execute();
  for (const { id } of rows) await t.ports.sendMail({ mailId: id });
}
const linkOf = (address: string): string =>
  /\/applicant\/mailbox\/[\w-]{43}/.exec(t.box.messages({ to: address })[0]?.text ?? '')?.[0] ?? '';
async function linked(who: Person): Promise<string> {
  expect((await ask(who)).headers.get('location')).toBe('/applicant/mailbox?sent');
  await post();
  return linkOf(who.next);
}
const accountAt = (email: string) =>
  withActor(t.s.web, GATE, (trx) => applicantByEmail(trx, t.s.keyring, email));
const acts = async (who: Person) =>
  (
    await t.s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', who.applicant.applicantId)
      .where('act', 'like', 'account.%Mailbox')
      .orderBy('id')
      .execute()
  ).map((e) => e.act);

describe('變更電子郵件信箱 [R4]', () => {
  it('asks for the password and another address, each at its field, and keeps what was typed', async () => {
    const who = await person();
    expect(words(await (await web.get('/applicant/profile', who.as)).text())).toContain('變更電子郵件信箱');
    for (const [change, field, message] of [
      [{ email: 'nobody' }, 'email', 'Email'],
      [{ email: who.email.toUpperCase() }, 'email', '這就是目前的信箱'],
      [{ passwordOld: 'wrong-password-1' }, 'passwordOld', '目前的密碼不正確'],
      [{ passwordOld: '' }, 'passwordOld', '請輸入目前的密碼'],
    ] as const) {
      const r = await ask(who, change);
      expect(r.status).toBe(422);
      const html = await r.text();
      expect(messageAt(html, field)).toContain(message);
      expect(fieldsOf(html).email).toEqual(['email' in change ? change.email : who.next]);
      expect(html).not.toContain(PASSWORD);
    }
    expect(await t.s.admin.selectFrom('mailbox_change').select('used_at').execute()).toEqual([]);
    expect((await web.get('/applicant/mailbox')).status).toBe(303);
  });

  it('changes nothing before the link is used with the password; opening it changes nothing', async () => {
    const who = await person();
    const link = await linked(who);
    expect(link).not.toBe('');
    expect(t.box.messages({ to: who.next })[0]?.text).not.toContain(who.email);
    for (let i = 0; i < 2; i++) {
      const page = await web.get(link);
      expect(page.status).toBe(200);
      expect(words(await page.text())).toContain(who.next);
    }
    // a stranger who reads a mistyped mailbox does not know the password
    const refused = await web.post(link, { passwordOld: 'strangers-guess-1' });
    expect(refused.status).toBe(422);
    expect(messageAt(await refused.text(), 'passwordOld')).toContain('不正確');
    expect(await accountAt(who.next)).toBeUndefined();
    expect((await accountAt(who.email))?.id).toBe(who.applicant.applicantId);
    expect((await web.get(`/applicant/mailbox/${'x'.repeat(43)}`)).status).toBe(410);
    expect((await web.post(`/applicant/mailbox/${'x'.repeat(43)}`, { passwordOld: PASSWORD })).status).toBe(
      410,
    );
  });

  it('moves account and open applications; sign-ins elsewhere and old links end, and the old mailbox is told', async () => {
    const who = await person();
    const noticeId = await notify(t.s, who.vacancyNo, who.id);
    await t.ports.sendNotice({ noticeId });
    const reply = /\/r\/[\w-]{43}/.exec(t.box.messages({ to: who.email })[0]?.text ?? '')?.[0] ?? '';
    const elsewhere = await web.signIn(who.applicant);
    await withActor(t.s.web, GATE, (trx) =>
      mailToken(trx, t.s.keyring, 'resetPassword', { kind: 'applicant', id: who.applicant.applicantId }),
    );
    const link = await linked(who);
    t.box.clear();
    const r = await web.post(link, { passwordOld: PASSWORD }, who.as);
    expect([r.status, r.headers.get('location')]).toEqual([303, '/applicant/profile']);
    expect(await acts(who)).toEqual(['account.askMailbox', 'account.changeMailbox']);

    expect(words(await (await web.get('/applicant/profile', who.as)).text())).toContain(who.next);
    expect((await web.get('/applicant', elsewhere)).status).toBe(303);
    const enter = (login: string) => web.post('/applicant/sign-in', { login, password: PASSWORD });
    expect((await enter(who.next)).status).toBe(303);
    expect((await enter(who.email)).status).toBe(401);
    const open = await t.s.admin
      .selectFrom('one_time_token')
      .select('purpose')
      .where('applicant_id', '=', who.applicant.applicantId)
      .where('used_at', 'is', null)
      .execute();
    expect(open).toEqual([]);
    expect((await web.post(link, { passwordOld: PASSWORD })).status).toBe(410);

    await post();
    const [old] = t.box.messages({ to: who.email });
    expect(old?.subject).toBe('應徵帳號的信箱已變更');
    expect(old?.text).not.toContain(who.next);
    const [agency] = t.box.messages({ to: 'hr@agency.example' });
    expect(agency?.subject).toContain(who.no);
    expect(`${agency?.text}`).not.toMatch(/測試姓名|mail\.example/);
    // the link of before still answers, and what follows goes to the new mailbox
    expect((await web.get(reply)).status).toBe(200);
    await t.ports.sendReminder({ noticeId, which: 'beforeReplyBy' });
    expect(t.box.messages({ to: who.next })).toHaveLength(1);
    const later = await notify(t.s, who.vacancyNo, who.id);
    await t.ports.sendNotice({ noticeId: later });
    expect(t.box.messages({ to: who.next })).toHaveLength(2);
    expect(t.box.messages({ to: who.email })).toHaveLength(1);
  });

  it('tells of an account at the new address to nobody but its mailbox, and takes it from none', async () => {
    const who = await person();
    const other = await person();
    const known = await ask({ ...who, next: other.email });
    const unknown = await ask(who);
    expect([known.status, known.headers.get('location')]).toEqual([
      unknown.status,
      unknown.headers.get('location'),
    ]);
    expect((await ask({ ...who, next: other.email })).status).toBe(303);
    await post();
    const r = await web.post(linkOf(other.email), { passwordOld: PASSWORD }, who.as);
    expect(r.status).toBe(409);
    expect(words(await r.text())).toContain('這個信箱已有帳號');
    expect((await accountAt(other.email))?.id).toBe(other.applicant.applicantId);
    expect((await accountAt(who.email))?.id).toBe(who.applicant.applicantId);
  });

  it('an account that was never confirmed gives way to whoever reads the mailbox', async () => {
    const who = await person();
    await withActor(t.s.web, GATE, (trx) =>
      createApplicant(trx, t.s.keyring, { email: who.next, name: '', passwordHash: '-' }),
    );
    const r = await web.post(await linked(who), { passwordOld: PASSWORD });
    expect(r.headers.get('location')).toBe('/applicant/sign-in');
    expect(await accountAt(who.next)).toEqual({ id: who.applicant.applicantId, confirmed: true });
  });

  it('mails three links an hour, of which the newest alone works; a repeated press mails one', async () => {
    const who = await person();
    const first = await linked(who);
    const form = fieldsOf(await (await web.get('/applicant/mailbox', who.as)).text());
    for (let i = 0; i < 2; i++)
      await web.post(
        '/applicant/mailbox',
        { ...form, email: `b-${who.next}`, passwordOld: PASSWORD },
        who.as,
      );
    await post();
    expect(t.box.messages({ to: `b-${who.next}` })).toHaveLength(1);
    expect((await web.get(first)).status).toBe(410);
    expect((await ask(who)).status).toBe(303);
    const fourth = await ask(who);
    expect(fourth.status).toBe(422);
    expect(messageAt(await fourth.text(), 'email')).toContain('一小時內已寄出三封');
  });
});
