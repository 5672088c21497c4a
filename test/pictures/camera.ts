import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { DemoAccount } from '../../dev/demo-call.ts';
import { ROOT } from '../../dev/root.ts';
import { paths } from '../../web/paths.ts';

/** Where the pictures of the handbook and of README's tour lie. */
export const FOLDER = path.join(ROOT, 'docs/handbook/pictures');
const WIDTHS = [1280, 375] as const;
/** What lies further down helps nobody who looks for the place to press. */
const MOST_HEIGHT = 1_400;

/** The page as it stands, at desktop and phone width: `<name>-1280.png` and `<name>-375.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  fs.mkdirSync(FOLDER, { recursive: true });
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

/** Her first page after signing in. */
export async function signIn(browser: Browser, url: string, account: DemoAccount): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await page.goto(url + paths.account.signIn());
  await page.fill('[name=login]', account.account);
  await page.fill('[name=password]', account.password);
  await page.locator('main').getByRole('button', { name: '登入' }).first().click();
  await page.waitForURL((u) => !u.pathname.endsWith('/sign-in'));
  return page;
}
