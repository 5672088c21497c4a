import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, rocYear, taipeiDay } from '../../domain/roc-date.ts';
import { look, type Platform, platform } from './platform.ts';

// whole processes and browsers on a busy machine: the limit only ends what hangs
vi.setConfig({ testTimeout: 120_000 });

const PASSWORD = 'Archive-2026!';
const today = taipeiDay(new Date());
const until = addDays(today, 10);

let p: Platform;
let officer: Page;
let applicant: Page;
let no = '';
const file = (name: string) => join(mkdtempSync(join(tmpdir(), 'sq-road-')), name);

beforeAll(async () => {
  p = await platform();
  officer = await p.person();
}, 180_000);
afterAll(() => p?.stop(), 30_000);

const date = async (page: Page, name: string, iso: string) => {
  await page.fill(`[name="${name}-y"]`, rocYear(iso));
  await page.fill(`[name="${name}-m"]`, String(Number(iso.slice(5, 7))));
  await page.fill(`[name="${name}-d"]`, String(Number(iso.slice(8, 10))));
};
const eventually = async <T>(ask: () => Promise<T>, good: (t: T) => boolean, seconds = 20): Promise<T> => {
  for (let i = 0; ; i++) {
    const answer = await ask();
    if (good(answer) || i > seconds * 5) return answer;
    await new Promise((r) => setTimeout(r, 200));
  }
};

describe('[R1] the whole road, by people in browsers', () => {
  it('[R3, R4, R7, R8] an officer signs in and finds her way from 我的專區', async () => {
    await officer.goto(`${p.url}/sign-in`);
    await look(officer, '01-sign-in');
    await p.signIn(officer, 'officer');
    await officer.goto(`${p.url}/portal`);
    await look(officer, '02-portal');
    await officer
      .getByRole('row', { name: /DD:事求人機關徵才系統/ })
      .getByRole('link')
      .first()
      .click();
    await officer.waitForURL('**/officer/vacancies');
    await look(officer, '03-register');
  });

  it('[R30–R55] she is told what is missing, fills the form, saves a draft, previews and submits', async () => {
    await officer.goto(`${p.url}/officer/vacancies/new`);
    await officer.getByRole('button', { name: '送出審核' }).click();
    await officer.waitForSelector('.govuk-error-summary');
    expect(await officer.title()).toMatch(/^錯誤：/);
    expect(await officer.locator('.govuk-error-summary').innerText()).toContain(
      '請選擇官等類別，若「無」官職等請勾選「其他」!',
    );
    await look(officer, '04-form-errors');

    await officer.selectOption('[name=agencyCode]', 'A58000000A');
    await officer.fill('[name=agencyAddress]', '臺北市中正區濟南路1段2之2號10樓');
    await officer.fill('[name=writerName]', '測試填寫人');
    await officer.fill('[name=writerPhone]', '02-23979298');
    await officer.selectOption('[name=personnelCategory]', '99');
    await officer.fill('[name=title]', '旅程測試人員');
    await officer.fill('[name=openings]', '2');
    await officer.check('[name=workplaces][value="10"]');
    await date(officer, 'listedFrom', today);
    await date(officer, 'listedTo', until);
    await officer.check('[name=rankClasses][value="其他"]');
    await officer.fill('[name=grade]', '無');
    await officer.selectOption('[name=jobSeries]', '0100');
    await officer.check('[name=sex][value=any]');
    await officer.fill('[name=email]', 'road@agency.example');
    await officer.fill('[name=qualifications]', '高中以上學校畢業。');
    await officer.fill('[name=duties]', '文書處理。月薪新臺幣 38,500 元。');
    await officer.fill('[name=location]', '臺北市中正區濟南路1段2之2號10樓');
    await officer.fill('[name=contact]', '測試聯絡人 02-23979298');
    await officer.check('[name=mode][value=open]');
    await officer.getByRole('button', { name: '儲存草稿' }).click();
    await officer.waitForURL(/\/officer\/vacancies\/\d{10}/);
    no = /vacancies\/(\d{10})/.exec(officer.url())?.[1] ?? '';
    expect(no).toMatch(/^\d{10}$/);

    await officer.goto(`${p.url}/officer/vacancies/${no}/edit`);
    await officer.getByRole('button', { name: '預覽公開頁面' }).click();
    await officer.getByRole('heading', { name: '旅程測試人員' }).first().waitFor();
    await look(officer, '05-preview');
    await officer.goto(`${p.url}/officer/vacancies/${no}/edit`);
    await officer.getByRole('button', { name: '送出審核' }).click();
    await officer.getByText('審核中').first().waitFor();
  });

  it('[R21, R28] a reviewer returns it with a reason, and approves it when corrected', async () => {
    const reviewer = await p.person();
    await p.signIn(reviewer, 'reviewer');
    await reviewer.goto(`${p.url}/review`);
    await look(reviewer, '06-review-queue');
    await reviewer.goto(`${p.url}/review/${no}`);
    await reviewer.check('[name=decision][value=return]');
    await reviewer.fill('#reason-duties', '請補充工作時間');
    await look(reviewer, '07-review');
    await reviewer.getByRole('button', { name: '送出審核結果' }).click();
    await reviewer.waitForURL('**/review');

    await officer.goto(`${p.url}/officer/vacancies/${no}/edit`);
    expect(await officer.locator('main').innerText()).toContain('請補充工作時間');
    await officer.fill('[name=duties]', '文書處理，週一至週五。月薪新臺幣 38,500 元。');
    await officer.getByRole('button', { name: '送出審核' }).click();
    await officer.getByText('審核中').first().waitFor();

    await reviewer.goto(`${p.url}/review/${no}`);
    await reviewer.check('[name=decision][value=approve]');
    await reviewer.getByRole('button', { name: '送出審核結果' }).click();
    await reviewer.waitForURL('**/review');
    await reviewer.context().close();
  });

  it('[R16, R57, R58] it is listed by its workflow, shown to the public, and stands in the feed', async () => {
    const open = await p.person();
    const shown = await eventually(
      async () => (await open.goto(`${p.url}/vacancies/${no}`))?.status(),
      (status) => status === 200,
    );
    expect(shown).toBe(200);
    await look(open, '08-public-vacancy');
    await open.goto(`${p.url}/apply/open?q=${encodeURIComponent('旅程測試')}`);
    expect(await open.locator('main').innerText()).toContain('旅程測試人員');
    await open.goto(`${p.url}/apply/civil-service?q=${encodeURIComponent('旅程測試')}`);
    expect(await open.locator('main').innerText()).not.toContain('旅程測試人員');
    expect(await (await fetch(`${p.url}/open-data/vacancies.xml`)).text()).toContain('旅程測試人員');
    await open.context().close();

    await officer.goto(`${p.url}/officer/vacancies/${no}`);
    expect(await officer.locator('main').innerText()).toContain('流程於');
    await look(officer, '09-officer-vacancy');
  });

  it('an applicant signs up by a mailed link, applies with a document and gets a receipt', async () => {
    applicant = await p.person();
    await applicant.goto(`${p.url}/applicant/sign-up`);
    await applicant.fill('[name=email]', 'road@mail.example');
    await applicant.fill('[name=password]', 'correct horse battery');
    const again = applicant.locator('[name=passwordAgain]');
    if (await again.count()) await again.fill('correct horse battery');
    await applicant.check('[name=consent]');
    await look(applicant, '10-sign-up');
    await applicant.getByRole('button', { name: '送出申請' }).click();
    const confirm = await p.mail('road@mail.example', '');
    const link = /https?:\/\/\S+\/applicant\/confirm\/[\w-]+/.exec(confirm.text)?.[0] ?? '';
    await applicant.goto(link);
    await applicant.locator('main').getByRole('button').first().click();
    await applicant.goto(`${p.url}/applicant/sign-in`);
    await applicant.fill('[name=login]', 'road@mail.example');
    await applicant.fill('[name=password]', 'correct horse battery');
    await applicant.locator('main').getByRole('button', { name: '登入' }).first().click();
    await applicant.waitForURL((u) => !u.pathname.endsWith('/sign-in'));

    await applicant.goto(`${p.url}/apply/${no}`);
    await applicant
      .getByRole('button', { name: /下一步/ })
      .last()
      .click();
    await applicant.waitForSelector('.govuk-error-summary');
    await look(applicant, '11-apply-errors');
    await applicant.fill('[name=name]', '王旅程');
    await applicant.fill('[name=idNumber]', 'A123456789');
    await date(applicant, 'birthDate', '1986-01-14');
    await applicant.check('[name=sex][value=male]');
    await applicant.fill('[name=phone]', '0912345678');
    await applicant.fill('[name=address]', '臺北市中正區');
    await applicant.fill('[name="education.0.school"]', '測試大學');
    await applicant.selectOption('[name="education.0.level"]', '50');
    await applicant.fill('[name=statement]', '自述。');
    await applicant
      .getByRole('button', { name: /下一步/ })
      .last()
      .click();
    await applicant.getByRole('heading', { name: '確認應徵資料' }).waitFor();
    await applicant.setInputFiles('[name=files]', {
      name: '證書.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('這不是 PDF'),
    });
    await applicant.check('[name=consent]');
    await applicant.getByRole('button', { name: '送出應徵' }).click();
    await applicant.waitForSelector('.govuk-error-summary');
    await look(applicant, '12-review-errors');
    await applicant.getByRole('button', { name: '送出應徵' }).click();
    await applicant.getByRole('heading', { name: '應徵已送達' }).waitFor();
    await look(applicant, '13-receipt');
    const receipt = await p.mail('road@mail.example', '應徵');
    const number = /A\d{7}-\d{6,}/.exec(await applicant.locator('main').innerText())?.[0] ?? 'none';
    expect(receipt.text).toContain(number);
  });

  it('[R66–R68] open platform at once; civil service waits for its slot, which an operator may trigger', async () => {
    await officer.goto(`${p.url}/officer/vacancies`);
    await officer.goto(`${p.url}/officer/vacancies/${no}/applicants`);
    const produced = await eventually(
      async () => {
        await officer.reload();
        return officer.locator('input[type=checkbox][name=resume]').count();
      },
      (n) => n > 0,
    );
    expect(produced).toBe(1);
    await look(officer, '14-applicants');

    const civil = (await publicNo('專員')) as string;
    await officer.goto(`${p.url}/officer/vacancies/${civil}/applicants`);
    expect(await officer.locator('main').innerText()).toContain('履歷資料產製中');
    await look(officer, '15-applicants-pending');
    const operator = await p.person();
    await p.signIn(operator, 'operator');
    await operator.goto(`${p.url}/ops`);
    await look(operator, '16-ops');
    await operator.getByRole('button', { name: '立即產製' }).click();
    const pending = await eventually(
      async () => {
        await officer.reload();
        return (await officer.locator('main').innerText()).includes('履歷資料產製中');
      },
      (waiting) => !waiting,
      60,
    );
    expect(pending).toBe(false);
    await operator.context().close();
  });

  it('[R69–R81] she retrieves nine résumés in a sealed archive and exports contacts', async () => {
    const civil = (await publicNo('專員')) as string;
    await officer.goto(`${p.url}/officer/vacancies/${civil}/applicants`);
    for (const box of await officer.locator('input[type=checkbox][name=resume]').all()) await box.check();
    await officer.getByRole('button', { name: '調閱履歷' }).first().click();
    const dialog = officer.locator('dialog[open]');
    await dialog.waitFor();
    await look(officer, '17-retrieval-dialog');
    const purpose = dialog.locator('[name=purpose]').first();
    if ((await purpose.evaluate((e) => e.tagName)) === 'SELECT') await purpose.selectOption({ index: 1 });
    else await purpose.check();
    await dialog.locator('[name=password]').fill(PASSWORD);
    const [download] = await Promise.all([
      officer.waitForEvent('download', { timeout: 30_000 }),
      dialog.getByRole('button', { name: '確定' }).click(),
    ]);
    const archive = file('retrieved.zip');
    await download.saveAs(archive);
    expect(download.suggestedFilename()).not.toMatch(/測試|王/);
    const list = execFileSync('7z', ['l', '-slt', `-p${PASSWORD}`, archive], { encoding: 'utf8' });
    expect(list.match(/Method = AES-256/g)?.length).toBeGreaterThanOrEqual(10);
    expect(execFileSync('7z', ['t', `-p${PASSWORD}`, archive], { encoding: 'utf8' })).toContain(
      'Everything is Ok',
    );
    expect(() => execFileSync('7z', ['t', '-pWrong-1234!', archive], { stdio: 'pipe' })).toThrow();

    await officer.goto(`${p.url}/officer/vacancies/${civil}/applicants/contacts`);
    for (const kind of ['xlsx', 'ods']) {
      await officer.goto(`${p.url}/officer/vacancies/${civil}/applicants/contacts`);
      await officer.locator(`main [name=fileType][value=${kind}]`).check();
      const [sheet] = await Promise.all([
        officer.waitForEvent('download'),
        officer.locator('main').getByRole('button', { name: '確定' }).click(),
      ]);
      expect(sheet.suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`));
    }
  });

  it('[R82–R84, R90] she notifies two people in a batch; both get the mail, neither can be ticked again', async () => {
    const civil = (await publicNo('專員')) as string;
    await officer.goto(`${p.url}/officer/vacancies/${civil}/applicants`);
    const boxes = officer.locator('input[type=checkbox][name=notice]');
    const before = await boxes.count();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await officer.getByRole('button', { name: '批次通知面試' }).first().click();
    await officer.fill('[name=content]', '請依面試時間準時報到。');
    await officer.fill('[name=contactPerson]', '測試聯絡人');
    await officer.fill('[name=contactPhone]', '02-23979298');
    await officer.fill('[name=contactEmail]', 'hr@agency.example');
    await date(officer, 'replyByDay', addDays(today, 5));
    await look(officer, '18-batch-notice');
    await officer.locator('main').getByRole('button', { name: '確定' }).click();
    await officer.waitForURL(/applicants$/);
    for (const n of [1, 2])
      expect((await p.mail(`applicant${n}@mail.example`, '面試')).text).toContain('請依面試時間準時報到。');
    expect(await boxes.count()).toBe(before - 2);
    expect(await officer.locator('main').innerText()).toContain('查看通知');
  });

  it('[R82–R91] she notifies, the applicant answers by the mailed link, the list shows it', async () => {
    await officer.goto(`${p.url}/officer/vacancies/${no}/applicants`);
    await officer
      .getByRole('link', { name: /通知面試/ })
      .first()
      .click();
    await officer.fill('[name=content]', '請攜帶身分證正本，於面試時間前十分鐘報到。');
    await officer.fill('[name=contactPerson]', '測試聯絡人');
    await officer.fill('[name=contactPhone]', '02-23979298');
    await officer.fill('[name=contactEmail]', 'hr@agency.example');
    await date(officer, 'interviewDay', addDays(today, 7));
    await officer.fill('[name=interviewTime]', '10:00');
    await officer.fill('[name=place]', '5 樓會議室');
    await date(officer, 'replyByDay', addDays(today, 5));
    await look(officer, '18-notice');
    await officer.getByRole('button', { name: '送出邀約' }).click();
    await officer.waitForURL(/applicants/);

    const notice = await p.mail('road@mail.example', '面試');
    const link = /https?:\/\/\S+\/r\/[\w-]{43}/.exec(notice.text)?.[0] ?? '';
    // axe itself needs scripts; the answer is given without
    const seen = await p.person();
    await seen.goto(link);
    await look(seen, '19-reply');
    const phone = await p.person({ javaScriptEnabled: false });
    await phone.goto(link);
    await phone.getByRole('button', { name: '送出回覆' }).click();
    expect(await phone.locator('.govuk-error-summary').innerText()).toContain('請選擇');
    await phone.check('[name=reply][value=accepted]');
    await phone.fill('[name=message]', '準時參加，謝謝。');
    await phone.getByRole('button', { name: '送出回覆' }).click();
    await phone.getByText('接受').first().waitFor();
    await seen.goto(link);
    await look(seen, '20-replied');

    await officer.goto(`${p.url}/officer/vacancies/${no}/applicants`);
    expect(await officer.locator('main').innerText()).toContain('接受');
    await officer
      .getByRole('link', { name: /查看通知/ })
      .first()
      .click();
    expect(await officer.locator('main').innerText()).toContain('準時參加，謝謝。');
    await look(officer, '21-view-notice');
    await p.mail('road@mail.example', '回覆');
  });

  it('[R70, R75] the applicant sees who retrieved her résumé; the officer ends the listing at once', async () => {
    await applicant.goto(`${p.url}/applicant`);
    await look(applicant, '22-my-applications');
    await officer.goto(`${p.url}/officer/vacancies/${no}/end`);
    const reason = officer.locator('main [name=reason]').first();
    if ((await reason.evaluate((e) => e.tagName)) === 'SELECT') await reason.selectOption({ index: 1 });
    else await reason.check();
    await look(officer, '23-end-listing');
    await officer.locator('main').getByRole('button', { name: /截止/ }).first().click();
    const closed = await eventually(
      async () => {
        await officer.goto(`${p.url}/officer/vacancies/${no}`);
        return officer.locator('main').innerText();
      },
      (text) => text.includes('已截止'),
    );
    expect(closed).toContain('已截止');
    await p.mail('road@agency.example', '截止');
    await applicant.goto(`${p.url}/vacancies/${no}`);
    expect(await applicant.locator('main').innerText()).toContain('已截止');
  });
});

/** The number of a demonstration vacancy by its title, as the public finds it. */
async function publicNo(title: string): Promise<string | undefined> {
  const page = await (await fetch(`${p.url}/vacancies?q=${encodeURIComponent(title)}`)).text();
  return /\/vacancies\/(\d{10})/.exec(page)?.[1];
}
