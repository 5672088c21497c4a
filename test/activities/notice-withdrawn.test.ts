import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { withdrawNotice } from '../../db/queries/notices.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { vacancyOf } from '../support/scene.ts';
import { type Applied, apply, failure, notify, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const one = async () => {
  const no = await vacancyOf(t.s);
  const a = await apply(t.s, no);
  return { no, a };
};
const withdraw = (noticeId: string) =>
  withActor(t.s.web, t.s.officer, (trx) => withdrawNotice(trx, t.s.officer, noticeId));
const rowOf = (key: string) =>
  t.s.admin
    .selectFrom('mail_delivery')
    .select(['id', 'state'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
/** Sends the word of the withdrawal as its own workflow would; twice, as Temporal may. */
const tell = async (noticeId: string): Promise<void> => {
  const { id: mailId } = await rowOf(`noticeWithdrawn:${noticeId}`);
  for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId });
};

/** What the newest mail to her does to a calendar, read by a parser that is not ours; null without a file. */
const calendarOf = (a: Applied) => calendarIn(t.box.messages({ to: a.email })[0]);
/** The same of the officer's newest mail about a vacancy. */
const officers = (no: string) =>
  calendarIn(t.box.messages({ to: 'hr@agency.example' }).find((m) => m.subject.includes(no)));
async function calendarIn(mail: { id: string } | undefined) {
  const raw = await (await fetch(`${t.box.url}/messages/${mail?.id}/raw`)).arrayBuffer();
  const source = new TextDecoder().decode(raw).replace(/\r\n[ \t]+/g, ' ');
  const file = (await PostalMime.parse(raw)).attachments[0];
  if (!file) return null;
  const content = file.content;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  return {
    header: /^Content-Type: text\/calendar;.*method=(\w+)/im.exec(source)?.[1],
    method: calendar.getFirstPropertyValue('method'),
    status: event.component.getFirstPropertyValue('status'),
    uid: event.uid,
    words: `${event.summary}${event.description}`,
    sequence: event.sequence,
    at: event.startDate.toJSDate().toISOString().slice(0, 16),
  };
}
const cancel = { header: 'CANCEL', method: 'CANCEL', status: 'CANCELLED' };
const minute = (d: Date): string => d.toISOString().slice(0, 16);
const inDays = (n: number): Date => new Date(Date.now() + n * 86_400_000);

describe('[R84] a withdrawn interview notice', () => {
  it('is told to whoever had it, once, and takes the appointment out of her calendar', async () => {
    const { no, a } = await one();
    const at = inDays(3);
    const noticeId = await notify(t.s, no, a.id, { interviewAt: at });
    await t.ports.sendNotice({ noticeId });
    const sent = await calendarOf(a);
    expect(sent).toMatchObject({ header: 'PUBLISH', method: 'PUBLISH', status: 'CONFIRMED', at: minute(at) });
    expect(await withdraw(noticeId)).toBe(true);
    await tell(noticeId);
    expect(t.box.messages({ to: a.email }).map((m) => m.subject.split('：')[0])).toEqual([
      '面試通知已撤回',
      '面試通知',
    ]);
    const gone = await calendarOf(a);
    expect(gone).toMatchObject({ ...cancel, uid: sent?.uid, at: minute(at) });
    expect(gone?.sequence).toBeGreaterThan(sent?.sequence ?? Number.NaN);
  });

  it('a notice after it comes later in the calendar too, and its version is new', async () => {
    const { no, a } = await one();
    const sequences: (number | undefined)[] = [];
    for (let i = 0; i < 2; i++) {
      const noticeId = await notify(t.s, no, a.id);
      await t.ports.sendNotice({ noticeId });
      sequences.push((await calendarOf(a))?.sequence);
      await withdraw(noticeId);
      await tell(noticeId);
      sequences.push((await calendarOf(a))?.sequence);
    }
    expect(sequences).toEqual([1_000, 1_999, 2_000, 2_999]);
    const rows = await t.s.admin
      .selectFrom('interview_notice')
      .select('version')
      .where('application_id', '=', a.id)
      .orderBy('created_at')
      .execute();
    expect(rows.map((r) => r.version)).toEqual([1, 2]);
  });

  it('that nobody was sent yet is sent to nobody, and neither is the word of its withdrawal', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await withdraw(noticeId);
    expect((await rowOf(`notice:${noticeId}`)).state).toBe('replaced');
    await t.ports.sendNotice({ noticeId });
    await tell(noticeId);
    expect(t.box.messages({ to: a.email })).toEqual([]);
    expect((await rowOf(`noticeWithdrawn:${noticeId}`)).state).toBe('replaced');
  });

  it('waits for a mail server that is away, and is moot once the application is withdrawn', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId });
    await withdraw(noticeId);
    t.box.setFault({ mode: 'greylist', to: a.email });
    const { id: mailId } = await rowOf(`noticeWithdrawn:${noticeId}`);
    expect(await failure(t.ports.sendMail({ mailId }))).toBe('mailTemporary');
    t.box.setFault({ mode: 'none' });
    await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    await tell(noticeId);
    expect(t.box.messages({ to: a.email })).toHaveLength(1);
    expect((await rowOf(`noticeWithdrawn:${noticeId}`)).state).toBe('replaced');
  });
});

describe('[R84] a replaced interview notice', () => {
  it('gives way in the calendar to the new time, and to none when the new one names no time', async () => {
    const { no, a } = await one();
    const times = [inDays(3), inDays(4), null];
    const seen: Awaited<ReturnType<typeof calendarOf>>[] = [];
    for (const interviewAt of times) {
      await t.ports.sendNotice({ noticeId: await notify(t.s, no, a.id, { interviewAt }) });
      seen.push(await calendarOf(a));
    }
    expect(seen.map((c) => c?.at)).toEqual([times[0], times[1], times[1]].map((d) => minute(d as Date)));
    expect(seen[1]).toMatchObject({ method: 'PUBLISH', uid: seen[0]?.uid, sequence: 2_000 });
    expect(seen[2]).toMatchObject({ ...cancel, uid: seen[0]?.uid, sequence: 3_000 });
  });

  it('a time taken of an offer goes into the calendar with the receipt, one given back goes out', async () => {
    const { no, a } = await one();
    const [first, second] = [inDays(4), inDays(5)].map((d) => d.toISOString()) as [string, string];
    const noticeId = await notify(t.s, no, a.id, { interviewAt: null, slots: [first, second] });
    await t.ports.sendNotice({ noticeId });
    expect(await calendarOf(a)).toBeNull();
    const [mail] = t.box.messages({ to: a.email });
    expect(mail?.text.match(/午 \d+:\d\d/g)).toHaveLength(2);
    const { token_hash, offer_id } = await t.s.admin
      .selectFrom('interview_notice')
      .select(['token_hash', 'offer_id'])
      .where('id', '=', noticeId)
      .executeTakeFirstOrThrow();
    const slots = await t.s.admin
      .selectFrom('interview_slot')
      .select('id')
      .where('offer_id', '=', offer_id)
      .orderBy('starts_at')
      .execute();
    const holder = { kind: 'tokenHolder' as const, tokenHash: token_hash.toString('hex') };
    const seen = [];
    const hers = [];
    for (const [i, slotId] of [slots[0]?.id, slots[1]?.id, undefined].entries()) {
      const reply = slotId ? ('accepted' as const) : ('declined' as const);
      await withActor(t.s.web, holder, (trx) =>
        recordReply(trx, t.s.keyring, holder, { reply, message: '', slotId }),
      );
      await t.ports.sendReplyReceipt({ noticeId, replyVersion: i + 1 });
      seen.push(await calendarOf(a));
      hers.push(await officers(no));
    }
    for (const calendars of [seen, hers])
      expect(calendars.map((c) => [c?.method, c?.sequence, c?.at])).toEqual([
        ['PUBLISH', 1_001, first.slice(0, 16)],
        ['PUBLISH', 1_002, second.slice(0, 16)],
        ['CANCEL', 1_003, second.slice(0, 16)],
      ]);
    // a mailbox may be shared: numbers, no name
    for (const c of hers) {
      expect(c?.words).toContain(a.no);
      expect(c?.words).not.toContain(a.record.basic.name);
    }
  });

  it('without a time from the first carries no file', async () => {
    const { no, a } = await one();
    await t.ports.sendNotice({ noticeId: await notify(t.s, no, a.id, { interviewAt: null }) });
    expect(await calendarOf(a)).toBeNull();
  });
});

/** Answers a notice as its holder, and sends what follows from it. */
async function reply(noticeId: string, reply: 'accepted' | 'declined', replyVersion: number) {
  const { token_hash } = await t.s.admin
    .selectFrom('interview_notice')
    .select('token_hash')
    .where('id', '=', noticeId)
    .executeTakeFirstOrThrow();
  const holder = { kind: 'tokenHolder' as const, tokenHash: token_hash.toString('hex') };
  await withActor(t.s.web, holder, (trx) => recordReply(trx, t.s.keyring, holder, { reply, message: '' }));
  await t.ports.sendReplyReceipt({ noticeId, replyVersion });
}
const leave = async (a: Applied) => {
  await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
  const { id: mailId } = await rowOf(`withdrawn:${a.id}:2`);
  for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId });
};

describe('[R91] the calendars of both sides', () => {
  it('a time that was set comes to the officer when it is accepted, and goes with a refusal from both', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id, { interviewAt: inDays(3) });
    await t.ports.sendNotice({ noticeId });
    const seen = [];
    for (const [i, answer] of (['accepted', 'declined', 'accepted'] as const).entries()) {
      await reply(noticeId, answer, i + 1);
      seen.push([(await calendarOf(a))?.method, (await officers(no))?.method]);
    }
    expect(seen).toEqual([
      [undefined, 'PUBLISH'],
      ['CANCEL', 'CANCEL'],
      ['PUBLISH', 'PUBLISH'],
    ]);
    await withdraw(noticeId);
    await tell(noticeId);
    expect(await officers(no)).toMatchObject({ ...cancel, sequence: 1_999 });
  });

  it('an accepted time leaves the officer’s calendar when another notice takes its place', async () => {
    const { no, a } = await one();
    const first = inDays(3);
    const before = await notify(t.s, no, a.id, { interviewAt: first });
    await t.ports.sendNotice({ noticeId: before });
    await reply(before, 'accepted', 1);
    await t.ports.sendNotice({ noticeId: await notify(t.s, no, a.id, { interviewAt: inDays(4) }) });
    expect(await officers(no)).toMatchObject({ ...cancel, sequence: 2_000, at: minute(first) });
  });

  it('the applicant’s own withdrawal takes it out of both, after everything else, and frees a time taken', async () => {
    const { no, a } = await one();
    const [at] = [inDays(4).toISOString()];
    const noticeId = await notify(t.s, no, a.id, { interviewAt: null, slots: [at as string] });
    await t.ports.sendNotice({ noticeId });
    const slot = await t.s.admin
      .selectFrom('interview_slot')
      .select('id')
      .where('vacancy_no', '=', no)
      .executeTakeFirstOrThrow();
    const { token_hash } = await t.s.admin
      .selectFrom('interview_notice')
      .select('token_hash')
      .where('id', '=', noticeId)
      .executeTakeFirstOrThrow();
    const holder = { kind: 'tokenHolder' as const, tokenHash: token_hash.toString('hex') };
    await withActor(t.s.web, holder, (trx) =>
      recordReply(trx, t.s.keyring, holder, { reply: 'accepted', message: '', slotId: slot.id }),
    );
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
    const put = await calendarOf(a);
    await leave(a);
    for (const seen of [await calendarOf(a), await officers(no)])
      expect(seen).toMatchObject({ ...cancel, uid: put?.uid, at: at?.slice(0, 16), sequence: 1_999 });
    const told = t.box.messages({ to: 'hr@agency.example' }).filter((m) => m.subject.includes(no));
    expect(told.map((m) => m.subject.split('：')[0])).toEqual([
      '應徵者撤回應徵，面試取消',
      '面試回覆「接受」',
    ]);
    const holds = async () =>
      (
        await t.s.admin
          .selectFrom('interview_slot')
          .select('notice_id')
          .where('id', '=', slot.id)
          .executeTakeFirstOrThrow()
      ).notice_id;
    expect(await holds()).toBe(noticeId);
    await t.ports.endApplication({ applicationId: a.id });
    expect(await holds()).toBeNull();
  });

  it('a withdrawal without an interview carries no file and says nothing to the officer', async () => {
    const { no, a } = await one();
    await leave(a);
    expect(await calendarOf(a)).toBeNull();
    expect(t.box.messages({ to: 'hr@agency.example' }).filter((m) => m.subject.includes(no))).toEqual([]);
  });
});
