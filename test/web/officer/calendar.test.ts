import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no: string;
const JANUARY = '/officer/calendar?month=2027-01';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { services: { now: () => new Date('2027-01-06T02:00:00Z') } });
  officer = await web.signIn(s.officer);
  no = await vacancyOf(s, { content: { title: '行事曆專員' } });
  const ids = [await apply(s, no, { name: '測試姓名1' }), await apply(s, no, { name: '測試姓名2' })];
  await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: ids,
      batch: true,
      body: {
        content: '請報到。',
        contactPerson: '測試人員1',
        contactPhone: '',
        contactEmail: '',
        place: '',
      },
      interviewAt: '2027-01-20T02:30:00Z',
      replyBy: '2027-01-18T02:30:00Z',
    }),
  );
  await s.admin
    .updateTable('vacancy')
    .set({ opens_at: new Date('2027-01-03T16:00:00Z'), closes_at: new Date('2027-01-12T16:00:00Z') })
    .where('no', '=', no)
    .execute();
});
afterAll(() => s.close());

const page = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
/** The cell of a day in the grid. */
const cell = (html: string, day: number): string =>
  [...html.slice(0, html.indexOf('</table>')).matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)]
    .map((m) => words(m[1] ?? '').trim())
    .find((text) => new RegExp(`^${day}(\\D|$)`).test(text)) ?? '';

describe('職缺行事曆', () => {
  it('[R22] shows a month under its ROC name: opening, closing at 24:00, interviews counted, days off, today', async () => {
    const html = await page(JANUARY);
    expect(words(html)).toContain('116 年 1 月');
    expect(cell(html, 4)).toMatch(/開始刊登 行事曆專員 .*刊登中 1 件/);
    expect(cell(html, 12)).toMatch(/截止 24:00 行事曆專員/);
    expect(cell(html, 13)).toBe('13');
    expect(cell(html, 20)).toMatch(/面試 10:30，2 人 行事曆專員/);
    expect(cell(html, 1)).toContain('開國紀念日');
    expect(cell(html, 6)).toMatch(/今天.*刊登中 1 件/);
    expect(html).toContain(`href="/officer/vacancies/${no}/applicants"`);
    expect(html).not.toContain('測試姓名');
  });

  it('says the same as a list, and leads to the months around it', async () => {
    const html = await page(`${JANUARY}&view=list`);
    const list = words(html.slice(html.indexOf('<tbody')));
    expect(list).toMatch(
      /1 月 1 日.*開國紀念日.*1 月 4 日.*開始刊登.*1 月 12 日.*截止 24:00.*1 月 20 日.*面試 10:30/,
    );
    expect(html).not.toContain('sq-month-wide');
    expect(html).toContain('href="/officer/calendar?month=2026-12&amp;view=list"');
    expect(html).toContain('href="/officer/calendar?month=2027-02&amp;view=list"');
    for (const wrong of ['2027-13', '115-01', 'x', '9999-12'])
      expect(words(await page(`/officer/calendar?month=${wrong}`))).toContain('116 年 1 月');
  });

  it('is linked from the register, and holds nothing of other agencies', async () => {
    expect(await page('/officer/vacancies')).toContain('href="/officer/calendar"');
    expect(await page(JANUARY, await web.signIn(s.stranger))).not.toContain('行事曆專員');
  });
});
