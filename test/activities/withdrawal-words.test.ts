import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { keepDraft } from '../../db/queries/application-drafts.ts';
import { vacancyClock } from '../../db/queries/vacancy-clock.ts';
import { undoWithdrawal, withdrawVacancy } from '../../db/queries/vacancy-withdrawal.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { roundKey } from '../../domain/draft-rounds.ts';
import { applicantOf, vacancyOf } from '../support/scene.ts';
import { apply, notify, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const versionOf = async (no: string) =>
  (await t.s.admin.selectFrom('vacancy').select('version').where('no', '=', no).executeTakeFirstOrThrow())
    .version;
const withdraw = async (no: string, minutesAgo: number): Promise<void> => {
  const version = await versionOf(no);
  const done = await withActor(t.s.web, t.s.officer, (trx) =>
    withdrawVacancy(trx, t.s.officer, { no, version, reason: 'wrongContent' }),
  );
  expect(done.ok).toBe(true);
  const withdrawn_at = new Date(Date.now() - minutesAgo * 60_000);
  await t.s.admin
    .updateTable('vacancy')
    .set({ withdrawn_at, listed_at: new Date(Date.now() - 86_400_000) })
    .where('no', '=', no)
    .execute();
};
const look = (no: string) => withActor(t.s.worker, { kind: 'worker' }, (trx) => vacancyClock(trx, no));
/** What the vacancy's run does when the time has come: every page, twice, as Temporal may. */
async function tell(no: string, limit = 100): Promise<number> {
  let later = 0;
  for (let pass = 0; pass < 2; pass++)
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof t.ports.sendWithdrawalWords>> = await t.ports.sendWithdrawalWords(
        { vacancyNo: no, after, limit },
      );
      later = page.later;
      after = page.after;
    }
  return later;
}
const words = (email: string) =>
  t.box.messages({ to: email }).filter((m) => m.subject.startsWith('職缺撤回通知'));

describe('a vacancy withdrawn by its agency', () => {
  it('[R84] is told to each who applied, once, with the reason and whom to ask; not to who withdrew herself', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const [waits, invited, gone] = [await apply(s, no), await apply(s, no), await apply(s, no)];
    await notify(s, no, invited.id);
    await withActor(s.web, gone.applicant, (trx) => withdrawApplication(trx, gone.applicant, gone.id));
    expect((await look(no))?.withdrawalWordAt).toBeNull();
    await withdraw(no, 12);
    expect(Date.parse((await look(no))?.withdrawalWordAt ?? '')).toBeLessThan(Date.now());
    await tell(no, 1);
    expect(words(gone.email)).toEqual([]);
    for (const a of [waits, invited]) {
      const [mail, second] = words(a.email);
      expect(second).toBeUndefined();
      expect(mail?.text).toContain('職缺內容有誤，將另行登錄');
      expect(mail?.text).toContain('聯絡方式');
      expect(mail?.text).toContain(a.no);
      expect(mail?.text.includes('面試通知是否取消')).toBe(a === invited);
    }
    expect((await look(no))?.withdrawalWordAt).toBeNull();
  });

  it('is told to nobody while it can be taken back, nor afterwards when it was', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    await withdraw(no, 9);
    expect(Date.parse((await look(no))?.withdrawalWordAt ?? '')).toBeGreaterThan(Date.now());
    await tell(no);
    const version = await versionOf(no);
    const undone = await withActor(s.web, s.officer, (trx) =>
      undoWithdrawal(trx, s.officer, { no, version }),
    );
    expect(undone.ok).toBe(true);
    expect((await look(no))?.withdrawalWordAt).toBeNull();
    await tell(no);
    expect(words(a.email)).toEqual([]);
  });

  it('a mailbox that cannot be reached is come back to; long ago it is news no more', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    await withdraw(no, 12);
    t.box.setFault({ mode: 'greylist' });
    expect(await tell(no)).toBe(1);
    // begun: the run comes back by itself and is not woken once more
    expect((await look(no))?.withdrawalWordAt).toBeNull();
    t.box.setFault({ mode: 'none' });
    expect(await tell(no)).toBe(0);
    expect(words(a.email)).toHaveLength(1);
    const old = await vacancyOf(s);
    await apply(s, old);
    await withdraw(old, 40 * 24 * 60);
    expect((await look(old))?.withdrawalWordAt).toBeNull();
  });

  it('[R19] is told to who has begun to apply, with the day until which the draft stays', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const email = `${randomUUID()}@mail.example`;
    const who = await applicantOf(s, email);
    const kept = await withActor(s.web, who, (trx) =>
      keepDraft(trx, s.keyring, who, {
        ...{ vacancyNo: no, version: 0, formKey: randomUUID(), fields: { statement: '草稿裡的話' } },
      }),
    );
    expect(kept.ok).toBe(true);
    await s.admin
      .updateTable('application_draft')
      .set({ created_at: new Date(Date.now() - 3_600_000) })
      .where('vacancy_no', '=', no)
      .execute();
    await withdraw(no, 13);
    const round = (await look(no))?.draftRound;
    expect(round?.name).toBe('withdrawn');
    const args = { vacancyNo: no, round: round ? roundKey(round) : '', after: '', limit: 100 };
    for (let pass = 0; pass < 2; pass++) await t.ports.sendDraftMails(args);
    const mails = t.box.messages({ to: email });
    expect(mails.map((m) => m.subject)).toEqual([expect.stringContaining('機關已撤回職缺')]);
    expect(mails[0]?.text).toMatch(/保存至 \d{3} 年/);
    expect((await look(no))?.draftRound).toBeNull();
  });
});
