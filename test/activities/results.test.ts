import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { declinePost, moveUp } from '../../db/queries/reserve.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { LETTERS, MOVED_UP_LETTER, reserveUntil } from '../../domain/result-rules.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { deadlineWords } from '../../mail/words.ts';
import { sendResult } from '../support/results.ts';
import { vacancyOf } from '../support/scene.ts';
import { type Applied, apply, PUBLIC_URL, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const inbox = (a: Applied) => t.box.messages({ to: a.email });
const TODAY = taipeiDay(new Date());
const UNTIL = reserveUntil(TODAY, 3);

/** Three applicants of a closed vacancy with their result: selected, reserve, not selected. */
async function decided() {
  const no = await vacancyOf(t.s);
  const people = [await apply(t.s, no), await apply(t.s, no), await apply(t.s, no)];
  const [selected, reserve, other] = people as [Applied, Applied, Applied];
  await t.s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closed_at: new Date() })
    .where('no', '=', no)
    .execute();
  const sent = await sendResult(t.s, {
    vacancyNo: no,
    chosen: [
      { applicationId: selected.id, outcome: 'selected', rank: null },
      { applicationId: reserve.id, outcome: 'reserve', rank: 1 },
    ],
    settledOn: TODAY,
    reserveMonths: 3,
    letters: LETTERS,
  });
  expect(sent).toEqual({ ok: true, count: 3 });
  return { no, selected, reserve, other };
}
const lapse = (a: Applied) =>
  sql`update application_result set reserve_until = now() - interval '1 second'
    where application_id = ${a.id}`.execute(t.s.admin);
/** Sends the word to the officer as its own mail run would. */
async function tellOfficer(a: Applied) {
  const mail = await t.s.admin
    .selectFrom('mail_delivery')
    .select('id')
    .where('key', '=', `placeFree:${a.id}`)
    .executeTakeFirstOrThrow();
  for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId: mail.id });
}
/** What the officer was told of places of this vacancy, in order. */
const words = (no: string) =>
  t.box
    .messages({ to: 'hr@agency.example' })
    .filter((m) => m.subject.startsWith('正取人員') && m.subject.includes(no))
    .map((m) => m.subject.split('：')[0])
    .reverse();
const acts = async (a: Applied, act: string) =>
  (
    await t.s.admin
      .selectFrom('audit_event')
      .select('id')
      .where('act', '=', act)
      .where('subject_id', '=', a.id)
      .execute()
  ).length;
const resultOf = async (a: Applied) => (await t.ports.lookAtApplication({ applicationId: a.id })).result;

describe('甄選結果', () => {
  it('is mailed to each once, with her own letter, and not in the subject', async () => {
    const { no, selected, reserve, other } = await decided();
    for (const a of [selected, reserve, other])
      for (let i = 0; i < 2; i++) await t.ports.sendResult({ applicationId: a.id, version: 1 });
    for (const [a, word, letter] of [
      [selected, '正取', LETTERS.selected],
      [reserve, '備取第 1 名', LETTERS.reserve],
      [other, '未錄取', LETTERS.notSelected],
    ] as const) {
      expect(inbox(a)).toHaveLength(1);
      const [mail] = inbox(a);
      expect(mail?.subject).toBe(`甄選結果通知：行政院人事行政總處測試科員（${no}）`);
      expect(mail?.text).toContain(`甄選結果：${word}`);
      expect(mail?.text.replace(/[\s>]/g, '')).toContain(letter);
      expect(mail?.text).toContain(`${PUBLIC_URL}/applicant/applications/${a.id}`);
    }
    expect(inbox(reserve)[0]?.text).toContain(`${deadlineWords(UNTIL)} 止`);
    expect(inbox(selected)[0]?.text).not.toContain('候補期間');
  });

  it('a place in reserve ends at its time and not before, once, and she is told', async () => {
    const { reserve } = await decided();
    expect(await resultOf(reserve)).toEqual({
      version: 1,
      reserveUntil: UNTIL,
      reserveEnded: false,
      declined: false,
    });
    await t.ports.endReserve({ applicationId: reserve.id });
    await t.ports.sendReserveEnded({ applicationId: reserve.id });
    expect(inbox(reserve)).toEqual([]);
    await lapse(reserve);
    for (let i = 0; i < 2; i++) {
      const view = await t.ports.endReserve({ applicationId: reserve.id });
      expect(view.result).toEqual({ version: 1, reserveUntil: null, reserveEnded: true, declined: false });
      await t.ports.sendReserveEnded({ applicationId: reserve.id });
    }
    expect(inbox(reserve).map((m) => m.subject.split('：')[0])).toEqual(['候補期間屆滿通知']);
    const ended = await t.s.admin
      .selectFrom('audit_event')
      .select('id')
      .where('act', '=', 'result.reserveEnded')
      .where('subject_id', '=', reserve.id)
      .execute();
    expect(ended).toHaveLength(1);
  });

  it('moved up: the second letter counts, the first goes to nobody any more, and nothing ends', async () => {
    const { no, reserve, other } = await decided();
    const up = (a: Applied) =>
      withActor(t.s.web, t.s.officer, (trx) =>
        moveUp(trx, t.s.keyring, t.s.officer, {
          vacancyNo: no,
          applicationId: a.id,
          letter: '請於下週一報到。',
        }),
      );
    expect(await up(other)).toEqual({ ok: false, why: 'notReserve' });
    expect(await up(reserve)).toEqual({ ok: true });
    expect(await up(reserve)).toEqual({ ok: false, why: 'notReserve' });
    await t.ports.sendResult({ applicationId: reserve.id, version: 1 });
    await t.ports.sendResult({ applicationId: reserve.id, version: 2 });
    expect(inbox(reserve)).toHaveLength(1);
    expect(inbox(reserve)[0]?.text).toContain('請於下週一報到。');
    await lapse(reserve);
    expect((await t.ports.endReserve({ applicationId: reserve.id })).result).toEqual({
      version: 2,
      reserveUntil: null,
      reserveEnded: false,
      declined: false,
    });
  });

  it('a post declined is offered to the next in reserve, once, by a letter of its own; both and the officer are told', async () => {
    const { no, selected, reserve } = await decided();
    const who = selected.applicant;
    const decline = () => withActor(t.s.web, who, (trx) => declinePost(trx, t.s.keyring, who, selected.id));
    await t.ports.offerNext({ applicationId: selected.id });
    expect(await resultOf(reserve)).toMatchObject({ version: 1, reserveUntil: UNTIL });
    expect(await decline()).toEqual({ ok: true });
    expect(await decline()).toEqual({ ok: false, why: 'notSelected' });
    expect(await resultOf(selected)).toMatchObject({ version: 2, declined: true });
    await Promise.all([1, 2, 3].map(() => t.ports.offerNext({ applicationId: selected.id })));
    expect(await resultOf(reserve)).toEqual({
      version: 2,
      reserveUntil: null,
      reserveEnded: false,
      declined: false,
    });
    await t.ports.sendResult({ applicationId: selected.id, version: 2 });
    await t.ports.sendResult({ applicationId: reserve.id, version: 2 });
    expect(inbox(selected).map((m) => m.subject.split('：')[0])).toEqual(['已記錄您婉拒錄取']);
    expect(inbox(reserve)[0]?.text.replace(/[\s>]/g, '')).toContain(MOVED_UP_LETTER);
    await tellOfficer(selected);
    expect(words(no)).toEqual(['正取人員婉拒錄取，已遞補備取第 1 名']);
    expect(await acts(reserve, 'result.offerNext')).toBe(1);
    // the next one declines too, by telephone: nobody is left
    await withActor(t.s.web, t.s.officer, (trx) => declinePost(trx, t.s.keyring, t.s.officer, reserve.id));
    await t.ports.offerNext({ applicationId: reserve.id });
    await tellOfficer(reserve);
    expect(words(no)).toEqual(['正取人員婉拒錄取，已遞補備取第 1 名', '正取人員婉拒錄取，無人可遞補']);
  });

  it('a place given up by withdrawal is offered when the application has ended', async () => {
    const { no, selected, reserve } = await decided();
    const who = selected.applicant;
    await withActor(t.s.web, who, (trx) => withdrawApplication(trx, who, selected.id));
    expect(await resultOf(reserve)).toMatchObject({ version: 1 });
    for (let i = 0; i < 2; i++) await t.ports.endApplication({ applicationId: selected.id });
    expect(await resultOf(reserve)).toMatchObject({ version: 2, reserveUntil: null });
    await tellOfficer(selected);
    expect(words(no)).toEqual(['正取人員撤回應徵，已遞補備取第 1 名']);
    // a reserve who leaves frees no place
    await t.ports.endApplication({ applicationId: reserve.id });
    expect(await acts(reserve, 'result.offerNext')).toBe(1);
  });

  it('two places declined at once are offered to two, never to the same', async () => {
    const no = await vacancyOf(t.s);
    const people = [];
    for (let i = 0; i < 4; i++) people.push(await apply(t.s, no));
    const [a, b, c, d] = people as [Applied, Applied, Applied, Applied];
    await t.s.admin
      .updateTable('vacancy')
      .set({ stage: 'closed', closed_at: new Date() })
      .where('no', '=', no)
      .execute();
    await sendResult(t.s, {
      vacancyNo: no,
      chosen: [
        { applicationId: a.id, outcome: 'selected', rank: null },
        { applicationId: b.id, outcome: 'selected', rank: null },
        { applicationId: c.id, outcome: 'reserve', rank: 1 },
        { applicationId: d.id, outcome: 'reserve', rank: 2 },
      ],
      settledOn: TODAY,
      reserveMonths: 5,
      letters: LETTERS,
    });
    for (const one of [a, b])
      await withActor(t.s.web, t.s.officer, (trx) => declinePost(trx, t.s.keyring, t.s.officer, one.id));
    await Promise.all([a, b, a, b].map((one) => t.ports.offerNext({ applicationId: one.id })));
    const rows = await t.s.admin
      .selectFrom('application_result')
      .select('stands_in_for')
      .where('application_id', 'in', [c.id, d.id])
      .execute();
    expect(rows.map((r) => r.stands_in_for).sort()).toEqual([a.id, b.id].sort());
  });

  it('nobody moves up after the list has ended, and the archive waits for a living one', async () => {
    const { no, reserve } = await decided();
    const archiveAt = async () => (await t.ports.lookAtVacancy({ vacancyNo: no })).archiveAt;
    const far = new Date(Date.now() + 300 * 86_400_000).toISOString();
    await sql`update application_result set reserve_until = ${far} where application_id = ${reserve.id}`.execute(
      t.s.admin,
    );
    expect(await archiveAt()).toBe(far);
    await lapse(reserve);
    expect(Date.parse((await archiveAt()) as string)).toBeLessThan(Date.now() + 155 * 86_400_000);
    const moved = await withActor(t.s.web, t.s.officer, (trx) =>
      moveUp(trx, t.s.keyring, t.s.officer, { vacancyNo: no, applicationId: reserve.id, letter: '恭喜' }),
    );
    expect(moved).toEqual({ ok: false, why: 'notReserve' });
  });
});
