import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecret } from '../../../db/crypto.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { pdf, person } from '../applicant/support.ts';
import { type Served, serveOfficer } from '../officer/server.ts';

let s: Scene;
let served: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let open: string;
let closed: string;
/** What the browser complains of; answers of 4xx that a test asks for are not among them. */
const complaints: string[] = [];

beforeAll(async () => {
  s = await scene();
  served = await serveOfficer(s);
  open = await vacancyOf(s, { content: { closingTime: '17:00' } });
  closed = await vacancyOf(s, { content: { title: '科員（人事）' } });
  await s.admin.updateTable('vacancy').set({ stage: 'closed' }).where('no', '=', closed).execute();
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
  await s?.close();
});

/** Pictures at both widths, nothing wider than the screen, no finding of axe, no complaint of the browser. */
async function judge(name: string): Promise<void> {
  await fits(page, `public-${name}`);
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await axe(page), `${name} ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(complaints, name).toEqual([]);
}

describe('public pages in a browser [R11] [R16] [R17] [R18] [R19]', () => {
  it.each([
    ['home', '/'],
    ['search', '/vacancies?series=A&place=10'],
    ['nothing', '/vacancies?series=B&place=97'],
    ['bad-day', '/vacancies?from-y=2026'],
    ['guide', '/guide'],
    ['blank-form', '/blank-form'],
    ['open-data', '/open-data'],
    ['apply', '/apply'],
    ['apply-open', '/apply/open'],
    ['site-map', '/site-map'],
    ['privacy', '/privacy'],
    ['accessibility', '/accessibility'],
    ['cancel', '/newsletter/cancel'],
    ['not-found', '/nothing-here'],
    ['dead-link', `/newsletter/manage/${'a'.repeat(43)}`],
  ])(
    '%s',
    async (name, path) => {
      await page.goto(served.url + path);
      await judge(name);
    },
    60_000,
  );

  it('[R11] a vacancy, open and closed: its data for machines offends no policy, its address can be copied', async () => {
    await page.goto(`${served.url}/vacancies/${open}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: served.url });
    await page.getByRole('button', { name: '複製網址' }).click();
    await page.getByText('已複製網址。').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${served.url}/vacancies/${open}`);
    await judge('vacancy');
    await page.goto(`${served.url}/vacancies/${closed}`);
    await judge('closed');
  }, 120_000);

  it('[R14] [R15] subscribing, confirming and cancelling, with a mistake on the way', async () => {
    await page.goto(`${served.url}/newsletter/subscribe?place=10`);
    const send = () => page.locator('main').getByRole('button', { name: '訂閱', exact: true }).click();
    await send();
    await page.getByText('錯誤：請輸入電子郵件信箱').first().waitFor();
    await judge('subscribe-422');
    await page.fill('[name=email]', 'reader@mail.example');
    await send();
    await page.waitForURL(/sent/);
    await judge('subscribe-sent');
    const mail = await s.admin.selectFrom('mail_delivery').selectAll().executeTakeFirstOrThrow();
    const token = openSecret(s.keyring, mail.secret_enc as Buffer, `mail:${mail.key}`);
    await page.goto(`${served.url}/newsletter/confirm/${token}`);
    await judge('confirm');
    await page.getByRole('button', { name: '確認訂閱' }).click();
    await page.getByText('訂閱已確認').waitFor();
    await judge('manage');
    await page.getByRole('button', { name: '取消訂閱' }).click();
    await page.getByRole('heading', { name: '已取消訂閱' }).waitFor();
    await judge('cancelled');
  }, 180_000);
});

describe('applying on a phone without script [R19] [R58]', () => {
  it('from the empty form over a mistake and a draft to the receipt and back', async () => {
    const no = await vacancyOf(s, { content: { title: '約僱人員', mode: 'open', personnelCategory: '13' } });
    const who = await person(s, served.web);
    const bare = await served.context(browser, who.as, { javaScriptEnabled: false });
    const phone = await bare.newPage();
    const press = (name: string) => phone.getByRole('button', { name, exact: true }).click();
    const heading = (name: string) => phone.getByRole('heading', { level: 1, name }).waitFor();
    await phone.setViewportSize({ width: 375, height: 812 });
    await phone.goto(`${served.url}/apply/${no}`);
    await phone.fill('[name=name]', '王小明');
    await phone.fill('[name=idNumber]', 'A123456789');
    await press('下一步：確認並上傳文件');
    await phone.waitForSelector('.govuk-error-summary');
    await press('儲存草稿');
    await heading('我的應徵');
    await phone.getByRole('link', { name: '繼續填寫' }).click();
    expect(await phone.inputValue('[name=idNumber]')).toBe('A123456789');
    for (const [part, value] of [
      ['y', '75'],
      ['m', '1'],
      ['d', '14'],
    ] as const)
      await phone.fill(`[name=birthDate-${part}]`, value);
    await phone.check('[name=sex][value=male]');
    await phone.fill('[name=phone]', '0912345678');
    await phone.fill('[name=address]', '臺北市中正區');
    await phone.fill('[name="education.0.school"]', '測試大學');
    await phone.selectOption('[name="education.0.level"]', '50');
    await press('下一步：確認並上傳文件');
    await heading('確認應徵資料');
    await fits(phone, 'applicant-review');
    await phone.setInputFiles('[name=files]', {
      name: '證明.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await pdf()),
    });
    await phone.check('[name=consent]');
    await press('送出應徵');
    await heading('應徵已送達');
    await fits(phone, 'applicant-receipt');
    expect(await phone.locator('main').innerText()).toContain('證明.pdf');
    await phone.getByRole('link', { name: '回我的應徵' }).click();
    await heading('我的應徵');
    expect(await phone.getByText('草稿').count()).toBe(0);
    await phone.getByRole('link', { name: '約僱人員' }).click();
    await phone.getByRole('link', { name: '撤回應徵' }).click();
    await press('撤回應徵');
    await phone.getByRole('button', { name: '取回應徵' }).waitFor();
    await bare.close();
  }, 120_000);
});
