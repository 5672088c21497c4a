import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { askWithNote, decideNote, openNote, rewriteNote } from '../../db/queries/listing-notes.ts';
import { saveNoticeSettings } from '../../db/queries/notice-settings.ts';
import { handOverVacancy } from '../../db/queries/vacancy-handler.ts';
import { colleagueOf, vacancyOf } from '../support/scene.ts';
import { PUBLIC_URL, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const BODY = '因報名系統維護，延長三日。';

/** Words beside an extension of a vacancy, written by the scene's officer and handed in for review. */
async function written(): Promise<{ no: string; id: string }> {
  const { s } = t;
  const no = await vacancyOf(s);
  const note = { vacancyNo: no, key: crypto.randomUUID() };
  const asked = { ...note, agencyId: s.agencyId, act: 'extend' as const, body: BODY };
  await withActor(s.web, s.officer, (trx) => askWithNote(trx, s.officer, asked));
  await withActor(s.worker, { kind: 'worker' }, (trx) => openNote(trx, note));
  const { id } = await s.admin
    .selectFrom('listing_note')
    .select('id')
    .where('vacancy_no', '=', no)
    .executeTakeFirstOrThrow();
  return { no, id };
}
const sendBack = async (id: string, why: string): Promise<void> => {
  const { s } = t;
  const done = await withActor(s.web, s.reviewer, (trx) =>
    decideNote(trx, s.reviewer, { id, body: BODY, decision: 'return', why }),
  );
  expect(done.ok).toBe(true);
};
/** Each mail it began, as its run would send it; twice, since a run may be repeated. */
async function send(no: string): Promise<string[]> {
  const mails = () =>
    t.s.admin
      .selectFrom('mail_delivery')
      .select(['id', 'state'])
      .where('kind', '=', 'noteReturned')
      .where('vacancy_no', '=', no)
      .orderBy('created_at')
      .execute();
  for (const { id } of await mails()) for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId: id });
  return (await mails()).map(({ state }) => state);
}
const inbox = (login: string, no: string) =>
  t.box.messages({ to: `${login}@agency.example` }).filter((m) => m.subject.includes(no));

describe('[R28] 公開說明 sent back', () => {
  it('is mailed once to the officer who wrote it, with the reason and the way to write it anew', async () => {
    const { no, id } = await written();
    await sendBack(id, '請寫明維護日期');
    expect(await send(no)).toEqual(['handedOver']);
    const [mail, ...more] = inbox('officer', no);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('公開說明退回補正');
    for (const part of [
      '延長刊登',
      '請寫明維護日期',
      BODY,
      `${PUBLIC_URL}/officer/vacancies/${no}/listing-notes/${id}`,
    ])
      expect(mail?.text).toContain(part);
  });

  it('is told again when it is sent back again, and no more once it was handed in anew', async () => {
    const { no, id } = await written();
    await sendBack(id, '第一次退回');
    const again = { vacancyNo: no, id, body: BODY };
    await withActor(t.s.web, t.s.officer, (trx) => rewriteNote(trx, t.s.officer, again));
    expect(await send(no)).toEqual(['replaced']);
    await sendBack(id, '第二次退回');
    expect(await send(no)).toEqual(['replaced', 'handedOver']);
    expect(inbox('officer', no).map((m) => m.text.includes('第二次退回'))).toEqual([true]);
  });

  it('goes to who took the vacancy over; to nobody who is disabled or wants no such mails', async () => {
    const next = await colleagueOf(t.s, 'next', '接辦者');
    const { no, id } = await written();
    await withActor(t.s.web, t.s.officer, (trx) =>
      handOverVacancy(trx, t.s.officer, { no, to: next.accountId, requestId: null }),
    );
    await sendBack(id, '請修正');
    expect(await send(no)).toEqual(['handedOver']);
    expect(inbox('officer', no)).toEqual([]);
    expect(inbox('next', no)).toHaveLength(1);

    const settings = { digest: true, replyAlerts: true, closingSoon: true, resultApprovals: true };
    await withActor(t.s.web, t.s.officer, (trx) =>
      saveNoticeSettings(trx, t.s.officer, { ...settings, notesReturned: false }, null),
    );
    const quiet = await written();
    await sendBack(quiet.id, '請修正');
    expect(await send(quiet.no)).toEqual(['replaced']);
    expect(inbox('officer', quiet.no)).toEqual([]);
  });
});
