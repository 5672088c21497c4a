import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { hashPassword } from '../../../web/account/passwords.ts';
import { WRONG } from '../../../web/account/sign-in-routes.tsx';
import { type Scene, scene } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';

const PASSWORD = '測試用的一句話 2026';
let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  const hash = await hashPassword(s.keyring, PASSWORD);
  await s.admin.updateTable('account').set({ password_hash: hash }).execute();
});
afterAll(() => s.close());

const enter = (login: string, password: string, more: Record<string, string> = {}) =>
  web.post('/sign-in', { login, password, ...more });
const cookieOf = (r: Response): string => r.headers.get('set-cookie')?.match(/sid=[\w-]{43}/)?.[0] ?? '';
const forget = (login: string) =>
  s.admin
    .updateTable('account')
    .set({ failed_count: 0, locked_until: null })
    .where('login', '=', login)
    .execute();
const account = (login: string) =>
  s.admin.selectFrom('account').selectAll().where('login', '=', login).executeTakeFirstOrThrow();

describe('signing in', () => {
  it('[R4] [R5] [R6] shows account sign-in, the closed card panel in words, and the whole notice', async () => {
    const page = await (await web.get('/sign-in')).text();
    for (const word of [
      '帳號登入',
      '憑證登入',
      '請持自然人憑證或健保卡，登入',
      '憑證登入尚未開放',
      '忘記密碼',
      '重要訊息',
      '於使用完畢',
    ])
      expect(page).toContain(word);
  });

  it('[R3] [R9] leads in, tells both sign-in times, the way, and the agency', async () => {
    const first = await enter('officer', PASSWORD);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/portal');
    expect(first.headers.get('set-cookie')).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await (await web.get('/portal', { cookie: cookieOf(first), csrf: '' })).text()).toContain(
      '首次登入',
    );
    const second = await enter('officer', PASSWORD);
    const page = await (await web.get('/portal', { cookie: cookieOf(second), csrf: '' })).text();
    expect(page).toContain('使用者目前登入的方式：帳號登入');
    expect(page).toContain('上次登入時間');
    expect(page).not.toContain('首次登入');
    expect(page).toContain('行政院人事行政總處');
  });

  it('[R7] [R8] the portal lists the applications; only the two that are here have a link', async () => {
    const page = await (await web.get('/portal', await web.signIn(s.officer))).text();
    expect(page).toContain('DD:事求人機關徵才系統');
    expect(page.match(/未介接/g)?.length).toBe(13);
    expect(page).toContain('href="/officer/vacancies"');
    expect(page).toContain('href="/apply/civil-service"');
  });

  it('answers unknown, wrong, locked and disabled with the same words and status', async () => {
    const bodies = new Set<string>();
    const seen = async (r: Response) => {
      expect(r.status).toBe(401);
      expect(r.headers.get('set-cookie')).toBeNull();
      bodies.add((await r.text()).replace(/value="[^"]*"/g, '').replace(/目前線上人數.*?<\/dl>/gs, ''));
    };
    await seen(await enter('nobody', PASSWORD));
    await seen(await enter('stranger', 'wrong'));
    await s.admin
      .updateTable('account')
      .set({ locked_until: sql<Date>`now() + interval '1 hour'` })
      .where('login', '=', 'stranger')
      .execute();
    await seen(await enter('stranger', PASSWORD));
    await forget('stranger');
    await s.admin
      .updateTable('account')
      .set({ disabled_at: new Date() })
      .where('login', '=', 'stranger')
      .execute();
    await seen(await enter('stranger', PASSWORD));
    await s.admin.updateTable('account').set({ disabled_at: null }).where('login', '=', 'stranger').execute();
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain(WRONG);
  });

  it('asks for both fields', async () => {
    const r = await enter('officer', '');
    expect(r.status).toBe(422);
    expect(await r.text()).toContain('請輸入帳號及密碼');
  });

  it('never takes a stored hash that is no argon2 hash', async () => {
    await s.admin.updateTable('account').set({ password_hash: '-' }).where('login', '=', 'auditor').execute();
    expect((await enter('auditor', '-')).status).toBe(401);
  });

  it('goes on to the wanted page of this site and to no other', async () => {
    const to = async (next: string) =>
      (await enter('officer', PASSWORD, { _next: next })).headers.get('location');
    expect(await to('/officer/vacancies?q=a')).toBe('/officer/vacancies?q=a');
    for (const evil of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ])
      expect(await to(evil)).toBe('/portal');
    const away = await web.get('/portal?x=1');
    expect(away.headers.get('location')).toBe('/sign-in?next=%2Fportal%3Fx%3D1');
  });
});

describe('附表十 4-2-3: five failures lock for fifteen minutes', () => {
  it('compares five of twenty parallel tries, then locks, and opens again by the clock', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => enter('reviewer', `wrong ${i}`)));
    const locked = await account('reviewer');
    expect(locked.failed_count).toBe(5);
    const minutes = ((locked.locked_until?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
    expect((await enter('reviewer', PASSWORD)).status).toBe(401);

    await s.admin
      .updateTable('account')
      .set({ locked_until: sql<Date>`now() - interval '1 second'` })
      .where('login', '=', 'reviewer')
      .execute();
    expect((await enter('reviewer', 'wrong')).status).toBe(401);
    expect(await account('reviewer')).toMatchObject({ failed_count: 1, locked_until: null });
    const right = await enter('reviewer', PASSWORD);
    expect(right.headers.get('location')).toBe('/review');
    expect(await account('reviewer')).toMatchObject({ failed_count: 0, locked_until: null });
  });

  it('a right fifth try goes through', async () => {
    for (let i = 0; i < 4; i++) await enter('operator', 'wrong');
    expect((await enter('operator', PASSWORD)).status).toBe(303);
  });

  it('writes each try into the audit trail without what was typed', async () => {
    await enter('nobody-at-all', 'secret words typed');
    const events = await s.admin
      .selectFrom('audit_event')
      .selectAll()
      .where('act', 'like', 'signIn%')
      .execute();
    expect(events.some((e) => e.act === 'signIn.refused' && e.subject_id === null)).toBe(true);
    expect(events.some((e) => e.details?.locked === true)).toBe(true);
    expect(JSON.stringify(events)).not.toContain('nobody-at-all');
    expect(JSON.stringify(events)).not.toContain('secret words');
    expect(web.lines.join()).not.toContain('nobody-at-all');
  });
});

describe('the end of a sign-in', () => {
  const move = (as: SignedIn, o: { lastSeenSeconds?: number; endsSeconds?: number }) =>
    sql`update web_session set
      last_seen_at = coalesce(now() - make_interval(secs => ${o.lastSeenSeconds ?? null}::int), last_seen_at),
      expires_at = coalesce(now() + make_interval(secs => ${o.endsSeconds ?? null}::int), expires_at)
      where id_hash = sha256(${as.cookie.slice(4)}::bytea)`.execute(s.admin);

  it('comes after half an hour without a request, twelve hours in any case, or when the account is disabled', async () => {
    const as = await web.signIn(s.officer);
    expect((await web.get('/portal', as)).status).toBe(200);
    await move(as, { lastSeenSeconds: 31 * 60 });
    expect((await web.get('/portal', as)).status).toBe(303);
    await move(as, { lastSeenSeconds: 29 * 60 });
    expect((await web.get('/portal', as)).status).toBe(200);
    await move(as, { endsSeconds: -1 });
    const ended = await web.get('/portal', as);
    expect(ended.status).toBe(303);
    expect(ended.headers.get('set-cookie')).toContain('sid=; Max-Age=0');

    const other = await web.signIn(s.officer);
    await s.admin
      .updateTable('account')
      .set({ disabled_at: new Date() })
      .where('id', '=', s.officer.accountId)
      .execute();
    expect((await web.get('/portal', other)).status).toBe(303);
    await s.admin
      .updateTable('account')
      .set({ disabled_at: null })
      .where('id', '=', s.officer.accountId)
      .execute();
  });

  it('is noted at most once a minute while it lasts', async () => {
    const as = await web.signIn(s.officer);
    const lastSeen = async () =>
      (
        await sql<{
          at: Date;
        }>`select last_seen_at as at from web_session where id_hash = sha256(${as.cookie.slice(4)}::bytea)`.execute(
          s.admin,
        )
      ).rows[0]?.at.getTime();
    const begun = await lastSeen();
    await web.get('/portal', as);
    expect(await lastSeen()).toBe(begun);
    await move(as, { lastSeenSeconds: 120 });
    await web.get('/portal', as);
    expect(await lastSeen()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('comes by signing out, which also clears what the browser kept', async () => {
    const as = await web.signIn(s.officer);
    expect((await web.post('/sign-out', {}, { ...as, csrf: 'x'.repeat(43) })).status).toBe(403);
    const out = await web.post('/sign-out', {}, as);
    expect(out.status).toBe(303);
    expect(out.headers.get('clear-site-data')).toContain('"cache"');
    expect((await web.get('/portal', as)).status).toBe(303);
    expect((await web.post('/sign-out', {}, as)).status).toBe(303);
  });

  it('comes for all other devices by one button, and signing in anew ends the browser’s old one', async () => {
    const [a, b] = [await web.signIn(s.officer), await web.signIn(s.officer)];
    const page = await (await web.get('/account', a)).text();
    expect(page).toContain('本裝置');
    expect(page).toContain('登出其他裝置');
    await web.post('/account/sign-ins/end', {}, a);
    expect((await web.get('/portal', b)).status).toBe(303);
    expect((await web.get('/portal', a)).status).toBe(200);
    await web.post('/sign-in', { login: 'officer', password: PASSWORD }, a);
    expect((await web.get('/portal', a)).status).toBe(303);
  });

  it('stores hashes only: no cookie opens the door from the table', async () => {
    const as = await web.signIn(s.officer);
    const rows = await s.admin.selectFrom('web_session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(as.cookie.slice(4));
    const visible = await withActor(s.web, s.officer, (trx) =>
      trx.selectFrom('web_session').selectAll().execute(),
    );
    expect(visible).toEqual([]);
  });
});

describe('over https', () => {
  it('the cookie is bound to the host and to TLS', async () => {
    const secure = await webOf(s, {
      config: { https: true, publicUrl: 'https://jobs.example', origins: ['https://jobs.example'] },
    });
    await forget('officer');
    const r = await secure.post('/sign-in', { login: 'officer', password: PASSWORD }, undefined, {
      origin: 'https://jobs.example',
    });
    expect(r.headers.get('set-cookie')).toMatch(
      /^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('a password of one’s own', () => {
  it('is changed by who knows the old one, and ends other sign-ins', async () => {
    const [a, b] = [await web.signIn(s.operator), await web.signIn(s.operator)];
    const change = (old: string, fresh: string, again = fresh) =>
      web.post('/account/password', { passwordOld: old, password: fresh, passwordAgain: again }, a);
    expect(await (await change('wrong', 'another long Sentence')).text()).toContain('目前的密碼不正確');
    expect(await (await change(PASSWORD, 'short')).text()).toContain('密碼至少 12 個字元');
    expect(await (await change(PASSWORD, 'operator operator')).text()).toContain('密碼不可包含帳號');
    expect(await (await change(PASSWORD, 'aaaaaaaaaaaaaaaa')).text()).toContain('太容易被猜到');
    expect(await (await change(PASSWORD, 'small letters alone')).text()).toContain('請再加入一種');
    expect(await (await change(PASSWORD, 'another long Sentence', 'other')).text()).toContain(
      '兩次輸入的密碼不同',
    );
    expect((await change(PASSWORD, 'another long Sentence')).status).toBe(303);
    expect((await web.get('/portal', b)).status).toBe(303);
    expect((await enter('operator', PASSWORD)).status).toBe(401);
    expect((await enter('operator', 'another long Sentence')).status).toBe(303);
  });
});
