import { describe, expect, it } from 'vitest';
import {
  applicationStatus,
  applicationWorkflowId,
  RUN_LIMITS,
  type RunLimits,
  TASK_QUEUE,
} from '../../workflows/messages.ts';
import { skippingServer } from './skipping.ts';
import { newId, newNo, until } from './support.ts';
import { type FakeApplication, World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('an application and its notices, on a server that skips time', () => {
  const world = new World();
  const skipping = skippingServer(world);

  async function begin(change: Partial<FakeApplication> = {}, limits?: RunLimits) {
    const [id, no] = [newId(), newNo()];
    world.vacancy(no, { stage: 'listed' });
    const record = world.application(id, no, change);
    const handle = await skipping.env.client.workflow.start('application', {
      taskQueue: TASK_QUEUE,
      workflowId: applicationWorkflowId(id),
      args: [{ applicationId: id, vacancyNo: no, ...(limits ? { limits } : {}) }],
    });
    const now = await skipping.env.currentTimeMs();
    return { id, no, record, handle, now, of: (name: string) => callsOf(name, id) };
  }
  /** Calls about this application or one of its notices. */
  const callsOf = (name: string, id: string) =>
    world.calls.filter(
      (c) => c.name === name && (c.args.applicationId === id || String(c.args.noticeId).startsWith(`${id}/`)),
    );
  const iso = (ms: number): string => new Date(ms).toISOString();

  it('[R67] sends the receipt and produces at once on the open platform', async () => {
    const a = await begin({ mode: 'open' });
    await skipping.env.sleep('5 seconds');
    expect(a.of('sendReceipt').map((c) => c.args.version)).toEqual([1]);
    expect(a.of('produceResume')).toHaveLength(1);
    expect(await a.handle.query(applicationStatus)).toMatchObject({
      state: 'open',
      productionState: 'produced',
    });
    await a.handle.terminate();
  });

  it('[R66] leaves production to the slot on the civil-service platform; a new version gets its own receipt', async () => {
    const a = await begin();
    await skipping.env.sleep('2 days');
    expect(a.of('produceResume')).toHaveLength(0);
    a.record.version = 2;
    await a.handle.signal('applicationChanged', { id: a.id, version: 2 });
    await a.handle.signal('applicationChanged', { id: a.id, version: 2 });
    await skipping.env.sleep('5 seconds');
    expect(a.of('sendReceipt').map((c) => c.args.version)).toEqual([1, 2]);
    await a.handle.terminate();
  });

  it('[R84] sends the notice once and reminds a day before reply-by and interview of one who has not answered', async () => {
    const a = await begin();
    const noticeId = `${a.id}/1`;
    a.record.notice = {
      id: noticeId,
      replyVersion: 0,
      replyStatus: 'notified',
      replyBy: iso(a.now + 5 * DAY),
      interviewAt: iso(a.now + 8 * DAY),
    };
    await a.handle.signal('noticeChanged', { id: noticeId, version: 1 });
    await skipping.env.sleep('1 hour');
    expect(await a.handle.query(applicationStatus)).toMatchObject({
      waitingForReplyUntil: iso(a.now + 5 * DAY),
    });
    await skipping.env.sleep('10 days');
    expect(a.of('sendNotice')).toHaveLength(1);
    expect(
      a.of('sendReminder').map((c) => [c.args.which, Math.round((Date.parse(c.at) - a.now) / HOUR)]),
    ).toEqual([
      ['beforeReplyBy', 4 * 24],
      ['beforeInterview', 7 * 24],
    ]);
    expect(await a.handle.query(applicationStatus)).toMatchObject({ waitingForReplyUntil: null });
    await a.handle.terminate();
  });

  it('[R91] confirms each reply, also a changed one, and reminds no one who has answered of the reply-by time', async () => {
    const a = await begin();
    const noticeId = `${a.id}/1`;
    const notice = {
      id: noticeId,
      replyVersion: 0,
      replyStatus: 'notified',
      replyBy: iso(a.now + 5 * DAY),
      interviewAt: iso(a.now + 8 * DAY),
    };
    a.record.notice = notice;
    await a.handle.signal('noticeChanged', { id: noticeId, version: 1 });
    await skipping.env.sleep('1 hour');
    Object.assign(notice, { replyVersion: 1, replyStatus: 'accepted' });
    await a.handle.signal('replyRecorded', { id: noticeId, version: 1 });
    await skipping.env.sleep('1 hour');
    Object.assign(notice, { replyVersion: 2, replyStatus: 'declined' });
    await a.handle.signal('replyRecorded', { id: noticeId, version: 2 });
    // Word of the first reply arrives a second time, late.
    await a.handle.signal('replyRecorded', { id: noticeId, version: 1 });
    await skipping.env.sleep('10 days');
    expect(a.of('sendReplyReceipt').map((c) => c.args.replyVersion)).toEqual([1, 2]);
    // Declined: the interview is no more hers to be reminded of.
    expect(a.of('sendReminder')).toHaveLength(0);
    await a.handle.terminate();
  });

  it('[R89] attends to the newest notice alone once one was replaced, and none at less than a day', async () => {
    const a = await begin();
    a.record.notice = {
      id: `${a.id}/1`,
      replyVersion: 0,
      replyStatus: 'notified',
      replyBy: iso(a.now + 5 * DAY),
      interviewAt: null,
    };
    await a.handle.signal('noticeChanged', { id: `${a.id}/1`, version: 1 });
    await skipping.env.sleep('1 day');
    a.record.notice = {
      id: `${a.id}/2`,
      replyVersion: 0,
      replyStatus: 'notified',
      replyBy: iso(a.now + DAY + 20 * HOUR),
      interviewAt: null,
    };
    await a.handle.signal('noticeChanged', { id: `${a.id}/2`, version: 1 });
    await skipping.env.sleep('10 days');
    expect(a.of('sendNotice').map((c) => c.args.noticeId)).toEqual([`${a.id}/1`, `${a.id}/2`]);
    expect(a.of('sendReminder')).toHaveLength(0);
    await a.handle.terminate();
  });

  it('[R89] reminds of nothing once the notice was withdrawn', async () => {
    const a = await begin();
    const id = `${a.id}/1`;
    a.record.notice = {
      id,
      replyVersion: 1,
      replyStatus: 'accepted',
      replyBy: iso(a.now + 5 * DAY),
      interviewAt: iso(a.now + 8 * DAY),
    };
    await a.handle.signal('noticeChanged', { id, version: 1 });
    await skipping.env.sleep('1 day');
    a.record.notice = null;
    await a.handle.signal('noticeChanged', { id, version: 2 });
    await skipping.env.sleep('10 days');
    expect(a.of('sendNotice')).toHaveLength(1);
    expect(a.of('sendReminder')).toHaveLength(0);
    const { events } = await a.handle.fetchHistory();
    const takenBack = events?.filter((e) => e.timerCanceledEventAttributes) ?? [];
    // the two that waited (answered: none before reply-by) were taken back, not left to ring for nothing
    expect(takenBack).toHaveLength(2);
    await a.handle.terminate();
  });

  it('sends the receipt in the very task that looked: no step and no second task of its own', async () => {
    const a = await begin();
    await skipping.env.sleep('5 seconds');
    expect(a.of('sendReceipt')).toHaveLength(1);
    const { events = [] } = await a.handle.fetchHistory();
    expect(events?.filter((e) => e.workflowTaskCompletedEventAttributes)).toHaveLength(1);
    expect(events?.filter((e) => e.activityTaskScheduledEventAttributes)).toHaveLength(0);
    await a.handle.terminate();
  });

  it('goes on with everything else while the mail server is away for a day', async () => {
    world.failures.set('sendReceipt', 20);
    const b = await begin({ mode: 'open' });
    await skipping.env.sleep('10 minutes');
    expect(b.of('produceResume')).toHaveLength(1);
    await skipping.env.sleep('1 day');
    // Tried from one minute to thirty apart until it went out.
    const tries = b.of('sendReceipt').map((c) => Date.parse(c.at));
    const gaps = tries.slice(1).map((at, i) => Math.round((at - (tries[i] ?? 0)) / 60_000));
    // the first in the task that called for it, the second at once as a step of its own
    expect(gaps.slice(0, 6)).toEqual([0, 1, 2, 4, 8, 16]);
    expect(Math.max(...gaps)).toBe(30);
    expect(tries).toHaveLength(21);
    await b.handle.terminate();
  });

  it('sends the result once, ends the place in reserve after three months and tells of it', async () => {
    const a = await begin();
    a.record.result = { version: 1, reserveUntil: iso(a.now + 92 * DAY), reserveEnded: false };
    await a.handle.signal('resultChanged', { id: a.id, version: 1 });
    await a.handle.signal('resultChanged', { id: a.id, version: 1 });
    await skipping.env.sleep('91 days');
    expect(a.of('sendResult').map((c) => c.args.version)).toEqual([1]);
    expect(a.of('endReserve')).toHaveLength(0);
    await skipping.env.sleep('3 days');
    expect(a.record.result).toMatchObject({ reserveUntil: null, reserveEnded: true });
    const [ended] = a.of('endReserve').map((c) => Date.parse(c.at) - a.now);
    expect(Math.round((ended ?? 0) / HOUR)).toBe(92 * 24);
    expect(a.of('sendReserveEnded')).toHaveLength(1);
    await a.handle.terminate();
  });

  it('ends no place in reserve that was moved up, and tells her of that', async () => {
    const a = await begin();
    a.record.result = { version: 1, reserveUntil: iso(a.now + 92 * DAY), reserveEnded: false };
    await a.handle.signal('resultChanged', { id: a.id, version: 1 });
    await skipping.env.sleep('30 days');
    Object.assign(a.record.result, { version: 2, reserveUntil: null });
    await a.handle.signal('resultChanged', { id: a.id, version: 2 });
    await skipping.env.sleep('100 days');
    expect(a.of('sendResult').map((c) => c.args.version)).toEqual([1, 2]);
    expect([...a.of('endReserve'), ...a.of('sendReserveEnded')]).toEqual([]);
    await a.handle.terminate();
  });

  it('offers a post declined to the next in reserve once, and sends its receipt', async () => {
    const a = await begin();
    a.record.result = { version: 1, reserveUntil: null, reserveEnded: false, declined: false };
    await a.handle.signal('resultChanged', { id: a.id, version: 1 });
    await skipping.env.sleep('1 day');
    expect(a.of('offerNext')).toHaveLength(0);
    Object.assign(a.record.result, { version: 2, declined: true });
    world.failures.set('offerNext', 2);
    await a.handle.signal('resultChanged', { id: a.id, version: 2 });
    await skipping.env.sleep('1 day');
    await a.handle.signal('applicationChanged', { id: a.id, version: 9 });
    await skipping.env.sleep('1 day');
    expect(a.of('sendResult').map((c) => c.args.version)).toEqual([1, 2]);
    expect(a.of('offerNext')).toHaveLength(3);
    await a.handle.terminate();
  });

  it('ends by withdrawal, and takes no harm from a vacancy that is not there', async () => {
    const a = await begin();
    a.record.state = 'withdrawn';
    a.record.version = 2;
    await a.handle.signal('applicationChanged', { id: a.id, version: 2 });
    await a.handle.result();
    expect(a.of('endApplication')).toHaveLength(1);
    expect(a.record.endedAt).not.toBeNull();
  });

  it('what waits for its next try when a run hands over is begun again by the next one, though the record calls for it no more', async () => {
    // Each first try fails, and the run is renewed before the second: four days after it began, and a minute.
    const a = await begin({}, { ...RUN_LIMITS, ageMs: 4 * DAY + 30_000 });
    const noticeId = `${a.id}/1`;
    const notice = {
      id: noticeId,
      replyVersion: 0,
      replyStatus: 'notified',
      replyBy: iso(a.now + 5 * DAY),
      interviewAt: null,
    };
    a.record.notice = notice;
    await a.handle.signal('noticeChanged', { id: noticeId, version: 1 });
    await skipping.env.sleep('1 hour');
    world.failures.set('sendReminder', 1).set('sendReplyReceipt', 1);
    await skipping.env.sleep(4 * DAY - HOUR + 10_000);
    expect(a.of('sendReminder')).toHaveLength(1);
    Object.assign(notice, { replyVersion: 1, replyStatus: 'accepted' });
    await a.handle.signal('replyRecorded', { id: noticeId, version: 1 });
    await skipping.env.sleep('5 seconds');
    expect(a.of('sendReplyReceipt').map((c) => c.args.replyVersion)).toEqual([1]);
    Object.assign(notice, { replyVersion: 2, replyStatus: 'declined' });
    await a.handle.signal('replyRecorded', { id: noticeId, version: 2 });
    await skipping.env.sleep('1 hour');
    const run = await skipping.env.client.workflow.getHandle(applicationWorkflowId(a.id)).describe();
    expect(run.runId).not.toBe(a.handle.firstExecutionRunId);
    // the first reply's receipt, moot by now, is looked at once more, so that its mail does not wait for ever
    expect(a.of('sendReplyReceipt').map((c) => c.args.replyVersion)).toEqual([1, 2, 1]);
    expect(a.of('sendReminder')).toHaveLength(2);
    await skipping.env.client.workflow.getHandle(applicationWorkflowId(a.id)).terminate();
  });

  it('leaves a mail server that hangs to a step of its own, after seconds', async () => {
    world.hangs.set('sendReceipt', 1);
    const a = await begin();
    await until(() => a.of('sendReceipt').length === 2);
    await until(async () =>
      (await a.handle.fetchHistory()).events?.some((e) => e.activityTaskCompletedEventAttributes),
    );
    // not while a step is under way: see timeSkipping()
    await until(async () => (await a.handle.describe()).raw.pendingActivities?.length === 0);
    await a.handle.terminate();
  }, 60_000);
});
