import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { deleteDraft, keepDraft, ownDraft } from '../../db/queries/application-drafts.ts';
import { submitApplication } from '../../db/queries/applications.ts';
import { vacancyClock } from '../../db/queries/vacancy-clock.ts';
import { roundKey } from '../../domain/draft-rounds.ts';
import { applicantOf, goodRecord, vacancyOf } from '../support/scene.ts';
import { type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);
/** A vacancy listed ten days ago, with its clock moved. */
async function vacancy(change: object): Promise<string> {
  const no = await vacancyOf(t.s);
  await move(no, { listed_at: inHours(-240), ...change });
  return no;
}
const move = (no: string, change: object) =>
  t.s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();
/** Somebody's draft, begun five days ago. */
async function draft(no: string, email = `${randomUUID()}@mail.example`) {
  const { s } = t;
  const who = await applicantOf(s, email);
  const kept = await withActor(s.web, who, (trx) =>
    keepDraft(trx, s.keyring, who, {
      ...{ vacancyNo: no, version: 0, formKey: randomUUID() },
      fields: { statement: '草稿裡的話' },
    }),
  );
  if (!kept.ok) throw new Error(kept.why);
  await s.admin
    .updateTable('application_draft')
    .set({ created_at: inHours(-120) })
    .where('vacancy_no', '=', no)
    .execute();
  const own = await withActor(s.web, who, (trx) => ownDraft(trx, s.keyring, who, no));
  return { who, email, id: own?.id as string };
}
const due = async (no: string) =>
  (await withActor(t.s.worker, { kind: 'worker' }, (trx) => vacancyClock(trx, no)))?.draftRound ?? null;
/** What the vacancy's run does when a round's time has come: every page, twice, as Temporal may. */
async function tell(no: string, limit = 100) {
  const round = await due(no);
  if (!round) throw new Error('no round');
  const args = { vacancyNo: no, round: roundKey(round), limit };
  let later = 0;
  for (let pass = 0; pass < 2; pass++)
    for (let after: string | null = ''; after !== null; ) {
      const page: { after: string | null; later: number } = await t.ports.sendDraftMails({ ...args, after });
      later = page.later;
      after = page.after;
    }
  return { round, later };
}
const subjects = (email: string) => t.box.messages({ to: email }).map((m) => m.subject);
const ledger = (no: string) =>
  t.s.admin
    .selectFrom('mail_delivery')
    .select(['key', 'state', 'agency_id'])
    .where('vacancy_no', '=', no)
    .where('kind', '=', 'draft')
    .orderBy('key')
    .execute();

describe('mails to drafts', () => {
  it('[R19] tells each once of a round, page by page, and nothing of what was typed', async () => {
    const no = await vacancy({ closes_at: inHours(70) });
    const people = [await draft(no), await draft(no), await draft(no)];
    const { round } = await tell(no, 2);
    expect(round.name).toBe('threeDaysLeft');
    for (const { email } of people) {
      expect(subjects(email)).toEqual([expect.stringContaining('還有 3 天截止')]);
      expect(t.box.messages({ to: email })[0]?.text).toContain(`/apply/${no}`);
      expect(t.box.messages({ to: email })[0]?.text).not.toContain('草稿裡的話');
    }
    // begun: the next one is a day before the end
    expect((await due(no))?.name).toBe('oneDayLeft');
    await move(no, { closes_at: inHours(23) });
    await tell(no);
    expect(subjects(people[0]?.email ?? '')).toContainEqual(expect.stringContaining('還有 24 小時截止'));
    // no officer reads who has a draft
    expect((await ledger(no)).map((m) => m.agency_id)).toEqual(Array(6).fill(null));
  });

  it('tells of an extension and of the end, with the day until which it stays', async () => {
    const no = await vacancy({ closes_at: inHours(200), extended_at: new Date() });
    const { email } = await draft(no);
    expect((await tell(no)).round.name).toBe('extended');
    await move(no, { closes_at: inHours(-1), closed_at: inHours(-1), stage: 'closed' });
    expect((await tell(no)).round.name).toBe('closed');
    expect(subjects(email)).toEqual([
      expect.stringContaining('草稿沒有送出'),
      expect.stringContaining('已延長刊登'),
    ]);
    expect(t.box.messages({ to: email })[0]?.text).toMatch(/保存至 \d{3} 年/);
    expect(await due(no)).toBeNull();
  });

  it('is moot for what was handed in, deleted or withdrawn, also between two tries', async () => {
    const { s } = t;
    const no = await vacancy({ closes_at: inHours(23) });
    const [waits, handedIn, deleted] = [await draft(no), await draft(no), await draft(no)];
    t.box.setFault({ mode: 'greylist' });
    expect((await tell(no)).later).toBe(3);
    await withActor(s.web, handedIn.who, (trx) =>
      submitApplication(trx, s.keyring, handedIn.who, {
        ...{ applicationId: randomUUID(), vacancyNo: no, files: [] },
        record: goodRecord({ email: handedIn.email }),
      }),
    );
    await withActor(s.web, deleted.who, (trx) => deleteDraft(trx, deleted.who, deleted.id));
    const round = (await ledger(no))[0]?.key.split(':').slice(2).join(':') ?? '';
    const again = () => t.ports.sendDraftMails({ vacancyNo: no, round, after: '', limit: 100 });
    expect(await again()).toEqual({ after: null, sent: 0, later: 1 });
    const states = async () =>
      Object.fromEntries((await ledger(no)).map((m) => [m.key.split(':')[1], m.state]));
    expect(await states()).toEqual({
      [waits.id]: 'temporaryFailure',
      [handedIn.id]: 'replaced',
      [deleted.id]: 'replaced',
    });
    await move(no, { stage: 'withdrawn', withdrawn_at: new Date() });
    t.box.setFault({ mode: 'none' });
    expect(await again()).toEqual({ after: null, sent: 0, later: 0 });
    expect((await states())[waits.id]).toBe('replaced');
    for (const { email } of [waits, handedIn, deleted]) expect(subjects(email)).toEqual([]);
  });

  it('asks nobody when all began after its time, and an operator’s second try is moot with its round', async () => {
    const no = await vacancy({ closes_at: inHours(23) });
    const { id, email } = await draft(no);
    const begun = (at: Date) =>
      t.s.admin.updateTable('application_draft').set({ created_at: at }).where('id', '=', id).execute();
    await begun(new Date());
    expect(await due(no)).toBeNull();
    await begun(inHours(-48));
    t.box.setFault({ mode: 'refuse', times: 1 });
    await tell(no);
    const [mail] = await t.s.admin
      .selectFrom('mail_delivery')
      .select(['id', 'state'])
      .where('vacancy_no', '=', no)
      .execute();
    expect(mail?.state).toBe('permanentFailure');
    const tryAgain = async () => {
      await t.s.admin
        .updateTable('mail_delivery')
        .set({ state: 'created' })
        .where('id', '=', mail?.id ?? '')
        .execute();
      await t.ports.sendMail({ mailId: mail?.id ?? '' });
    };
    await move(no, { closes_at: inHours(100), extended_at: new Date() });
    await tryAgain();
    expect(subjects(email)).toEqual([]);
    await move(no, { closes_at: inHours(23), extended_at: null });
    await tryAgain();
    expect(subjects(email)).toEqual([expect.stringContaining('還有 24 小時')]);
  });
});
