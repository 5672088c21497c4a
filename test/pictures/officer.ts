/** The officer's pages, in the order of the handbook. */
import type { Page } from 'playwright-core';
import { addDays, rocYear, taipeiDay } from '../../domain/roc-date.ts';
import { paths } from '../../web/paths.ts';
import { takePicture } from './camera.ts';

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

/** A notice filled in, its picture, and the notice sent. */
async function invite(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.fill('[name=content]', '請攜帶身分證件及學經歷證明文件正本，準時報到。');
  await page.fill('[name=place]', '本機關 10 樓第一會議室');
  await fillDay(page, 'interviewDay', 7);
  await page.fill('[name=interviewTime]', '10:00');
  await fillDay(page, 'replyByDay', 5);
  await takePicture(page, 'notice');
  await page.getByRole('button', { name: '送出邀約' }).click();
  await page.waitForURL(/applicants/);
}

async function fillDay(page: Page, name: string, daysFromNow: number): Promise<void> {
  const day = addDays(taipeiDay(new Date()), daysFromNow);
  await page.fill(`[name=${name}-y]`, rocYear(day));
  await page.fill(`[name=${name}-m]`, day.slice(5, 7));
  await page.fill(`[name=${name}-d]`, day.slice(8, 10));
}

/** Every page of the handbook; @returns the vacancy to whose applicant a notice went. */
export async function ofOfficer(page: Page, url: string): Promise<string> {
  const see = async (address: string, name: string): Promise<void> => {
    await page.goto(url + address);
    await takePicture(page, name);
  };
  const no = await busyVacancy(page, url);
  await see(paths.officer.vacancies(), 'register');
  await see(paths.officer.newVacancy(), 'form');
  await page.getByRole('button', { name: '送出審核' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await takePicture(page, 'form-errors');
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

  await invite(page, url + paths.officer.notice(no, second));
  await see(paths.officer.replies(), 'replies');
  await see(paths.account.profile(), 'account');
  return no;
}
