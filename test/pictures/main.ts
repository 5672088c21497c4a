/**
 * `npm run pictures`: the pictures of docs/handbook, taken from the running system with the demonstration's data, at
 * desktop and phone width. It brings up a stack of its own and stops it.
 */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { loadDemo } from '../../dev/demo.ts';
import type { DemoAccount } from '../../dev/demo-call.ts';
import { ROOT } from '../../dev/root.ts';
import { startStack } from '../../dev/stack.ts';
import { ALL_PARTS } from '../../dev/stack-plan.ts';
import { paths } from '../../web/paths.ts';
import { openBrowser } from '../support/browser.ts';

const FOLDER = path.join(ROOT, 'docs/handbook/pictures');
const WIDTHS = [1280, 375] as const;
/** What lies further down helps nobody who looks for the place to press. */
const MOST_HEIGHT = 1_400;
const PORTS = {
  web: 14_300,
  postgres: 14_310,
  temporal: 14_320,
  temporalUi: 14_330,
  mailbox: 14_340,
  smtp: 14_350,
};

async function takePicture(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const height = Math.min(
      MOST_HEIGHT,
      Number(await page.evaluate('document.documentElement.scrollHeight')),
    );
    // the bar that sticks to the window's foot stands at the picture's foot
    await page.setViewportSize({ width, height });
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: path.join(FOLDER, `${name}-${width}.png`) });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  console.log(`  ${name}`);
}

async function signIn(browser: Browser, url: string, account: DemoAccount): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await page.goto(url + paths.account.signIn());
  await page.fill('[name=login]', account.account);
  await page.fill('[name=password]', account.password);
  await page.locator('main').getByRole('button', { name: '登入' }).first().click();
  await page.waitForURL((u) => !u.pathname.endsWith('/sign-in'));
  return page;
}

/** The vacancy on the open platform with applicants: their résumés exist within seconds. */
async function busyVacancy(page: Page, url: string): Promise<string> {
  for (let i = 0; i < 60; i++) {
    await page.goto(url + paths.officer.vacancies());
    const links = await page
      .locator('a[href$="/applicants"]')
      .evaluateAll((all) =>
        all.map((a) => ({ href: a.getAttribute('href') ?? '', words: a.textContent ?? '' })),
      );
    for (const { href } of links) {
      await page.goto(url + href);
      if ((await page.locator('input[name=resume]').count()) >= 2) return href.split('/')[3] ?? '';
    }
    await page.waitForTimeout(1_000);
  }
  throw new Error('no vacancy of the demonstration has produced résumés');
}

async function ofOfficer(page: Page, url: string): Promise<void> {
  const see = async (address: string, name: string): Promise<void> => {
    await page.goto(url + address);
    await takePicture(page, name);
  };
  const no = await busyVacancy(page, url);
  await see(paths.officer.vacancies(), 'register');
  await see(paths.officer.newVacancy(), 'form');
  await see(paths.officer.import(), 'import');
  await see(paths.officer.vacancy(no), 'vacancy');
  await see(paths.officer.extend(no), 'extend');
  await see(paths.officer.handOver(no), 'hand-over');
  await see(paths.officer.briefs(no), 'briefs');

  await page.goto(url + paths.officer.applicants(no));
  for (const box of (await page.locator('input[name=resume]').all()).slice(0, 2)) await box.check();
  await takePicture(page, 'applicants');
  await page.getByRole('button', { name: '調閱履歷' }).click();
  await page.locator('dialog[open]').waitFor();
  await takePicture(page, 'password');
  await see(paths.officer.contacts(no), 'contacts');
  await see(paths.officer.roster(no), 'roster');

  await page.goto(url + paths.officer.applicants(no));
  const people = await page
    .locator('input[name=notice]')
    .evaluateAll((all) => all.map((box) => box.getAttribute('value') ?? ''));
  const [first = '', second = ''] = people;
  await page.goto(url + paths.officer.screening(no, first));
  await page.getByLabel('待補件', { exact: true }).check();
  await page.selectOption('[name=reason]', 'proof');
  await page.fill('[name=text]', '請補附考試及格證書影本');
  await takePicture(page, 'screening');
  await page.getByRole('button', { name: '儲存審查結果' }).click();
  await see(paths.officer.screenings(no), 'screenings');

  await page.goto(url + paths.officer.notice(no, second));
  await page.fill('[name=content]', '請攜帶身分證件及學經歷證明文件正本，準時報到。');
  await page.fill('[name=place]', '本機關 10 樓第一會議室');
  await takePicture(page, 'notice');
  await see(paths.officer.replies(), 'replies');
  await see(paths.account.profile(), 'account');
}

async function ofReviewer(page: Page, url: string): Promise<void> {
  await page.goto(url + paths.review.list());
  await takePicture(page, 'review');
}

const dataDir = fs.mkdtempSync(path.join(tmpdir(), 'sq-pictures-'));
fs.mkdirSync(FOLDER, { recursive: true });
const stack = await startStack({ dataDir, ports: PORTS, parts: ALL_PARTS, say: console.log });
const browser = await openBrowser();
try {
  const accounts = await loadDemo(stack.env);
  const url = stack.urls.web as string;
  const account = (login: string): DemoAccount => {
    const found = accounts.find((one) => one.account === login);
    if (!found) throw new Error(`the demonstration has no ${login}`);
    return found;
  };
  console.log(`Pictures into ${path.relative(ROOT, FOLDER)}:`);
  await ofOfficer(await signIn(browser, url, account('officer')), url);
  await ofReviewer(await signIn(browser, url, account('reviewer')), url);
} finally {
  await browser.close();
  await stack.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
