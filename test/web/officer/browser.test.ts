import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sha256 } from '../../../db/crypto.ts';
import { replyToken } from '../../../db/keyring.ts';
import { recordReply } from '../../../db/queries/notice-reply.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { apply, produce } from './people.ts';
import { type Served, serveOfficer } from './server.ts';

let s: Scene;
let served: Served;
let browser: Browser;
let context: BrowserContext;
let bare: BrowserContext;
let no = '';
let notified = '';
let pending = '';
let uninvited = '';
const complaints: string[] = [];

beforeAll(async () => {
  s = await scene();
  served = await serveOfficer(s);
  browser = await openBrowser();
  const officer = await served.web.signIn(s.officer);
  context = await served.context(browser, officer);
  bare = await served.context(browser, officer, { javaScriptEnabled: false });
  await furnish();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  await s?.close();
});

/** A register with something in every state, and a vacancy with people in every state. */
async function furnish(): Promise<void> {
  await vacancyOf(s, {
    until: 'draft',
    content: { title: '護理師', listedFrom: '', listedTo: '', grade: '師（三）級', jobSeries: 'B401' },
  });
  await vacancyOf(s, { until: 'inReview', content: { title: '資訊技士', jobSeries: 'B702' } });
  await vacancyOf(s, {
    content: {
      title: '約僱人員（育嬰留職停薪職務代理）',
      mode: 'none',
      workplaces: ['10', '23'],
      grade: '無',
      jobSeries: '0100',
    },
  });
  const back = await vacancyOf(s, {
    until: 'inReview',
    content: { title: '辦事員', grade: '委任第3職等至第5職等' },
  });
  await s.admin
    .updateTable('vacancy')
    .set({
      review_outcome: 'returned',
      return_reasons: JSON.stringify([{ field: 'duties', message: '請說明薪資範圍' }]),
    })
    .where('no', '=', back)
    .execute();
  no = await vacancyOf(s, { content: { title: '專員', grade: '薦任第7職等至第8職等' } });
  const ids: string[] = [];
  const declaration = { posts: ['測試機關 科員 薦任第6職等'], basis: '公務人員考試及格' };
  const particulars = { declaration, adjustments: '' };
  for (let i = 1; i <= 8; i++)
    ids.push(await apply(s, no, { name: `測試姓名${i}`, produced: i < 7, particulars }));
  [, notified = '', , , , , pending = '', uninvited = ''] = ids;
  const noticed = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: ids.slice(1, 4),
      batch: true,
      body: {
        content: '請攜帶身分證正本，於上午 9 時 50 分至本總處 5 樓會議室報到。',
        contactPerson: '測試人員1',
        contactPhone: '02-23979298 分機 201',
        contactEmail: 'hr@agency.example',
        place: '5 樓會議室',
      },
      interviewAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      replyBy: new Date(Date.now() + 5 * 86_400_000).toISOString(),
    }),
  );
  if (!noticed.ok) throw new Error('not noticed');
  const rows = await s.admin
    .selectFrom('interview_notice')
    .selectAll()
    .where('vacancy_no', '=', no)
    .execute();
  for (const [id, reply, message] of [
    [ids[1], 'declined', '當日已有行程，無法出席。'],
    [ids[1], 'accepted', '行程已調整，將準時出席，謝謝。'],
    [ids[2], 'declined', ''],
  ] as const) {
    const n = rows.find((row) => row.application_id === id);
    if (!n) throw new Error('no notice');
    const token = replyToken(s.keyring, n.token_key_id, n.id, n.version);
    const actor = { kind: 'tokenHolder', tokenHash: sha256(token).toString('hex') } as const;
    await withActor(s.web, actor, (trx) => recordReply(trx, s.keyring, actor, { reply, message }));
  }
}

async function open(path: string, by = context): Promise<Page> {
  const page = await by.newPage();
  page.on('console', (message) => {
    // refused forms, and the one transfer that a test breaks off
    if (message.type() === 'error' && !/status of 4\d\d|ERR_FAILED/.test(message.text()))
      complaints.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
  await page.goto(served.url + path);
  return page;
}

/** Pages whose layout differs on a phone; the others are looked at by axe at one width. */
const BOTH_WIDTHS: ReadonlySet<string> = new Set(['register', 'new', 'applicants']);

/** Presses Tab until what has the focus is what one wants. */
async function tab(page: Page, until: string): Promise<void> {
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(until)})`)) return;
  }
  throw new Error(`${until} cannot be reached by Tab`);
}

async function clean(page: Page, name: string): Promise<void> {
  await fits(page, `officer-${name}`);
  for (const width of BOTH_WIDTHS.has(name) ? [1280, 375] : [1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await axe(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

// a whole page drawn twice and read by axe takes seconds on a busy machine
describe('the officers’ pages fit both widths, axe finds nothing, nothing is blocked', {
  timeout: 90_000,
}, () => {
  const pages: [string, () => string][] = [
    ['register', () => '/officer/vacancies'],
    ['new', () => '/officer/vacancies/new'],
    ['listed-form', () => `/officer/vacancies/${no}/edit`],
    ['vacancy', () => `/officer/vacancies/${no}`],
    ['preview', () => `/officer/vacancies/${no}/preview`],
    ['extend', () => `/officer/vacancies/${no}/extend`],
    ['withdraw', () => `/officer/vacancies/${no}/withdraw`],
    ['applicants', () => `/officer/vacancies/${no}/applicants`],
    ['contacts', () => `/officer/vacancies/${no}/applicants/contacts`],
    ['view-notice', () => `/officer/vacancies/${no}/applicants/${notified}/notice`],
    ['briefs', () => `/officer/vacancies/${no}/briefs`],
    ['replies', () => '/officer/replies'],
    ['single-notice', () => `/officer/vacancies/${no}/applicants/${pending}/notice`],
  ];
  it.each(pages)('%s', async (name, path) => {
    const page = await open(path());
    await clean(page, name);
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('the refused form: focus on the summary, its links lead to the fields', async () => {
    const page = await open('/officer/vacancies/new');
    await page.click('button[value="submit"]');
    await page.waitForSelector('[data-error-summary]');
    expect(await page.evaluate('document.activeElement.hasAttribute("data-error-summary")')).toBe(true);
    await clean(page, 'refused');
    await page.click('[data-error-summary] a[href="#rankClasses"]');
    expect(await page.evaluate('document.activeElement.name')).toBe('rankClasses');
    await page.close();
  });
});

describe('with script', { timeout: 90_000 }, () => {
  it('[R60] choosing a category proposes its method at once; sections show with 須具 only', async () => {
    const page = await open('/officer/vacancies/new');
    expect(await page.isVisible('#trainingFrom')).toBe(false);
    await page.selectOption('#personnelCategory', '13');
    await page.waitForSelector('input[name="mode"][value="open"]:checked');
    expect(await page.textContent('#retrieval-part')).toContain('約僱人員');
    expect(await page.isVisible('#trainingFrom')).toBe(false);
    await page.selectOption('#personnelCategory', '11');
    await page.waitForSelector('input[name="mode"][value="civilService"]:checked');
    expect(await page.isVisible('#trainingFrom')).toBe(true);
    await page.close();
  });

  it('[R30] by keyboard alone: typed, kept by itself, opened again, handed in and refused at its fields', async () => {
    const page = await open('/officer/vacancies/new');
    const tabTo = (until: string) => tab(page, until);
    await tabTo('#title');
    await page.keyboard.type('鍵盤登錄');
    await page.waitForSelector('[data-autosave-status]:has-text("已自動儲存")');
    await page.reload();
    expect(await page.inputValue('#title')).toBe('鍵盤登錄');
    await tabTo('#personnelCategory');
    await page.keyboard.press('ArrowDown');
    await tabTo('button[value="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-error-summary]:focus');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.closest("form").id')).toBe('vacancy-form');
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R76–R79] ticks, dialog, password, download', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants`);
    await page.check('input[name="resume"] >> nth=0');
    await page.check('input[name="resume"] >> nth=1');
    expect(await page.textContent('[data-count-of="resume"]')).toBe('2');
    await page.click('.sq-actionbar button:has-text("調閱履歷")');
    await page.waitForSelector('dialog#retrieval[open]');
    expect(await page.textContent('dialog#retrieval')).toContain('測試姓名1、測試姓名2');
    await clean(page, 'dialog');
    await page.selectOption('#retrieval-purpose', 'qualification');
    await page.fill('#retrieval-password', 'Right-1-horse');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('dialog#retrieval button:has-text("確定")'),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${no}-\\d{12}\\.zip$`));
    // it says what was kept and stays until it is closed; opened again it begins anew
    await page.waitForSelector(
      `dialog#retrieval [role="status"]:has-text("已下載 ${download.suggestedFilename()}")`,
    );
    expect(
      await page.locator('dialog#retrieval progress').evaluate((bar: { value: number }) => bar.value),
    ).toBe(100);
    await clean(page, 'downloaded');
    await page.click('dialog#retrieval >> text=關閉');
    await page.click('.sq-actionbar button:has-text("調閱履歷")');
    expect(await page.isVisible('dialog#retrieval [data-progress]')).toBe(false);
    expect(await page.inputValue('#retrieval-password')).toBe('');
    await page.close();
  });

  it('[R76] a download that breaks off says so and can be tried again; a form at fault comes back as the page', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants`);
    await page.check('input[name="resume"] >> nth=0');
    await page.click('.sq-actionbar button:has-text("調閱履歷")');
    await page.fill('#retrieval-password', 'Right-1-horse');
    await page.route('**/retrieve', (route) => route.abort(), { times: 1 });
    await page.click('dialog#retrieval button:has-text("確定")');
    await page.waitForSelector('dialog#retrieval [role="status"]:has-text("下載中斷")');
    await page.click('dialog#retrieval button:has-text("確定")');
    await page.waitForSelector('main [data-error-summary]:focus');
    expect(await page.textContent('main')).toContain('請選擇調閱事由');
    await page.selectOption('#retrieval-purpose', 'panel');
    await page.fill('#retrieval-password', 'Right-1-horse');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('main button:has-text("確定")'),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    await page.waitForSelector('main [role="status"]:has-text("已下載")');
    // what was wrong before is not told any more
    expect(await page.locator('main .govuk-error-message, main [data-error-summary]').count()).toBe(0);
    await page.close();
  });

  it('[R76–R87] by keyboard alone: to the applicants, a tick, the archive from its dialog, a notice', async () => {
    const page = await open('/officer/vacancies');
    const { keyboard } = page;
    await tab(page, `a[href="/officer/vacancies/${no}/applicants"]`);
    await keyboard.press('Enter');
    await page.waitForURL(`**/${no}/applicants`);
    await tab(page, 'input[name="resume"]');
    await keyboard.press('Space');
    await tab(page, '.sq-actionbar [data-dialog="retrieval"]');
    await keyboard.press('Enter');
    await page.waitForSelector('dialog#retrieval[open]');
    // Escape closes it and gives the focus back to where it was opened
    await keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.dataset.dialog')).toBe('retrieval');
    await keyboard.press('Enter');
    await tab(page, '#retrieval-purpose');
    await keyboard.press('ArrowDown');
    await tab(page, '#retrieval-password');
    await keyboard.type('Right-1-horse');
    const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);

    await page.goto(`${served.url}/officer/vacancies/${no}/applicants`);
    await tab(page, `a[href$="/${uninvited}/notice"]`);
    await keyboard.press('Enter');
    await page.waitForURL(`**/${uninvited}/notice`);
    await tab(page, 'textarea[name="content"]');
    await keyboard.type('請攜帶身分證。');
    await tab(page, 'button[value="send"]');
    await keyboard.press('Enter');
    // without a day to answer by it is refused, and the summary has the focus
    await page.waitForSelector('[data-error-summary]:focus');
    const { y, m, d } = rocPartsOf(addDays(taipeiDay(new Date()), 5));
    for (const [box, typed] of Object.entries({ y, m, d })) {
      await tab(page, `[name="replyByDay-${box}"]`);
      await keyboard.type(typed);
    }
    await tab(page, 'button[value="send"]');
    await keyboard.press('Enter');
    await page.waitForSelector('text=已送出邀約');
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R73] every column is in sight at 1280 px, also with what an applicant stated of her office', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants`);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await page.isVisible('text=公務人員考試及格 >> nth=0')).toBe(true);
    const hidden = '(t => t.scrollWidth - t.parentElement.clientWidth)(document.querySelector("main table"))';
    expect(await page.evaluate(hidden)).toBeLessThanOrEqual(0);
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R68] a produced résumé gets its box by itself, and ticks made meanwhile stay', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants`);
    await page.check('input[name="notice"] >> nth=0');
    expect(await page.isVisible(`input[name="resume"][value="${pending}"]`)).toBe(false);
    await produce(s, pending);
    await page.waitForSelector(`input[name="resume"][value="${pending}"]`, { timeout: 15_000 });
    expect(await page.isChecked('input[name="notice"] >> nth=0')).toBe(true);
    await page.close();
    expect(complaints).toEqual([]);
  });
});

describe('without script', { timeout: 90_000 }, () => {
  it('[R76] the password is asked for on a page, the archive comes all the same', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants`, bare);
    await page.check('input[name="resume"] >> nth=0');
    await page.click('.sq-actionbar button:has-text("調閱履歷")');
    expect(await page.textContent('main')).toContain('請設定下載壓縮檔密碼');
    await page.selectOption('#retrieval-purpose', 'panel');
    await page.fill('#retrieval-password', 'weak');
    await page.click('button:has-text("確定")');
    expect(await page.textContent('main')).toContain('密碼長度應至少 8 碼以上');
    await page.fill('#retrieval-password', 'Right-1-horse');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('button:has-text("確定")'),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    await page.close();
  });
});
