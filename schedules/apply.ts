import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client';
import type { TemporalClient } from '../workflows/client.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { SCHEDULES } from './index.ts';
import { optionsOf, type WantedSchedule } from './wanted.ts';

export interface Applied {
  created: string[];
  updated: string[];
  deleted: string[];
  unchanged: string[];
}

/** For each call; a whole round makes about two for each Schedule. */
const CALL_MS = 10_000;

/**
 * Brings the namespace's Schedules to what is wanted: creates missing ones, updates changed ones (also when somebody
 * changed them in the UI), deletes those of our task queue that are no longer wanted. A paused one stays paused.
 * Running it again changes nothing.
 * @throws what the client throws when the server is away
 */
export async function applySchedules(
  t: TemporalClient,
  wanted: readonly WantedSchedule[] = SCHEDULES,
): Promise<Applied> {
  const applied: Applied = { created: [], updated: [], deleted: [], unchanged: [] };
  for (const w of wanted) applied[await applyOne(t, w)].push(w.id);
  for (const id of await extra(t, new Set(wanted.map((w) => w.id)))) {
    await call(t, () => t.client.schedule.getHandle(id).delete());
    applied.deleted.push(id);
  }
  return applied;
}

async function applyOne(t: TemporalClient, w: WantedSchedule): Promise<'created' | 'updated' | 'unchanged'> {
  const options = optionsOf(w, TASK_QUEUE);
  const handle = t.client.schedule.getHandle(w.id);
  const present = await describe(t, w.id);
  if (!present) {
    try {
      await call(t, () => t.client.schedule.create(options));
      return 'created';
    } catch (e) {
      // Another process migrates at the same moment.
      if (!(e instanceof ScheduleAlreadyRunning)) throw e;
    }
  } else if (isDeepStrictEqual(shapeOfPresent(present), shapeOfWanted(w))) return 'unchanged';
  const { spec, action, policies } = options as Required<ScheduleOptions>;
  await call(t, () => handle.update((old) => ({ spec, action, policies, state: old.state })));
  return 'updated';
}

/** What of a Schedule is ours to decide, in one form for wanted and present. */
function shapeOfWanted(w: WantedSchedule) {
  return {
    hours: 'hours' in w.times ? [...w.times.hours] : null,
    timezone: 'hours' in w.times ? w.times.timezone : null,
    everyMs: 'hours' in w.times ? null : w.times.everyMs,
    type: w.workflow.type as string,
    args: [...w.workflow.args] as unknown[],
    taskQueue: TASK_QUEUE as string,
    workflowId: w.id,
    overlap: w.overlap as string,
    catchupMs: w.catchupMs,
    summary: w.summary as string | undefined,
    otherwisePlain: true,
  };
}

function shapeOfPresent(d: ScheduleDescription): ReturnType<typeof shapeOfWanted> {
  const calendar = d.spec.calendars?.[0];
  const interval = d.spec.intervals?.[0];
  const daily = (c: NonNullable<typeof calendar>): boolean =>
    isDeepStrictEqual(
      [numbers(c.second), numbers(c.minute), numbers(c.dayOfMonth).length, c.month.length, c.year.length],
      [[0], [0], 31, 1, 0],
    ) && c.dayOfWeek.length === 1;
  return {
    hours: calendar ? numbers(calendar.hour) : null,
    timezone: calendar ? (d.spec.timezone ?? '') : null,
    everyMs: interval?.every ?? null,
    type: d.action.workflowType,
    args: [...(d.action.args ?? [])] as unknown[],
    taskQueue: d.action.taskQueue ?? '',
    workflowId: d.action.workflowId ?? '',
    overlap: d.policies.overlap as string,
    catchupMs: d.policies.catchupWindow,
    summary: d.action.staticSummary,
    otherwisePlain:
      (d.spec.calendars?.length ?? 0) + (d.spec.intervals?.length ?? 0) === 1 &&
      !d.spec.skip?.length &&
      !d.spec.startAt &&
      !d.spec.endAt &&
      !d.spec.jitter &&
      !interval?.offset &&
      (!calendar || daily(calendar)),
  };
}

const numbers = (ranges: readonly { start: number; end: number; step: number }[]): number[] =>
  ranges.flatMap((r) => {
    const all: number[] = [];
    for (let n = r.start; n <= r.end; n += r.step) all.push(n);
    return all;
  });

async function describe(t: TemporalClient, id: string): Promise<ScheduleDescription | null> {
  try {
    return await call(t, () => t.client.schedule.getHandle(id).describe());
  } catch (e) {
    if (e instanceof ScheduleNotFoundError) return null;
    throw e;
  }
}

/** Schedules that start runs on our task queue and are not wanted; others of the namespace are not ours. */
async function extra(t: TemporalClient, wanted: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  await call(t, async () => {
    for await (const { scheduleId } of t.client.schedule.list())
      if (!wanted.has(scheduleId)) found.push(scheduleId);
  });
  const ours: string[] = [];
  for (const id of found) if ((await describe(t, id))?.action.taskQueue === TASK_QUEUE) ours.push(id);
  return ours;
}

const call = <T>(t: TemporalClient, fn: () => Promise<T>): Promise<T> =>
  t.connection.withDeadline(Date.now() + CALL_MS, fn);
