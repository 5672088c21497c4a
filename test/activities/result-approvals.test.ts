import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { saveNoticeSettings } from '../../db/queries/notice-settings.ts';
import { LETTERS } from '../../domain/result-rules.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { approve, drawUp } from '../support/results.ts';
import { colleagueOf, vacancyOf } from '../support/scene.ts';
import { apply, PUBLIC_URL, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

/** A result that the scene's officer drew up, and the mails it began, sent as their runs would. */
async function drawn() {
  const no = await vacancyOf(t.s);
  const applied = await apply(t.s, no);
  await t.s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closed_at: new Date() })
    .where('no', '=', no)
    .execute();
  const order = {
    vacancyNo: no,
    chosen: [{ applicationId: applied.id, outcome: 'selected' as const, rank: null }],
    settledOn: taipeiDay(new Date()),
    reserveMonths: null,
    letters: LETTERS,
  };
  const again = () => drawUp(t.s, t.s.officer, order);
  expect(await again()).toEqual({ ok: true, version: 1 });
  return { no, applied, again };
}
const send = async (no: string): Promise<void> => {
  const mails = await t.s.admin
    .selectFrom('mail_delivery')
    .select('id')
    .where('kind', '=', 'resultApproval')
    .where('vacancy_no', '=', no)
    .execute();
  for (const { id } of mails) for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId: id });
};
const statesOf = async (no: string) =>
  (
    await t.s.admin
      .selectFrom('mail_delivery')
      .select('state')
      .where('kind', '=', 'resultApproval')
      .where('vacancy_no', '=', no)
      .orderBy('key')
      .execute()
  ).map(({ state }) => state);
const inbox = (login: string, no: string) =>
  t.box.messages({ to: `${login}@agency.example` }).filter((m) => m.subject.includes(no));

describe('甄選結果等候核定', () => {
  it('is mailed once to each colleague, says who drew it up, leads to the page, and names no applicant', async () => {
    await colleagueOf(t.s, 'second', '核定者');
    const { no, applied } = await drawn();
    await send(no);
    const [mail, ...more] = inbox('second', no);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('甄選結果等候核定');
    expect(mail?.text).toContain('核定者');
    expect(mail?.text).toContain('測試officer');
    expect(mail?.text).toContain('正取 1 人，備取 0 人');
    expect(mail?.text).toContain(`${PUBLIC_URL}/officer/vacancies/${no}/results`);
    for (const secret of [applied.record.basic.name, applied.no]) expect(mail?.text).not.toContain(secret);
    expect(inbox('officer', no)).toEqual([]);
    expect(await statesOf(no)).toEqual(['handedOver']);
  });

  it('goes to nobody who wants none, who is disabled, or once it was decided about or drawn up anew', async () => {
    const quiet = await colleagueOf(t.s, 'quiet', '不收信者');
    await withActor(t.s.web, quiet, (trx) =>
      saveNoticeSettings(
        trx,
        quiet,
        { digest: true, replyAlerts: true, closingSoon: true, resultApprovals: false, notesReturned: true },
        null,
      ),
    );
    const gone = await colleagueOf(t.s, 'gone', '離職者');
    const approver = await colleagueOf(t.s, 'approver', '核定同仁');
    const { no, again } = await drawn();
    await t.s.admin
      .updateTable('account')
      .set({ disabled_at: new Date() })
      .where('id', '=', gone.accountId)
      .execute();
    expect(await again()).toEqual({ ok: true, version: 2 });
    await send(no);
    expect(inbox('quiet', no)).toEqual([]);
    expect(inbox('gone', no)).toEqual([]);
    // of the two drawings up the newer alone
    expect(inbox('approver', no)).toHaveLength(1);

    const other = await drawn();
    expect(await approve(t.s, approver, { vacancyNo: other.no, version: 1 })).toMatchObject({ ok: true });
    await send(other.no);
    expect(inbox('approver', other.no)).toEqual([]);
    expect(new Set(await statesOf(other.no))).toEqual(new Set(['replaced']));
  });
});
