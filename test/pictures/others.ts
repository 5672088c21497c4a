/** The pages of those who are no officers. */
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../web/paths.ts';
import { takePicture } from './camera.ts';

export async function ofReviewer(page: Page, url: string): Promise<void> {
  await page.goto(url + paths.review.list());
  await takePicture(page, 'review');
}

/** What everybody reads of a vacancy. */
export async function ofPublic(browser: Browser, url: string, no: string): Promise<void> {
  const page = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await page.goto(url + paths.public.vacancy(no));
  await takePicture(page, 'public-vacancy');
}

/** The page behind the link of the notice that lies in the mailbox. */
export async function ofInvited(browser: Browser, mailbox: string): Promise<void> {
  const page = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await page.goto(await replyLink(mailbox));
  await takePicture(page, 'reply');
}

async function replyLink(mailbox: string): Promise<string> {
  const query = new URLSearchParams({ subject: '面試' });
  for (let i = 0; i < 150; i++) {
    const mails = (await (await fetch(`${mailbox}/api/messages?${query}`)).json()) as { text: string }[];
    const link = /https?:\/\/\S+\/r\/[\w-]{43}/.exec(mails[0]?.text ?? '')?.[0];
    if (link) return link;
    await new Promise((r) => setTimeout(r, 200));
  }
  throw new Error('no notice came to the mailbox');
}
