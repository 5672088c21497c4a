import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { taipeiInstant } from '../../domain/taipei-time.ts';
import {
  applicationWorkflowId,
  type Look,
  RUN_LIMITS,
  TASK_QUEUE,
  vacancyWorkflowId,
} from '../../workflows/messages.ts';
import { dayAfter, type World } from '../workflows/world.ts';

const DAY = 86_400_000;

/** What a scenario plays on. On the server that skips time, `pass` jumps; on the other it waits. */
export interface Ground {
  client: Client;
  world: World;
  pass(ms: number): Promise<void>;
}
/** Workflow ids whose histories, run by run, are kept. */
type Played = string[];

const begin = (g: Ground, type: string, workflowId: string, input: object) =>
  g.client.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId, args: [input] });
const say = (g: Ground, workflowId: string, signal: string, look: Look | object) =>
  g.client.workflow.getHandle(workflowId).signal(signal, look);

/** A whole life: waits, listed, digests, closes, warned, archived; a run of each 90 days. */
async function wholeYear(g: Ground): Promise<Played> {
  const vacancyNo = '1151100001';
  const now = await g.world.now();
  const opensAt = taipeiInstant(dayAfter(now, 2));
  g.world.vacancy(vacancyNo, { opensAt, closesAt: taipeiInstant(dayAfter(now, 9), '17:30') });
  await (await begin(g, 'vacancy', vacancyWorkflowId(vacancyNo), { vacancyNo })).result();
  return [vacancyWorkflowId(vacancyNo)];
}

async function returnedAndWithdrawn(g: Ground): Promise<Played> {
  const vacancyNo = '1151100002';
  const returnedAt = new Date(await g.world.now()).toISOString();
  g.world.vacancy(vacancyNo, { stage: 'preparing', reviewOutcome: 'returned', returnedAt });
  await (await begin(g, 'vacancy', vacancyWorkflowId(vacancyNo), { vacancyNo })).result();
  return [vacancyWorkflowId(vacancyNo)];
}

/** Notices, reminders, replies, a replaced notice, a second version, a mail tried twice; open until withdrawn. */
async function noticesAndReplies(g: Ground): Promise<Played> {
  const [applicationId, vacancyNo] = ['00000000-0000-4000-8000-000000000001', '1151100003'];
  const id = applicationWorkflowId(applicationId);
  g.world.vacancy(vacancyNo, { stage: 'listed', mode: 'open' });
  const a = g.world.application(applicationId, vacancyNo);
  g.world.failures.set('sendReceipt', 1);
  const handle = await begin(g, 'application', id, { applicationId, vacancyNo });
  const at = async (days: number): Promise<string> =>
    new Date((await g.world.now()) + days * DAY).toISOString();
  await g.pass(DAY);
  const first = {
    id: 'notice-1',
    replyVersion: 0,
    replyStatus: 'notified',
    replyBy: await at(5),
    interviewAt: await at(9),
  };
  a.notice = first;
  await say(g, id, 'noticeChanged', { id: 'notice-1', version: 1 });
  await g.pass(4.5 * DAY);
  Object.assign(first, { replyVersion: 1, replyStatus: 'accepted' });
  await say(g, id, 'replyRecorded', { id: 'notice-1', version: 1 });
  await g.pass(DAY);
  a.notice = {
    id: 'notice-2',
    replyVersion: 0,
    replyStatus: 'notified',
    replyBy: await at(3),
    interviewAt: await at(6),
  };
  await say(g, id, 'noticeChanged', { id: 'notice-2', version: 1 });
  Object.assign(a, { version: 2, productionState: 'pending' });
  await say(g, id, 'applicationChanged', { id: applicationId, version: 2 });
  // Long enough for a run to grow old.
  await g.pass(100 * DAY);
  Object.assign(a, { state: 'withdrawn', version: 3, notice: null });
  await say(g, id, 'applicationChanged', { id: applicationId, version: 3 });
  await handle.result();
  return [id];
}

/** A time taken of an offer and moved, then a place in reserve until its end, over a run of 90 days; archived. */
async function slotAndReserve(g: Ground): Promise<Played> {
  const [applicationId, vacancyNo] = ['00000000-0000-4000-8000-000000000002', '1151100007'];
  const id = applicationWorkflowId(applicationId);
  g.world.vacancy(vacancyNo, { stage: 'listed' });
  const a = g.world.application(applicationId, vacancyNo);
  const handle = await begin(g, 'application', id, { applicationId, vacancyNo });
  const now = await g.world.now();
  const at = (days: number): string => new Date(now + days * DAY).toISOString();
  const notice = {
    id: 'notice-1',
    replyVersion: 0,
    replyStatus: 'notified',
    replyBy: at(3),
    interviewAt: null as string | null,
  };
  a.notice = notice;
  await say(g, id, 'noticeChanged', { id: notice.id, version: 1 });
  await g.pass(DAY);
  for (const [i, day] of [8, 6].entries()) {
    Object.assign(notice, { replyVersion: i + 1, replyStatus: 'accepted', interviewAt: at(day) });
    await say(g, id, 'replyRecorded', { id: notice.id, version: i + 1 });
    await g.pass(DAY / 2);
  }
  await g.pass(8 * DAY);
  a.result = { version: 1, reserveUntil: at(102), reserveEnded: false, declined: false };
  await say(g, id, 'resultChanged', { id: applicationId, version: 1 });
  await g.pass(110 * DAY);
  Object.assign(a, { state: 'ended', version: 2, notice: null, result: null });
  await say(g, id, 'applicationChanged', { id: applicationId, version: 2 });
  await handle.result();
  return [id];
}

/** In reserve, moved up when somebody else declined, then declined as well; a call of it failed once. */
async function movedUpAndDeclined(g: Ground): Promise<Played> {
  const [applicationId, vacancyNo] = ['00000000-0000-4000-8000-000000000003', '1151100006'];
  const id = applicationWorkflowId(applicationId);
  g.world.vacancy(vacancyNo, { stage: 'closed' });
  const a = g.world.application(applicationId, vacancyNo);
  g.world.failures.set('offerNext', 1);
  const handle = await begin(g, 'application', id, { applicationId, vacancyNo });
  const reserveUntil = new Date((await g.world.now()) + 150 * DAY).toISOString();
  const results = [
    { version: 1, reserveUntil, reserveEnded: false, declined: false },
    { version: 2, reserveUntil: null, reserveEnded: false, declined: false },
    { version: 3, reserveUntil: null, reserveEnded: false, declined: true },
  ];
  for (const result of results) {
    a.result = result;
    await say(g, id, 'resultChanged', { id: applicationId, version: result.version });
    await g.pass(5 * DAY);
  }
  Object.assign(a, { state: 'ended', version: 2, result: null });
  await say(g, id, 'applicationChanged', { id: applicationId, version: 2 });
  await handle.result();
  return [id];
}

/** Withdrawn, taken back, withdrawn for good: those who applied are told, one of them at the second round. */
async function withdrawalTold(g: Ground): Promise<Played> {
  const vacancyNo = '1151100009';
  const id = vacancyWorkflowId(vacancyNo);
  const now = await g.world.now();
  const at = new Date(now).toISOString();
  const closesAt = taipeiInstant(dayAfter(now, 20), '17:30');
  const v = g.world.vacancy(vacancyNo, { stage: 'listed', opensAt: at, closesAt });
  for (const n of [1, 2, 3])
    g.world.application(`00000000-0000-4000-8000-00000000040${n}`, vacancyNo, {
      putOff: n === 2 ? 1 : 0,
      // their own runs are not played here
      endedAt: at,
    });
  const handle = await begin(g, 'vacancy', id, { vacancyNo });
  for (const [version, stage] of [
    [2, 'withdrawn'],
    [3, 'listed'],
    [4, 'withdrawn'],
  ] as const) {
    await g.pass(DAY / 300);
    const withdrawnAt = stage === 'withdrawn' ? new Date(await g.world.now()).toISOString() : null;
    Object.assign(v, { stage, withdrawnAt });
    await say(g, id, 'vacancyChanged', { id: vacancyNo, version });
  }
  await handle.result();
  return [id];
}

/** Archived without a result: those who wait are told, one of them at the second round. */
async function endedWithoutResult(g: Ground): Promise<Played> {
  const vacancyNo = '1151100010';
  const id = vacancyWorkflowId(vacancyNo);
  const at = new Date((await g.world.now()) - 363 * DAY).toISOString();
  g.world.vacancy(vacancyNo, { stage: 'closed', opensAt: at, closesAt: at, closedAt: at });
  for (const n of [1, 2])
    g.world.application(`00000000-0000-4000-8000-00000000050${n}`, vacancyNo, {
      ...{ putOff: n === 2 ? 1 : 0, productionState: 'produced' },
      // their own runs are not played here
      endedAt: at,
    });
  await (await begin(g, 'vacancy', id, { vacancyNo })).result();
  return [id];
}

/** Children over continue-as-new, redelivered word, extension, early end, production, archive. */
async function childrenAndUpdates(g: Ground): Promise<Played> {
  const vacancyNo = '1151100004';
  const id = vacancyWorkflowId(vacancyNo);
  const v = g.world.vacancy(vacancyNo, { stage: 'listed' });
  const handle = await begin(g, 'vacancy', id, { vacancyNo, limits: { ...RUN_LIMITS, children: 2 } });
  const apps = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000010${n}`);
  for (const app of apps) {
    g.world.application(app, vacancyNo);
    await say(g, id, 'applicationReceived', { id: app, version: 1 });
    await say(g, id, 'applicationReceived', { id: app, version: 1 });
    await g.pass(200);
  }
  const change = {
    key: '00000000-0000-4000-8000-0000000000aa',
    accountId: '00000000-0000-4000-8000-0000000000ab',
  };
  const listedTo = dayAfter(Date.now(), 3);
  await handle.executeUpdate('extendListing', { args: [{ ...change, listedTo, reason: 'few' }] });
  const key = '00000000-0000-4000-8000-0000000000ac';
  await handle.executeUpdate('endListing', { args: [{ ...change, key, reason: 'filled' }] });
  const slot = '2026-11-24T19:00+08:00';
  const limits = { ...RUN_LIMITS, events: 20 };
  const production = await begin(g, 'resumeProduction', 'resume-production-1', { slot, batch: 1, limits });
  await production.result();
  await g.pass(500);
  // The result of long ago: the archive is due.
  v.resultAt = new Date(Date.now() - 200 * DAY).toISOString();
  await say(g, id, 'vacancyChanged', { id: vacancyNo, version: 9 });
  await g.pass(2_500);
  for (const app of apps)
    await say(g, applicationWorkflowId(app), 'applicationChanged', { id: app, version: 2 });
  await handle.result();
  return [id, 'resume-production-1', applicationWorkflowId(apps[0] as string)];
}

/** Several applications in one signal, one of them again in another; a receipt in the first task, and one put off there. */
async function severalAtOnce(g: Ground): Promise<Played> {
  const vacancyNo = '1151100008';
  const id = vacancyWorkflowId(vacancyNo);
  g.world.vacancy(vacancyNo, { stage: 'listed' });
  await begin(g, 'vacancy', id, { vacancyNo });
  const apps = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000030${n}`);
  for (const app of apps) g.world.application(app, vacancyNo);
  const words = apps.map((app) => ({ id: app, version: 1 }));
  await say(g, id, 'applicationsReceived', words.slice(0, 2));
  await g.pass(1_000);
  await say(g, id, 'applicationsReceived', words.slice(1));
  await g.pass(1_000);
  const first = apps[0] as string;
  g.world.failures.set('sendReceipt', 1);
  Object.assign(g.world.applications.get(first) ?? {}, { version: 2 });
  await say(g, applicationWorkflowId(first), 'applicationChanged', { id: first, version: 2 });
  await g.pass(1_000);
  return [id, applicationWorkflowId(first)];
}

async function smallOnes(g: Ground): Promise<Played> {
  const mailId = '00000000-0000-4000-8000-000000000201';
  await (await begin(g, 'mail', `mail-${mailId}`, { mailId })).result();
  for (const task of ['reconcile', 'refreshFeeds'])
    await (await begin(g, 'housekeeping', `housekeeping-${task}`, { task })).result();
  return [`mail-${mailId}`, 'housekeeping-reconcile', 'housekeeping-refreshFeeds'];
}

/** An edition over continue-as-new, with a mailbox that is come back to twice. */
async function edition(g: Ground): Promise<Played> {
  for (let n = 1; n <= 9; n++)
    g.world.readers.set(`00000000-0000-4000-8000-00000000030${n}`, { told: false, putOff: n === 5 ? 2 : 0 });
  const limits = { ...RUN_LIMITS, events: 20 };
  await (
    await begin(g, 'newsletter', 'newsletter-1', { edition: '2026-11-30T07:00+08:00', batch: 2, limits })
  ).result();
  return ['newsletter-1'];
}

/** Drafts reminded of in two pages, a mail that is come back to, an extension between the rounds. */
async function drafts(g: Ground): Promise<Played> {
  const vacancyNo = '1151100005';
  const id = vacancyWorkflowId(vacancyNo);
  const now = await g.world.now();
  const at = new Date(now).toISOString();
  const closesAt = taipeiInstant(dayAfter(now, 5), '17:30');
  const v = g.world.vacancy(vacancyNo, { stage: 'listed', mode: 'open', opensAt: at, closesAt });
  for (let n = 100; n <= 200; n++)
    v.drafts.set(`00000000-0000-4000-8000-000000000${n}`, {
      createdAt: at,
      told: [],
      putOff: n === 150 ? 1 : 0,
    });
  const handle = await begin(g, 'vacancy', id, { vacancyNo });
  await g.pass(Date.parse(closesAt) - now - 2.5 * DAY);
  await handle.executeUpdate('extendListing', {
    args: [
      {
        key: '00000000-0000-4000-8000-0000000000ad',
        accountId: '00000000-0000-4000-8000-0000000000ab',
        listedTo: dayAfter(now, 9),
        reason: 'few',
      },
    ],
  });
  await g.pass(Date.parse(v.closesAt) - (await g.world.now()) + DAY);
  v.resultAt = v.closedAt;
  await say(g, id, 'vacancyChanged', { id: vacancyNo, version: 2 });
  await handle.result();
  return [id];
}

/** On the server that skips time: long lives without children. */
export const OVER_TIME = {
  wholeYear,
  returnedAndWithdrawn,
  noticesAndReplies,
  slotAndReserve,
  movedUpAndDeclined,
  edition,
  drafts,
  withdrawalTold,
  endedWithoutResult,
};
/** On the dev server: children, updates, and what is quick. */
export const LIVE = { childrenAndUpdates, severalAtOnce, smallOnes };
export const wait = (ms: number): Promise<void> => sleep(ms);
