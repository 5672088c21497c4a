/**
 * Roads of an applicant on a phone without script, from mail to page and back; what her workflow would do is asked of
 * the activities at the same moments. Each page is looked at once more with script, for axe and at both widths.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { vacancyClock } from '../../../db/queries/vacancy-clock.ts';
import { roundKey } from '../../../domain/draft-rounds.ts';
import { LETTERS } from '../../../domain/result-rules.ts';
import { taipeiDay } from '../../../domain/roc-date.ts';
import { type Applied, apply, notify, PUBLIC_URL, type Stage, stage } from '../../activities/stage.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { sendResult } from '../../support/results.ts';
import { vacancyOf } from '../../support/scene.ts';
import type { SignedIn } from '../../support/web.ts';
import { type Served, serveOfficer } from '../officer/server.ts';
import { person } from './support.ts';

let t: Stage;
let served: Served;
let browser: Browser;
beforeAll(async () => {
  t = await stage();
  served = await serveOfficer(t.s);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
  await t?.close();
});

/** A phone without script, and the same person's browser with it. */
async function phoneOf(as: SignedIn) {
  const bare = await served.context(browser, as, { javaScriptEnabled: false });
  const other = await served.context(browser, as);
  const page = await bare.newPage();
  await page.setViewportSize({ width: 375, height: 812 });
  const seen = await other.newPage();
  await seen.setViewportSize({ width: 375, height: 812 });
  return {
    page,
    go: (path: string) => page.goto(served.url + path),
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    follow: (name: string | RegExp) => page.locator('main').getByRole('link', { name }).first().click(),
    heading: (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor(),
    said: () => page.locator('main').innerText(),
    /** The page she is on, as axe finds it and as wide as the screen. */
    judge: async (name: string) => {
      await seen.goto(page.url());
      await fits(seen, `journey-${name}`);
      expect(await axe(seen), name).toEqual([]);
    },
    close: async () => {
      await bare.close();
      await other.close();
    },
  };
}
const fill = async (page: Page, fields: Record<string, string>): Promise<void> => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
};
/** The newest mail to somebody, and the address it leads to on this server. */
function newest(email: string): { subject: string; text: string; path: string } {
  const mail = t.box.messages({ to: email })[0];
  const link = new RegExp(`^${PUBLIC_URL}(/\\S+)$`, 'm').exec(mail?.text ?? '')?.[1];
  if (!mail || !link) throw new Error('no mail with a link');
  return { subject: mail.subject, text: mail.text, path: link };
}

describe('an applicant on a phone without script', () => {
  it('[R19] keeps a draft, is reminded, hands it in by the mailed link, withdraws and takes that back', async () => {
    const { s, ports } = t;
    const no = await vacancyOf(s, { content: { mode: 'open', personnelCategory: '13' } });
    const who = await person(s, served.web);
    const phone = await phoneOf(who.as);
    await phone.go(`/apply/${no}`);
    await fill(phone.page, { name: '王小明', idNumber: 'A123456789', statement: '草稿裡的自述。' });
    await phone.press('儲存草稿');
    await phone.heading('我的應徵');
    await phone.judge('draft');

    // a day is left, and the draft was there before
    await s.admin
      .updateTable('vacancy')
      .set({ listed_at: new Date(Date.now() - 9 * 86_400_000), closes_at: new Date(Date.now() + 82_800_000) })
      .where('no', '=', no)
      .execute();
    await s.admin
      .updateTable('application_draft')
      .set({ created_at: new Date(Date.now() - 2 * 86_400_000) })
      .where('vacancy_no', '=', no)
      .execute();
    const view = await withActor(s.worker, { kind: 'worker' }, (trx) => vacancyClock(trx, no));
    const round = view?.draftRound ? roundKey(view.draftRound) : '';
    await ports.sendDraftMails({ vacancyNo: no, round, after: '', limit: 10 });
    const reminder = newest(who.email);
    expect(reminder.subject).toContain('還有 24 小時截止');

    await phone.go(reminder.path);
    expect(await phone.page.inputValue('[name=statement]')).toBe('草稿裡的自述。');
    await fill(phone.page, {
      ...{ 'birthDate-y': '75', 'birthDate-m': '1', 'birthDate-d': '14' },
      ...{ phone: '0912345678', address: '臺北市中正區', 'education.0.school': '測試大學' },
    });
    await phone.page.check('[name=sex][value=male]');
    await phone.page.selectOption('[name="education.0.level"]', '50');
    await phone.press('下一步：確認並上傳文件');
    await phone.heading('確認應徵資料');
    await phone.page.check('[name=consent]');
    await phone.press('送出應徵');
    await phone.heading('應徵已送達');
    const id = /applications\/([0-9a-f-]{36})/.exec(phone.page.url())?.[1] ?? '';
    await ports.produceResume({ applicationId: id });
    await ports.sendReceipt({ applicationId: id, version: 1 });
    const receipt = newest(who.email);
    expect(receipt.text).toContain('系統隨即產製履歷資料');
    await phone.go(receipt.path);
    expect(await phone.said()).toContain(/應徵編號：(\S+)/.exec(receipt.text)?.[1]);

    // what the agency reads of her is what she wrote a moment ago
    await phone.go('/applicant/brief');
    expect(await phone.said()).toContain('測試大學');
    await phone.judge('brief');

    await phone.go(receipt.path);
    await phone.follow('撤回應徵');
    await phone.press('撤回應徵');
    await phone.page.getByRole('button', { name: '取回應徵' }).waitFor();
    await phone.judge('withdrawn');
    await phone.press('取回應徵');
    await phone.page.getByText('已取回應徵').first().waitFor();
    expect(await phone.said()).toContain('第 3 版');
    await phone.close();
  }, 120_000);

  it('[R91] takes an interview time from the mail, and moves it', async () => {
    const { s, ports } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    const at = [1, 2].map((n) => new Date(Date.UTC(2027, 2, n, 2)).toISOString());
    const noticeId = await notify(s, no, a.id, {
      ...{ interviewAt: null, slots: at, replyBy: new Date('2027-02-20T09:00:00Z') },
    });
    await ports.sendNotice({ noticeId });
    const { path } = newest(a.email);
    const phone = await phoneOf(await served.web.signIn(a.applicant));
    await phone.go(path);
    await phone.judge('slots');
    const take = async (label: string) => {
      await phone.page.check('[name=reply][value=accepted]');
      await phone.page.getByLabel(label).check();
      await phone.press('送出回覆');
      await phone.page.getByText(`面試時段：${label}`).first().waitFor();
    };
    await take('116 年 3 月 1 日（一）上午 10:00');
    await ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
    await phone.go(newest(a.email).path);
    await take('116 年 3 月 2 日（二）上午 10:00');
    await phone.go(path);
    await phone.judge('slot-moved');
    const { interview_at } = await s.admin
      .selectFrom('interview_notice')
      .select('interview_at')
      .where('id', '=', noticeId)
      .executeTakeFirstOrThrow();
    expect(interview_at?.toISOString()).toBe(at[1]);
    await phone.close();
  }, 120_000);

  it('[R84] reads her result in the letter and on her page, declines, and the next in reserve is offered the post', async () => {
    const { s, ports } = t;
    const no = await vacancyOf(s);
    const [first, next, other] = [await apply(s, no), await apply(s, no), await apply(s, no)];
    await s.admin
      .updateTable('vacancy')
      .set({ stage: 'closed', closed_at: new Date(), closes_at: new Date() })
      .where('no', '=', no)
      .execute();
    const sent = await sendResult(s, {
      vacancyNo: no,
      chosen: [
        { applicationId: first.id, outcome: 'selected', rank: null },
        { applicationId: next.id, outcome: 'reserve', rank: 1 },
      ],
      settledOn: taipeiDay(new Date()),
      reserveMonths: 3,
      letters: { ...LETTERS, selected: '恭喜您，請於兩週內報到。' },
    });
    expect(sent.ok).toBe(true);
    const tell = async (a: Applied, version: number) => {
      await ports.sendResult({ applicationId: a.id, version });
      return newest(a.email);
    };
    // who was never invited hears the end as well
    expect((await tell(other, 1)).text).toContain('未錄取');
    expect((await tell(next, 1)).text).toContain('備取第 1 名');
    const letter = await tell(first, 1);
    expect(letter.text).toContain('恭喜您，請於兩週內報到。');

    const phone = await phoneOf(await served.web.signIn(first.applicant));
    await phone.go(letter.path);
    expect(await phone.said()).toContain('恭喜您，請於兩週內報到。');
    await phone.judge('result');
    await phone.follow('婉拒錄取');
    await phone.heading('婉拒錄取');
    await phone.judge('decline');
    await phone.press('婉拒錄取');
    await phone.page.getByText('已記錄您婉拒錄取').first().waitFor();
    expect(await phone.said()).toMatch(/正取，已於 .* 婉拒/);
    await phone.close();

    expect((await tell(first, 2)).subject).toContain('婉拒');
    await ports.offerNext({ applicationId: first.id });
    const offered = await tell(next, 2);
    expect(offered.text).toContain('正取');
    const second = await phoneOf(await served.web.signIn(next.applicant));
    await second.go(offered.path);
    expect(await second.said()).toContain('正取');
    await second.page.getByRole('link', { name: '婉拒錄取' }).waitFor();
    await second.close();
  }, 120_000);
});
