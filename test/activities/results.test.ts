import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { moveUp } from '../../db/queries/results.ts';
import { LETTERS, reserveUntil } from '../../domain/result-rules.ts';
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
    expect(await resultOf(reserve)).toEqual({ version: 1, reserveUntil: UNTIL, reserveEnded: false });
    await t.ports.endReserve({ applicationId: reserve.id });
    await t.ports.sendReserveEnded({ applicationId: reserve.id });
    expect(inbox(reserve)).toEqual([]);
    await lapse(reserve);
    for (let i = 0; i < 2; i++) {
      const view = await t.ports.endReserve({ applicationId: reserve.id });
      expect(view.result).toEqual({ version: 1, reserveUntil: null, reserveEnded: true });
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
    });
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
