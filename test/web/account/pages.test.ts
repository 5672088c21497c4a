import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecret } from '../../../db/crypto.ts';
import { freePort } from '../../../dev/ports.ts';
import { hashPassword } from '../../../web/account/passwords.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';

const PASSWORD = '示範密碼 2026 長句';
let s: Scene;
let web: Web;
let server: ServerType;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin = '';
/** What the browser complained of: blocked by the content policy, failed scripts. */
const complaints: string[] = [];

beforeAll(async () => {
  s = await scene();
  const port = await freePort(3801);
  origin = `http://localhost:${port}`;
  web = await webOf(s, { config: { publicUrl: origin, origins: [origin], demo: true } });
  server = serve({ fetch: web.app.fetch, port });
  await s.admin
    .updateTable('account')
    .set({ password_hash: await hashPassword(s.keyring, PASSWORD) })
    .execute();
  browser = await openBrowser();
  context = await browser.newContext({ locale: 'zh-TW' });
  page = await context.newPage();
  page.on('console', (m) => {
    // the status of an error page is no complaint
    if (m.type() === 'error' && !m.text().startsWith('Failed to load resource')) complaints.push(m.text());
  });
  page.on('pageerror', (e) => complaints.push(e.message));
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await s?.close();
});

/** Pictures at both widths without sideways scrolling, and no violation of accessibility. */
async function look(name: string): Promise<void> {
  await fits(page, `account-${name}`);
  expect(await axe(page), name).toEqual([]);
}
const visit = async (path: string, name: string): Promise<void> => {
  await page.goto(origin + path);
  await look(name);
};
async function enter(password = PASSWORD): Promise<void> {
  await page.fill('#login', 'officer');
  await page.fill('#password', password);
  await page.click('main form button[type=submit]');
}

describe('the doors in a browser', { timeout: 180_000 }, () => {
  it('look right and are accessible, also with errors', async () => {
    await web.post(
      '/applicant/sign-up',
      {
        _key: crypto.randomUUID(),
        email: 'a@mail.example',
        password: PASSWORD,
        passwordAgain: PASSWORD,
        consent: '1',
      },
      undefined,
      { origin },
    );
    const mail = await s.admin.selectFrom('mail_delivery').selectAll().executeTakeFirstOrThrow();
    const token = openSecret(s.keyring, mail.secret_enc as Buffer, `mail:${mail.key}`);
    await visit('/sign-in', 'sign-in');
    await visit('/applicant/sign-in', 'applicant-sign-in');
    await visit('/applicant/sign-up', 'sign-up');
    await page.click('main form button[type=submit]');
    expect(await page.title()).toMatch(/^錯誤：/);
    await look('sign-up-errors');
    await visit('/applicant/sign-up?sent', 'sent');
    await visit(`/applicant/confirm/${token}`, 'confirm');
    await visit('/forgot-password', 'forgot');
    await visit('/reset-password/unknown', 'dead-link');
    await visit('/no-such-page', 'not-found');
  });

  it('lead in, and a form that met an ended sign-in is sent after signing in again', async () => {
    await page.goto(`${origin}/account`);
    expect(new URL(page.url()).search).toBe('?next=%2Faccount');
    await enter('wrong');
    await look('sign-in-wrong');
    await enter();
    expect(new URL(page.url()).pathname).toBe('/account');
    await visit('/portal', 'portal');
    await visit('/review', 'forbidden');
    await visit('/account', 'own-data');
    await s.admin.updateTable('web_session').set({ revoked_at: new Date() }).execute();
    await page.fill('#passwordOld', 'abc');
    await page.click('#password-change button');
    await look('held');
    // her password is overdue by now (附表十 4-2-4): the same form goes through that page too
    const longAgo = new Date(Date.now() - 91 * 86_400_000);
    await s.admin.updateTable('account').set({ password_set_at: longAgo }).execute();
    await enter();
    await look('overdue');
    await page.click('main form button[type=submit]');
    await look('overdue-errors');
    for (const box of ['#password', '#passwordAgain']) await page.fill(box, `${PASSWORD} 新`);
    await page.click('main form button[type=submit]');
    await look('held-again');
    await page.click('main form button[type=submit]');
    expect(await page.textContent('main')).toContain('目前的密碼不正確');
    await page.click('header button:has-text("登出")');
    expect(await page.textContent('main')).toContain('您已登出。');
  });

  it('break no rule of the content policy', () => {
    expect(complaints).toEqual([]);
  });
});
