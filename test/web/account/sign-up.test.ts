import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSecret, sha256 } from '../../../db/crypto.ts';
import { applicantProfile, foldAddress } from '../../../db/queries/applicant-accounts.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

const PASSWORD = '一句夠長的測試密碼 42';
let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

let email = '';
let n = 0;
beforeEach(() => {
  email = `person${n++}@mail.example`;
});

const signUp = (change: Record<string, string> = {}) =>
  web.post('/applicant/sign-up', {
    _key: crypto.randomUUID(),
    email,
    password: PASSWORD,
    passwordAgain: PASSWORD,
    consent: '1',
    ...change,
  });
const enter = (password: string, login = email) => web.post('/applicant/sign-in', { login, password });

/** Tokens of the mails put so far, newest last: what only the worker and the mailbox see. */
async function tokens(kind: string): Promise<string[]> {
  const rows = await s.admin
    .selectFrom('mail_delivery')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('created_at')
    .execute();
  return rows.map((r) => openSecret(s.keyring, r.secret_enc as Buffer, `mail:${r.key}`));
}
const newest = async (kind: string): Promise<string> => (await tokens(kind)).at(-1) as string;
const applicants = () => s.admin.selectFrom('applicant').selectAll().execute();

describe('signing up', () => {
  it('keeps nothing in clear, and the mail goes by the outbox with its token sealed', async () => {
    const r = await signUp();
    expect(r.status).toBe(303);
    expect(r.headers.get('location')).toBe('/applicant/sign-up?sent');
    const [row] = await applicants();
    expect(row).toMatchObject({ confirmed_at: null });
    expect(row?.profile_enc.toString('latin1')).not.toContain('person');
    expect(await applicantProfile(s.admin as never, s.keyring, row?.id as string)).toEqual({
      email,
      name: '',
    });
    const token = await newest('confirmMailbox');
    expect(token).toMatch(/^[\w-]{43}$/);
    const dump = JSON.stringify([
      await s.admin.selectFrom('outbox').selectAll().execute(),
      await s.admin.selectFrom('one_time_token').selectAll().execute(),
      await s.admin.selectFrom('audit_event').selectAll().execute(),
      web.lines,
    ]);
    for (const secret of [token, email, PASSWORD]) expect(dump).not.toContain(secret);
    const mail = await s.admin.selectFrom('mail_delivery').selectAll().executeTakeFirstOrThrow();
    const put = await s.admin
      .selectFrom('outbox')
      .selectAll()
      .where('target', '=', mail.id)
      .executeTakeFirstOrThrow();
    expect(put).toMatchObject({ kind: 'startMail', key: `mail:${mail.id}` });
  });

  it.each([
    ['an address that is none', { email: 'no-address' }, '請輸入一筆完整的Email'],
    ['two addresses', { email: 'a@mail.example, b@mail.example' }, '僅允許一筆Email'],
    ['a line break in the address', { email: 'a@mail.example\nBcc: x@mail.example' }, '請刪去其餘信箱'],
    ['a short password', { password: '短密碼', passwordAgain: '短密碼' }, '密碼至少 12 個字元，目前 3 個'],
    ['two different passwords', { passwordAgain: 'something else' }, '兩次輸入的密碼不同'],
    ['no consent', { consent: '' }, '請閱讀告知事項並勾選同意'],
  ])('refuses %s at its field and writes nothing', async (_what, change, message) => {
    const before = (await applicants()).length;
    const r = await signUp(change);
    const page = await r.text();
    expect(r.status).toBe(422);
    expect(page).toContain(message);
    expect(page).toContain('錯誤：');
    expect(page).not.toContain(PASSWORD);
    expect((await applicants()).length).toBe(before);
  });

  it('refuses a form without a key', async () => {
    expect((await signUp({ _key: '' })).status).toBe(400);
  });

  it('does the same form once however often it is sent', async () => {
    const before = (await tokens('confirmMailbox')).length;
    const form = { _key: crypto.randomUUID() };
    const answers = await Promise.all([signUp(form), signUp(form), signUp(form)]);
    expect(answers.map((a) => a.status)).toEqual([303, 303, 303]);
    expect((await tokens('confirmMailbox')).length).toBe(before + 1);
  });

  it('answers alike whether the address is new, waiting, or has an account', async () => {
    const answer = async () => {
      const r = await signUp();
      return [r.status, r.headers.get('location'), r.headers.get('set-cookie'), await r.text()];
    };
    const fresh = await answer();
    const waiting = await answer();
    await web.post(`/applicant/confirm/${await newest('confirmMailbox')}`, {
      password: PASSWORD,
      passwordAgain: PASSWORD,
    });
    const known = await answer();
    expect(waiting).toEqual(fresh);
    expect(known).toEqual(fresh);
    // the owner of the known address gets the way to her password instead
    expect((await tokens('passwordReset')).length).toBe(1);
  });

  it('finds one address however its letters are written', async () => {
    const before = (await applicants()).length;
    await signUp();
    await signUp({ email: email.toUpperCase() });
    expect((await applicants()).length).toBe(before + 1);
    expect(foldAddress(' Ａbc@Mail.example ')).toBe('abc@mail.example');
  });

  it('mails one person three links an hour and no more', async () => {
    const before = (await tokens('confirmMailbox')).length;
    for (let i = 0; i < 5; i++) await signUp();
    expect((await tokens('confirmMailbox')).length).toBe(before + 3);
  });
});

describe('confirming the mailbox', () => {
  it('tells a second press what the first did; a link that confirmed nothing is dead', async () => {
    await signUp();
    const link = `/applicant/confirm/${await newest('confirmMailbox')}`;
    for (const r of [await web.post(link, {}), await web.post(link, {})])
      expect([r.status, r.headers.get('location')]).toEqual([303, '/applicant/sign-in']);
    expect((await web.post(`/applicant/confirm/${'x'.repeat(43)}`, {})).status).toBe(410);
  });

  it('looks without changing anything, confirms once by the button, and then lets in', async () => {
    await signUp();
    const refused = await enter(PASSWORD);
    expect(refused.status).toBe(401);
    // it ended the link before it, so a person with two mails must know which one counts
    expect(words(await refused.text())).toContain('確認信已再寄一次；請開啟最新一封信中的連結');
    const link = `/applicant/confirm/${(await tokens('confirmMailbox')).at(-1)}`;
    const old = `/applicant/confirm/${(await tokens('confirmMailbox')).at(-2)}`;
    expect(old).not.toBe(link);
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await web.app.request(link, { method })).status).toBe(200);
    expect((await applicants()).at(-1)?.confirmed_at).toBeNull();
    // the try to sign in asked for a fresh link, so the password is set here
    const r = await Promise.all(
      [0, 1, 2].map(() => web.post(link, { password: PASSWORD, passwordAgain: PASSWORD })),
    );
    expect(r.map((x) => x.status).sort()).toEqual([303, 410, 410]);
    expect((await web.get(link)).status).toBe(410);
    const into = await enter(PASSWORD);
    expect(into.headers.get('location')).toBe('/applicant');
    expect((await enter('wrong words here')).status).toBe(401);
  });

  it('is one press of a button when the address was signed up once', async () => {
    await signUp();
    const link = `/applicant/confirm/${await newest('confirmMailbox')}`;
    expect(await (await web.get(link)).text()).not.toContain('passwordAgain');
    expect((await web.post(link, {})).headers.get('location')).toBe('/applicant/sign-in');
    expect((await enter(PASSWORD)).status).toBe(303);
  });

  it('lets nobody keep a password lying in wait for the owner of an address', async () => {
    await signUp({ password: 'words of a stranger', passwordAgain: 'words of a stranger' });
    await signUp();
    const link = `/applicant/confirm/${await newest('confirmMailbox')}`;
    expect((await web.post(link, {})).status).toBe(422);
    const own = 'the words of the owner';
    expect((await web.post(link, { password: own, passwordAgain: own })).status).toBe(303);
    expect((await enter('words of a stranger')).status).toBe(401);
    expect((await enter(own)).status).toBe(303);
  });

  it('refuses unknown, altered and old links with one page', async () => {
    await signUp();
    const token = await newest('confirmMailbox');
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    await s.admin
      .updateTable('one_time_token')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('token_hash', '=', sha256(token))
      .execute();
    const bodies = new Set<string>();
    for (const t of ['x', altered, token]) {
      const r = await web.post(`/applicant/confirm/${t}`, {});
      expect(r.status).toBe(410);
      bodies.add((await r.text()).replace(/目前線上人數.*?<\/dl>/gs, ''));
    }
    expect(bodies.size).toBe(1);
  });
});

describe('忘記密碼 [R4]', () => {
  const forgot = (login: string) => web.post('/forgot-password', { login });

  it('answers alike for known and unknown, and mails only the known', async () => {
    const before = (await tokens('passwordReset')).length;
    const [a, b] = [await forgot('officer'), await forgot('nobody@mail.example')];
    expect([a.status, a.headers.get('location'), await a.text()]).toEqual([
      b.status,
      b.headers.get('location'),
      await b.text(),
    ]);
    expect((await tokens('passwordReset')).length).toBe(before + 1);
    expect(await (await forgot('')).text()).toContain('請輸入帳號或 Email');
  });

  it('resets once within half an hour, ends a lock and every sign-in', async () => {
    const as = await web.signIn(s.officer);
    await s.admin
      .updateTable('account')
      .set({ failed_count: 5, locked_until: new Date(Date.now() + 600_000) })
      .where('login', '=', 'officer')
      .execute();
    await forgot('officer');
    const link = `/reset-password/${await newest('passwordReset')}`;
    expect((await web.get(link)).status).toBe(200);
    expect((await web.post(link, { password: 'short', passwordAgain: 'short' })).status).toBe(422);
    expect(
      await (
        await web.post(link, { password: 'my officer words', passwordAgain: 'my officer words' })
      ).text(),
    ).toContain('不可包含帳號');
    const r = await web.post(link, { password: PASSWORD, passwordAgain: PASSWORD });
    expect(r.headers.get('location')).toBe('/sign-in');
    expect((await web.post(link, { password: PASSWORD, passwordAgain: PASSWORD })).status).toBe(410);
    expect((await web.get('/portal', as)).status).toBe(303);
    expect((await web.post('/sign-in', { login: 'officer', password: PASSWORD })).status).toBe(303);
    // the banner is said once, on the next page
    const said = r.headers.get('set-cookie')?.split(';')[0] as string;
    const next = await web.app.request('/sign-in', { headers: { cookie: said } });
    expect(await next.text()).toContain('密碼已變更');
    expect(next.headers.get('set-cookie')).toContain('said=; Max-Age=0');
  });

  it('an applicant’s link also proves the mailbox', async () => {
    await signUp();
    await forgot(email);
    const link = `/reset-password/${await newest('passwordReset')}`;
    expect(
      (
        await web.post(link, { password: 'a fresh set of words', passwordAgain: 'a fresh set of words' })
      ).headers.get('location'),
    ).toBe('/applicant/sign-in');
    expect((await enter('a fresh set of words')).status).toBe(303);
  });
});
