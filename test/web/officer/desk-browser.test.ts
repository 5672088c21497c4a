import { writeOds } from 'hucre';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sha256 } from '../../../db/crypto.ts';
import { replyToken } from '../../../db/keyring.ts';
import { recordReply } from '../../../db/queries/notice-reply.ts';
import { sendNotices, withdrawNotice } from '../../../db/queries/notices.ts';
import { IMPORT_COLUMNS } from '../../../domain/import-columns.ts';
import { addDays, formatRoc, taipeiDay } from '../../../domain/roc-date.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { apply } from './people.ts';
import { type Served, serveOfficer } from './server.ts';

let s: Scene;
let served: Served;
let browser: Browser;
let context: BrowserContext;
let no = '';
const complaints: string[] = [];

beforeAll(async () => {
  s = await scene();
  served = await serveOfficer(s);
  browser = await openBrowser();
  context = await served.context(browser, await served.web.signIn(s.officer));
  await furnish();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  await s?.close();
});

/** A vacancy with people, some of them notified, with answers of every kind. */
async function furnish(): Promise<void> {
  await colleagueOf(s, 'colleague', '測試同仁');
  no = await vacancyOf(s, { content: { title: '專員', grade: '薦任第7職等至第8職等' } });
  const ids: string[] = [];
  for (let i = 1; i <= 5; i++) ids.push(await apply(s, no, { name: `測試姓名${i}`, produced: true }));
  await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: ids.slice(0, 4),
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
  const notices = await s.admin.selectFrom('interview_notice').selectAll().orderBy('id').execute();
  const of = (i: number) => notices.find((n) => n.application_id === ids[i]) as (typeof notices)[number];
  for (const [i, reply, message] of [
    [0, 'declined', '當日已有行程，無法出席。'],
    [0, 'accepted', '行程已調整，將準時出席，謝謝。'],
    [1, 'declined', ''],
  ] as const) {
    const n = of(i);
    const token = replyToken(s.keyring, n.token_key_id, n.id, n.version);
    const actor = { kind: 'tokenHolder', tokenHash: sha256(token).toString('hex') } as const;
    await withActor(s.web, actor, (trx) => recordReply(trx, s.keyring, actor, { reply, message }));
  }
  await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, of(3).id));
}

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
  await page.goto(served.url + path);
  return page;
}

/** Both widths are drawn (and must not scroll sideways); axe reads both. */
async function clean(page: Page, name: string): Promise<void> {
  await fits(page, `desk-${name}`);
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await axe(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

describe('the pages of the desk fit both widths, axe finds nothing, nothing is blocked', {
  timeout: 90_000,
}, () => {
  it.each([
    ['replies', '/officer/replies'],
    ['replies-none', '/officer/replies?state=expired&no=1150000000'],
    ['search', '/officer/search?q=專員'],
    ['search-none', '/officer/search?q=沒有這個字'],
    ['replies-wrong', '/officer/replies?from-y=2026&from-m=1&from-d=1'],
  ])('%s', async (name, path) => {
    const page = await open(path);
    await clean(page, name);
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('資格審查, 移交, 代理人 and 操作說明, with and without errors', async () => {
    const list = `/officer/vacancies/${no}/applicants`;
    const { id } = await s.admin.selectFrom('application').select('id').limit(1).executeTakeFirstOrThrow();
    for (const [name, path, press] of [
      ['screenings', `${list}/screening`, '下一步：確認名單'],
      ['screening', `${list}/${id}/screening`, '新增備註'],
      ['hand-over', `/officer/vacancies/${no}/hand-over`, '移交職缺'],
      ['account', '/account', '指定代理人'],
      ['handbook', '/officer/handbook/applicants', null],
    ] as const) {
      const page = await open(path);
      await clean(page, name);
      if (press) {
        await page.getByRole('button', { name: press }).click();
        await page.waitForSelector('[data-error-summary]');
        await clean(page, `${name}-wrong`);
      }
      await page.close();
    }
    expect(complaints).toEqual([]);
  });

  it('[R45, R47, R48] the assistant looks again by itself after a change', async () => {
    const draft = await vacancyOf(s, {
      until: 'draft',
      content: { qualifications: '年齡35歲以下尤佳。', contact: '請洽人事室 02-23979298' },
    });
    const page = await open(`/officer/vacancies/${draft}/edit`);
    await clean(page, 'assist');
    await page.fill('#duties', '徵女性尤佳');
    await page.press('#duties', 'Tab');
    await page.waitForSelector('#assist :text("性別平等工作法第7條")');
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('the roster is chosen and leaves as a file; the vacancy’s page can be copied from', async () => {
    const page = await open(`/officer/vacancies/${no}/applicants/roster`);
    await clean(page, 'roster');
    for (const word of ['面試簽到表', '接受面試者及尚未回覆者', 'PDF（列印用）'])
      await page.check(`label:has-text("${word}") input`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.click('button:has-text("產製檔案")'),
    ]);
    expect(file.suggestedFilename()).toMatch(/-sign-in\.pdf$/);
    await page.goto(`${served.url}/officer/vacancies/${no}`);
    await clean(page, 'vacancy');
    await page.click('button:has-text("複製為新職缺")');
    await page.waitForSelector('text=複製為草稿');
    await page.goto(`${served.url}/officer/vacancies/${no}/applicants`);
    await clean(page, 'applicants');
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R27] briefs: choosing, none chosen, side by side', async () => {
    const page = await open(`/officer/vacancies/${no}/briefs`);
    await clean(page, 'briefs');
    await page.click('button:has-text("並排檢視")');
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.title()).toContain('錯誤：');
    for (const i of [0, 1, 2]) await page.check(`input[name="who"] >> nth=${i}`);
    expect(await page.textContent('[data-count-of="who"]')).toBe('3');
    await page.click('button:has-text("並排檢視")');
    await page.waitForSelector('.sq-shorts');
    await clean(page, 'briefs-side');
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('.sq-side')).toBe(false);
    expect(await page.isVisible('.sq-short >> nth=2')).toBe(true);
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R13] import: the page, a file with problems, the dry run, what came of it', async () => {
    const page = await open('/officer/import');
    await clean(page, 'import');
    const today = taipeiDay(new Date());
    const period = { 上網有效期間起日: formatRoc(today), 上網有效期間迄日: formatRoc(addDays(today, 10)) };
    const row = (change: Record<string, string>) =>
      IMPORT_COLUMNS.map(
        ({ head, example }) =>
          (({ 填寫人電話: '02-23979298', ...period, ...change }) as Record<string, string>)[head] ?? example,
      );
    const file = async (...rows: string[][]) => ({
      name: 'list.ods',
      mimeType: 'application/vnd.oasis.opendocument.spreadsheet',
      buffer: Buffer.from(
        await writeOds({ sheets: [{ name: 'a', rows: [IMPORT_COLUMNS.map(({ head }) => head), ...rows] }] }),
      ),
    });
    await page.setInputFiles(
      '#file',
      await file(row({}), row({ 職稱: '', 人員區分: '一般職員' }), row({ 上網有效期間起日: '2026/12/1' })),
    );
    await page.check('text=全部送出審核');
    await page.click('button:has-text("檢查檔案")');
    await page.waitForSelector('.govuk-error-summary');
    await clean(page, 'import-problems');
    await page.click('.govuk-error-summary a >> nth=0');
    expect(await page.evaluate('document.activeElement.id')).toBe('r3-人員區分');
    await page.setInputFiles('#file', await file(row({}), row({ 職稱: '辦事員', 人員區分: '13' })));
    await page.check('text=存為草稿');
    await page.click('button:has-text("檢查檔案")');
    await page.waitForSelector('text=檢查通過');
    await clean(page, 'import-dry');
    await page.click('button:has-text("匯入 2 筆草稿")');
    await page.waitForSelector('text=已匯入 2 筆職缺');
    await clean(page, 'import-done');
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('[R20] the list leaves as a file without leaving the page', async () => {
    const page = await open('/officer/replies');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=匯出ODS檔')]);
    expect(file.suggestedFilename()).toMatch(/^replies-\d{12}\.ods$/);
    expect(new URL(page.url()).pathname).toBe('/officer/replies');
    // the button can be pressed again
    const [again] = await Promise.all([page.waitForEvent('download'), page.click('text=匯出Excel檔')]);
    expect(again.suggestedFilename()).toMatch(/\.xlsx$/);
    await page.close();
  });
});
