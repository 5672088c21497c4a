import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { LETTERS } from '../../domain/result-rules.ts';
import { taipeiDay } from '../../domain/taipei-time.ts';
import { sendResult } from '../support/results.ts';
import { vacancyOf } from '../support/scene.ts';
import { apply, failure, notify, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());
beforeEach(() => t.box.clear());

const mailsOf = (no: string) => t.box.messages({ subject: no });
const close = (no: string, at: Date) =>
  t.s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closed_at: at, closes_at: at })
    .where('no', '=', no)
    .execute();

describe('[R56] the daily digest', () => {
  it('goes to the contact mailbox once a day, also at zero, with counts and no names', async () => {
    const no = await vacancyOf(t.s);
    await t.ports.sendDigest({ vacancyNo: no });
    await t.ports.sendDigest({ vacancyNo: no });
    expect(mailsOf(no)).toHaveLength(1);
    const [mail] = mailsOf(no);
    expect(mail?.to).toEqual(['hr@agency.example']);
    expect(mail?.subject).toContain('累積應徵 0 人');
  });

  it('counts without the withdrawn, and says how many came since the last', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    await apply(t.s, no);
    await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    const yesterday = new Date(Date.now() - 86_400_000);
    await t.s.admin
      .insertInto('mail_delivery')
      .values({
        key: `digest:${no}:${taipeiDay(yesterday)}`,
        kind: 'digest',
        state: 'handedOver',
        message_id: '<a@b.invalid>',
        created_at: yesterday,
      })
      .execute();
    await t.ports.sendDigest({ vacancyNo: no });
    const [mail] = mailsOf(no);
    expect(mail?.subject).toContain('累積應徵 1 人');
    expect(mail?.text).toMatch(/上次通知後新增\D+1 人/);
    expect(mail?.text).not.toContain(a.record.basic.name);
    expect(mail?.text).not.toContain('mail.example');
  });

  it('[R91] counts what those invited answered, and says nothing of it while nobody is invited', async () => {
    const no = await vacancyOf(t.s);
    const send = async (): Promise<string> => {
      await t.s.admin
        .deleteFrom('mail_delivery')
        .where('vacancy_no', '=', no)
        .where('kind', '=', 'digest')
        .execute();
      await t.ports.sendDigest({ vacancyNo: no });
      return mailsOf(no)[0]?.text ?? '';
    };
    const people = [];
    for (let i = 0; i < 4; i++) people.push(await apply(t.s, no));
    expect(await send()).not.toContain('面試');
    for (const [i, answer] of ([null, 'accepted', 'declined', 'accepted'] as const).entries()) {
      const a = people[i] as (typeof people)[0];
      await notify(t.s, no, a.id);
      if (answer)
        await t.s.admin
          .updateTable('application')
          .set({ reply_status: answer })
          .where('id', '=', a.id)
          .execute();
    }
    const last = people[3] as (typeof people)[0];
    await withActor(t.s.web, last.applicant, (trx) => withdrawApplication(trx, last.applicant, last.id));
    const text = await send();
    expect(text).toMatch(/已通知面試\D+3 人/);
    expect(text).toContain('接受 1 人、婉拒 1 人、尚未回覆 1 人');
  });

  it.each([
    ['mode none', { content: { mode: 'none' as const } }],
    ['not listed yet', { until: 'approved' as const }],
  ])('is not sent: %s', async (_, o) => {
    const no = await vacancyOf(t.s, o);
    await t.ports.sendDigest({ vacancyNo: no });
    expect(mailsOf(no)).toEqual([]);
  });

  it('fails for good for a vacancy that does not exist', async () => {
    expect(await failure(t.ports.sendDigest({ vacancyNo: '9999999999' }))).toBe('vacancyNotFound');
  });
});

describe('closing notice and archive warnings', () => {
  it('says once how many applied and how many documents there are', async () => {
    const no = await vacancyOf(t.s);
    await apply(t.s, no);
    await t.ports.sendClosingNotice({ vacancyNo: no });
    expect(mailsOf(no)).toEqual([]);
    await close(no, new Date(Date.now() - 1000));
    await t.ports.sendClosingNotice({ vacancyNo: no });
    await t.ports.sendClosingNotice({ vacancyNo: no });
    expect(mailsOf(no)).toHaveLength(1);
    expect(mailsOf(no)[0]?.subject).toContain('應徵 1 人');
  });

  it('warns 30 and 7 days before the archive, each once, and tries the same one again after a refusal', async () => {
    const no = await vacancyOf(t.s);
    await apply(t.s, no);
    const closedBefore = (days: number) => {
      const at = new Date(Date.now() + days * 86_400_000);
      at.setUTCFullYear(at.getUTCFullYear() - 1);
      return at;
    };
    await close(no, closedBefore(40));
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    expect(mailsOf(no).map((m) => m.subject)).toEqual([expect.stringContaining('等候甄選結果')]);
    t.box.clear();
    await close(no, closedBefore(20));
    t.box.setFault({ mode: 'greylist' });
    expect(await failure(t.ports.sendArchiveWarning({ vacancyNo: no }))).toBe('mailTemporary');
    t.box.setFault({ mode: 'none' });
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    expect(mailsOf(no)).toHaveLength(1);
    await close(no, closedBefore(5));
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    expect(mailsOf(no)).toHaveLength(2);
    expect(mailsOf(no)[0]?.text).toContain('1 人');
    expect(mailsOf(no)[0]?.text).toContain('有 1 位應徵者還在等候');
    expect((await t.ports.lookAtVacancy({ vacancyNo: no })).archiveWarningAt).toBeNull();
  });

  it('reminds 60 and 180 days after closing of those who wait for a result, each once; nobody waits, nobody is reminded', async () => {
    const [no, empty, done] = [await vacancyOf(t.s), await vacancyOf(t.s), await vacancyOf(t.s)];
    await apply(t.s, no);
    await apply(t.s, no);
    const settled = await apply(t.s, done);
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    for (const one of [no, empty, done]) await close(one, daysAgo(59));
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    expect(mailsOf(no)).toEqual([]);
    const next = async (of: string) =>
      (await t.ports.lookAtVacancy({ vacancyNo: of })).archiveWarningAt ?? '';
    expect(Math.round((Date.parse(await next(no)) - Date.now()) / 86_400_000)).toBe(1);
    for (const one of [no, empty, done]) await close(one, daysAgo(61));
    await sendResult(t.s, {
      vacancyNo: done,
      chosen: [{ applicationId: settled.id, outcome: 'selected', rank: null }],
      settledOn: '2026-11-24',
      reserveMonths: null,
      letters: LETTERS,
    });
    for (const one of [no, no, empty, done]) await t.ports.sendArchiveWarning({ vacancyNo: one });
    expect(mailsOf(no).map((m) => m.subject)).toEqual([expect.stringContaining('2 位應徵者等候甄選結果')]);
    expect(mailsOf(no)[0]?.text).toContain(`/officer/vacancies/${no}/results`);
    expect([mailsOf(empty), mailsOf(done)]).toEqual([[], []]);
    expect(Math.round((Date.parse(await next(no)) - Date.now()) / 86_400_000)).toBe(119);
    await close(no, daysAgo(181));
    await t.ports.sendArchiveWarning({ vacancyNo: no });
    expect(mailsOf(no)).toHaveLength(2);
  });
});
