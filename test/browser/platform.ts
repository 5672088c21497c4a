import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { loadDemo } from '../../dev/demo.ts';
import type { DemoAccount } from '../../dev/demo-call.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { ALL_PARTS } from '../../dev/stack-plan.ts';
import { axe } from '../support/axe.ts';
import { openBrowser, shot } from '../support/browser.ts';

export interface Mail {
  id: string;
  subject: string;
  to: { address: string }[];
  text: string;
}
export interface Platform {
  url: string;
  mailbox: string;
  browser: Browser;
  env: Record<string, string>;
  accounts: DemoAccount[];
  /** A person's own browser window. */
  person: (o?: { javaScriptEnabled?: boolean }) => Promise<Page>;
  signIn: (page: Page, who: 'officer' | 'reviewer' | 'operator' | 'auditor') => Promise<void>;
  signInApplicant: (page: Page, email: string) => Promise<void>;
  /** The newest mail to an address whose subject holds the words; waits for it. */
  mail: (to: string, subject: string) => Promise<Mail>;
  stop: () => Promise<void>;
}

/** The whole platform as `npm start` brings it up, with the demonstration's data, on ports of its own. */
export async function platform(): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sq-browser-'));
  const stack: Stack = await startStack({
    dataDir,
    ports: {
      web: 14_100,
      postgres: 14_110,
      temporal: 14_120,
      temporalUi: 14_130,
      mailbox: 14_140,
      smtp: 14_150,
    },
    parts: ALL_PARTS,
    say: () => {},
  });
  const accounts = await loadDemo(stack.env);
  const browser = await openBrowser();
  const url = stack.urls.web as string;
  const mailbox = stack.urls.mailbox as string;
  const password = (account: string) => accounts.find((a) => a.account === account)?.password ?? '';
  const submit = async (page: Page, path: string, account: string) => {
    await page.goto(url + path);
    await page.fill('[name=login]', account);
    await page.fill('[name=password]', password(account));
    await page.locator('main').getByRole('button', { name: '登入' }).first().click();
    await page.waitForURL((u) => !u.pathname.endsWith('/sign-in'));
  };
  return {
    url,
    mailbox,
    browser,
    env: stack.env,
    accounts,
    person: async (o = {}) => {
      const context = await browser.newContext({ locale: 'zh-TW', acceptDownloads: true, ...o });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      return page;
    },
    signIn: (page, who) => submit(page, '/sign-in', who),
    signInApplicant: (page, email) => submit(page, '/applicant/sign-in', email),
    mail: async (to, subject) => {
      for (let i = 0; i < 150; i++) {
        const query = new URLSearchParams({ to, subject });
        const found = (await (await fetch(`${mailbox}/api/messages?${query}`)).json()) as Mail[];
        if (found[0]) return found[0];
        await new Promise((r) => setTimeout(r, 100));
      }
      throw new Error(`no mail to ${to} about ${subject}`);
    },
    stop: async () => {
      await browser.close();
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A picture at both widths, and no violation of WCAG 2.2 AA on the page as it stands. */
export async function look(page: Page, name: string): Promise<void> {
  await shot(page, name);
  expect(await axe(page), name).toEqual([]);
}
