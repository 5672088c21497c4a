/** Ages of passwords of the back office (附表十 4-2-4), by the injected clock. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../web/account/passwords.ts';
import { applicantOf, type Scene, scene } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';

const OLD = '第 1 句夠長的示範密碼';
const NEW = '第 2 句夠長的示範密碼';
let s: Scene;
let web: Web;
/** Days that the web's clock runs ahead of the database's. */
let days = 0;
beforeAll(async () => {
  s = await scene();
  const now = () => new Date(Date.now() + days * 86_400_000);
  web = await webOf(s, { config: { doorTriesPerMinute: 1_000 }, services: { now } });
});
afterAll(() => s.close());
beforeEach(async () => {
  days = 0;
  await s.admin.deleteFrom('past_password').execute();
  await s.admin
    .updateTable('account')
    .set({ password_hash: await hashPassword(s.keyring, OLD), password_set_at: new Date() })
    .execute();
});

const enter = (more: Record<string, string> = {}, login = 'officer', password = OLD) =>
  web.post('/sign-in', { login, password, ...more });
const cookieOf = (r: Response): string => r.headers.get('set-cookie')?.match(/sid=[\w-]{43}/)?.[0] ?? '';
const as = (r: Response): SignedIn => ({ cookie: cookieOf(r), csrf: '' });
/** What the first page after signing in says at its top. */
async function told(r: Response): Promise<string> {
  const cookies = r.headers.getSetCookie().map((one) => one.split(';')[0]);
  const page = await web.get(r.headers.get('location') ?? '', { cookie: cookies.join('; '), csrf: '' });
  return words(await page.text());
}
const twice = (password: string) => ({ password, passwordAgain: password });

describe('附表十 4-2-4: 最長效期', () => {
  it('[R4] is told at each sign-in of its last fourteen days, and stands in 個人資料', async () => {
    days = 75;
    const quiet = await enter();
    expect(await told(quiet)).not.toContain('日到期');
    expect(words(await (await web.get('/account', as(quiet))).text())).toMatch(
      /密碼有效期限 [\d/]+ [\d:]+ 前須變更/,
    );
    days = 80;
    expect(await told(await enter())).toContain('您的密碼還有 10 日到期，請由右上角「個人資料」變更密碼');
  });

  it('[R4] after ninety days a new one is demanded before anybody is let in, and leads on to where she wanted to go', async () => {
    days = 90;
    const asked = await enter({ _next: '/officer/replies?state=accepted' });
    expect([asked.status, cookieOf(asked)]).toEqual([200, '']);
    const page = await asked.text();
    expect(words(page)).toContain('您的密碼已使用滿 90 日，設定新密碼後即可登入');

    const form = fieldsIn(page);
    const again = await web.post('/sign-in', { ...form, ...twice(OLD) });
    const html = await again.text();
    expect([again.status, cookieOf(again)]).toEqual([422, '']);
    expect(messageAt(html, 'password')).toContain('目前的密碼或前三次用過的密碼');
    const simple = await web.post('/sign-in', { ...form, ...twice('onlysmallletters') });
    expect(messageAt(await simple.text(), 'password')).toContain('其中三種');

    const done = await web.post('/sign-in', { ...fieldsIn(html), ...twice(NEW) });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/officer/replies?state=accepted']);
    expect(await told(done)).toContain('密碼已變更');
    // the page's token is spent, the old password is wrong, the new one leads in
    const spent = await web.post('/sign-in', { ...form, ...twice('第 3 句夠長的示範密碼') });
    expect(spent.status).toBe(401);
    expect(words(await spent.text())).toContain('設定新密碼的時間已過，請以原來的密碼重新登入');
    expect((await enter()).status).toBe(401);
    expect((await enter({}, 'officer', NEW)).status).toBe(303);
    const acts = await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', s.officer.accountId)
      .where('act', 'in', ['signIn.passwordOver', 'password.renew'])
      .orderBy('id')
      .execute();
    expect(acts.map(({ act }) => act)).toEqual(['signIn.passwordOver', 'password.renew']);
  });

  it('keeps a form that met an ended sign-in through the change, and ends her other sign-ins', async () => {
    const elsewhere = await web.signIn(s.officer);
    days = 91;
    const met = await web.post('/account/mail-settings', { mails: 'digest', _key: crypto.randomUUID() });
    const held = fieldsIn(await met.text());
    const asked = await web.post('/sign-in', { ...held, login: 'officer', password: OLD });
    const page = await asked.text();
    expect(words(page)).toContain('您剛才送出的內容仍保留');
    const refused = await web.post('/sign-in', { ...fieldsIn(page), ...twice('短') });
    const done = await web.post('/sign-in', { ...fieldsIn(await refused.text()), ...twice(NEW) });
    const html = await done.text();
    expect(words(html)).toContain('請確認並再次送出');
    expect(fieldsOf(html)).toMatchObject({ mails: ['digest'] });
    expect((await web.get('/account', elsewhere)).status).toBe(303);
  });

  it('tells nobody who does not know the password, and asks no applicant', async () => {
    days = 400;
    const wrong = await enter({}, 'officer', '不是這一句 1');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).not.toContain('請設定新密碼');
    expect((await web.post('/sign-in', { renew: 'x'.repeat(43), ...twice(NEW) })).status).toBe(401);
    const who = await applicantOf(s, 'old@mail.example');
    await s.admin
      .updateTable('applicant')
      .set({ password_hash: await hashPassword(s.keyring, OLD) })
      .where('id', '=', who.applicantId)
      .execute();
    const login = { login: 'old@mail.example', password: OLD };
    expect((await web.post('/applicant/sign-in', login)).status).toBe(303);
  });
});

describe('附表十 4-2-4: 最短效期', () => {
  it('one she set herself is kept for a day; the one she was given may be changed at once', async () => {
    const change = async (from: string, to: string) =>
      web.post('/account/password', { passwordOld: from, ...twice(to) }, await web.signIn(s.officer));
    expect((await change(OLD, NEW)).status).toBe(303);
    days = 0.9;
    const early = await change(NEW, '第 3 句夠長的示範密碼');
    expect(early.status).toBe(422);
    expect(messageAt(await early.text(), 'password')).toMatch(
      /須滿 1 日才能再變更，請於 [\d/]+ \d\d:\d\d 之後再試；若擔心密碼外洩/,
    );
    days = 1.1;
    expect((await change(NEW, '第 3 句夠長的示範密碼')).status).toBe(303);
  });
});

/** The fields of the last form of a page, its tokens included. */
function fieldsIn(html: string): Record<string, string[]> {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  const form = main.match(/<form[\s\S]*?<\/form>/g)?.at(-1) ?? '';
  const fields = fieldsOf(form.replace('<form', '<form id="last"'), 'last');
  delete fields._csrf;
  return fields;
}
