import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSecret } from '../../../db/crypto.ts';
import { newsletterToken } from '../../../db/keyring.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

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
  email = `reader${n++}@mail.example`;
});

const ask = (change: Record<string, string> = {}) =>
  web.post('/newsletter/subscribe', { email, frequency: 'daily', place: '10', q: '人事', ...change });
const rows = () => s.admin.selectFrom('newsletter_subscription').selectAll().orderBy('created_at').execute();
const newest = async () => (await rows()).at(-1) as Awaited<ReturnType<typeof rows>>[number];
const mails = (kind: string) =>
  s.admin.selectFrom('mail_delivery').selectAll().where('kind', '=', kind).orderBy('created_at').execute();
const token = async (): Promise<string> => {
  const mail = (await mails('newsletterConfirm')).at(-1);
  return openSecret(s.keyring, mail?.secret_enc as Buffer, `mail:${mail?.key}`);
};
/** Subscribes and confirms; answers the link of preferences. */
async function subscribed(change: Record<string, string> = {}): Promise<string> {
  await ask(change);
  const r = await web.post(`/newsletter/confirm/${await token()}`, {});
  expect(r.status).toBe(303);
  return r.headers.get('location') as string;
}
const hourLater = () =>
  sql`update newsletter_subscription set asked_at = asked_at - interval '61 minutes'`.execute(s.admin);
const dump = async () =>
  JSON.stringify([
    await rows(),
    await s.admin.selectFrom('audit_event').selectAll().execute(),
    await s.admin.selectFrom('outbox').selectAll().execute(),
    web.lines,
  ]);

describe('[R14] 電子報訂閱', () => {
  it('takes over the conditions of a search, and the search leads here', async () => {
    const search = await (await web.get('/vacancies?place=10&series=A')).text();
    expect(search).toContain('href="/newsletter/subscribe?series=A&amp;place=10"');
    const html = await (await web.get('/newsletter/subscribe?place=10&series=A&rank=nonsense')).text();
    expect(html).toContain('<option value="10" selected="">10 臺北市</option>');
    expect(html).toContain('<option value="A" selected="">行政類全部</option>');
  });

  it('keeps address and conditions sealed, and puts one mail whose link alone begins it', async () => {
    const r = await ask();
    expect(r.headers.get('location')).toBe('/newsletter/subscribe?sent');
    expect(await newest()).toMatchObject({ confirmed_at: null, frequency: 'daily' });
    const secret = await token();
    const text = await dump();
    for (const one of [email, secret, '人事']) expect(text).not.toContain(one);

    const page = await web.get(`/newsletter/confirm/${secret}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(words(await page.text())).toContain('關鍵字：人事、工作地：臺北市');
    // a scanner that opens it, twice, has confirmed nothing
    await web.get(`/newsletter/confirm/${secret}`);
    expect((await newest()).confirmed_at).toBeNull();
    const done = await web.post(`/newsletter/confirm/${secret}`, {});
    expect(done.status).toBe(303);
    expect((await newest()).confirmed_at).not.toBeNull();
    const manage = words(await (await web.get(done.headers.get('location') as string)).text());
    expect(manage).toContain(`寄到 ${email}`);
    expect(manage).toContain('關鍵字：人事、工作地：臺北市');
    expect((await web.post(`/newsletter/confirm/${secret}`, {})).status).toBe(410);
  });

  it.each([
    ['no address', { email: '' }, '請輸入電子郵件信箱'],
    ['two addresses', { email: 'a@mail.example,b@mail.example' }, '僅允許一筆電子郵件信箱'],
    ['a header in the address', { email: 'a@mail.example\r\nBcc: b@mail.example' }, '僅允許一筆電子郵件信箱'],
    ['no frequency', { frequency: 'hourly' }, '請選擇寄送頻率'],
  ])('refuses %s at its field and keeps the rest', async (_what, change, said) => {
    const r = await ask(change);
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(words(html)).toContain(said);
    expect(html).toContain('value="人事"');
  });

  it('writes to a mailbox once an hour, whoever asks, and answers the same each time', async () => {
    const first = await ask();
    const again = await ask({ place: '20' });
    expect([again.status, again.headers.get('location')]).toEqual([
      first.status,
      first.headers.get('location'),
    ]);
    const mine = async () => (await mails('newsletterConfirm')).length;
    const before = await mine();
    await ask();
    await ask({ email: email.toUpperCase() });
    expect(await mine()).toBe(before);
    await hourLater();
    await ask();
    expect(await mine()).toBe(before + 1);
  });

  it('somebody else’s wish for a subscribed mailbox changes nothing until its owner confirms it', async () => {
    const manage = await subscribed();
    await hourLater();
    await ask({ q: '', place: '20', frequency: 'weekly' });
    const unchanged = await (await web.get(manage)).text();
    expect(words(unchanged)).not.toContain('基隆市');
    expect(unchanged).toMatch(/value="daily" checked/);
    await web.post(`/newsletter/confirm/${await token()}`, {});
    const changed = await (await web.get(manage)).text();
    expect(words(changed)).toContain('關鍵字：人事、工作地：臺北市');
    expect(words(changed)).toContain('工作地：基隆市');
    expect(changed).toMatch(/value="weekly" checked/);
    expect((await rows()).filter((r) => r.confirmed_at && !r.ended_at).length).toBeGreaterThan(0);
  });

  it('a link older than seven days is dead', async () => {
    await ask();
    const link = `/newsletter/confirm/${await token()}`;
    await sql`update newsletter_subscription set confirm_until = now() - interval '1 second'`.execute(
      s.admin,
    );
    expect((await web.get(link)).status).toBe(410);
    expect((await web.post(link, {})).status).toBe(410);
    expect((await newest()).confirmed_at).toBeNull();
  });
});

describe('[R15] changing and cancelling', () => {
  it('keeps the searches that stay ticked, and the frequency', async () => {
    const manage = await subscribed();
    await hourLater();
    await ask({ q: '', place: '97' });
    await web.post(`/newsletter/confirm/${await token()}`, {});
    const r = await web.post(manage, { keep: ['1', '7', 'x'], frequency: 'weekly' });
    expect(r.status).toBe(303);
    const html = await (await web.get(manage)).text();
    expect(words(html)).toContain('工作地：花蓮縣');
    expect(words(html)).not.toContain('關鍵字：人事');
  });

  it('[RFC 8058] a mail programme’s button ends it with one post, without origin, cookie or token of a form', async () => {
    const manage = await subscribed();
    const link = manage.replace('/manage/', '/unsubscribe/');
    const looked = await web.get(link);
    expect(looked.status).toBe(200);
    expect((await newest()).ended_at).toBeNull();
    const oneClick = () =>
      web.app.request(link, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await oneClick()).status).toBe(200);
    const row = await newest();
    expect(row.ended_at).not.toBeNull();
    expect([row.email_index, row.wrapped_key, row.profile_enc]).toEqual([null, null, null]);
    // a second time says when it ended, and changes nothing
    const second = await oneClick();
    expect(second.status).toBe(200);
    expect(words(await second.text())).toContain('已取消訂閱');
    expect((await newest()).ended_at).toEqual(row.ended_at);
    expect(words(await (await web.get(manage)).text())).toContain('已取消訂閱');
    // the mailbox may come back
    await subscribed();
  });

  it('other pages still want their own origin', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/newsletter/subscribe', '/newsletter/cancel', '/newsletter/unsubscribe/a/b'])
      expect(
        (await web.app.request(path, { method: 'POST', body: 'email=a@b.example', headers })).status,
      ).toBe(403);
  });

  it.each(['x', 'a'.repeat(43), '%00', '..%2f', 'a'.repeat(5_000)])(
    'an altered link %# leads nowhere and ends nothing',
    async (altered) => {
      await subscribed();
      const before = await rows();
      for (const kind of ['manage', 'unsubscribe', 'confirm']) {
        expect((await web.get(`/newsletter/${kind}/${altered}`)).status).toBeGreaterThanOrEqual(400);
        expect((await web.post(`/newsletter/${kind}/${altered}`, {})).status).toBeGreaterThanOrEqual(400);
      }
      expect(await rows()).toEqual(before);
    },
  );

  it('sends the link of preferences to a subscribed mailbox only, and answers the same to any', async () => {
    await subscribed();
    await hourLater();
    const known = await web.post('/newsletter/cancel', { email });
    expect(await mails('newsletterManage')).toHaveLength(1);
    const unknown = await web.post('/newsletter/cancel', { email: 'nobody@mail.example' });
    expect(await mails('newsletterManage')).toHaveLength(1);
    expect(known.headers.get('location')).toBe(unknown.headers.get('location'));
    await web.post('/newsletter/cancel', { email });
    expect(await mails('newsletterManage')).toHaveLength(1);
    expect((await web.post('/newsletter/cancel', { email: 'x' })).status).toBe(422);
  });

  it('no token stands in the log', async () => {
    const manage = await subscribed();
    await web.get(manage);
    const row = await newest();
    expect(manage).toBe(`/newsletter/manage/${newsletterToken(s.keyring, row.token_key_id, row.id)}`);
    expect(await dump()).not.toContain(manage.split('/').at(-1));
  });

  it('a subscription is seen by nobody but its holder, the gate and the worker', async () => {
    await subscribed();
    const seen = async (actor: string) =>
      s.web.transaction().execute(async (trx) => {
        await sql`select set_config('app.actor', ${actor}, true)`.execute(trx);
        const found = await trx.selectFrom('newsletter_subscription').select('id').execute();
        return found.length;
      });
    for (const actor of ['public', 'applicant', 'officer', 'reviewer', 'operator', 'auditor', 'tokenHolder'])
      expect(await seen(actor), actor).toBe(0);
    expect(await seen('gate')).toBeGreaterThan(0);
  });
});
