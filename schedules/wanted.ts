import type { ScheduleOptions } from '@temporalio/client';
import type { HousekeepingInput } from '../workflows/messages.ts';

/** A Schedule as we want it, in the form the server gives it back, so that the two can be compared. */
export interface WantedSchedule {
  id: string;
  /** Times of the day, all at minute 0; or a period. */
  times: { hours: readonly number[]; timezone: string } | { everyMs: number };
  workflow: {
    type: 'resumeProduction' | 'newsletter' | 'housekeeping';
    args: readonly [object] | readonly [HousekeepingInput];
  };
  overlap: 'SKIP' | 'BUFFER_ONE';
  /** Runs missed while the server was away are made up for within this time. */
  catchupMs: number;
  /** Told in the Temporal UI; nothing about a person. */
  summary: string;
}

export const HOUR_MS = 3_600_000;

/** What the server is asked to keep. */
export function optionsOf(w: WantedSchedule, taskQueue: string): ScheduleOptions {
  return {
    scheduleId: w.id,
    spec:
      'hours' in w.times
        ? { calendars: [{ hour: [...w.times.hours] }], timezone: w.times.timezone }
        : { intervals: [{ every: w.times.everyMs }] },
    action: {
      type: 'startWorkflow',
      workflowType: w.workflow.type,
      args: [...w.workflow.args],
      taskQueue,
      workflowId: w.id,
      staticSummary: w.summary,
    },
    policies: { overlap: w.overlap, catchupWindow: w.catchupMs },
  };
}
