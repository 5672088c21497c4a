import type { TemporalClient } from './client.ts';
import { PRODUCTION_SCHEDULE } from './messages.ts';

/** Operators wait a little longer than pages do. */
const ASK_MS = 5_000;

export interface ScheduleState {
  id: string;
  paused: boolean;
  /** ISO instants, UTC. */
  next: string[];
  last: string | null;
  running: number;
}

/** Starts the production of résumés now (R66); one that is under way is followed by another. */
export async function triggerProduction(t: TemporalClient): Promise<void> {
  await t.connection.withDeadline(Date.now() + ASK_MS, () =>
    t.client.schedule.getHandle(PRODUCTION_SCHEDULE).trigger(),
  );
}

/** The Schedules of the namespace as the server tells them. */
export async function describeSchedules(t: TemporalClient): Promise<ScheduleState[]> {
  return t.connection.withDeadline(Date.now() + ASK_MS, async () => {
    const states: ScheduleState[] = [];
    for await (const { scheduleId } of t.client.schedule.list()) {
      const { state, info } = await t.client.schedule.getHandle(scheduleId).describe();
      states.push({
        id: scheduleId,
        paused: state.paused,
        next: info.nextActionTimes.map((at) => at.toISOString()),
        last: info.recentActions.at(-1)?.takenAt.toISOString() ?? null,
        running: info.runningActions.length,
      });
    }
    return states.sort((a, b) => a.id.localeCompare(b.id));
  });
}

/**
 * Runs alive now, of one type and optionally one stage, by visibility: some moments behind the truth.
 * @example await countRunning(t, 'vacancy', 'listed')
 */
export async function countRunning(
  t: TemporalClient,
  type: 'vacancy' | 'application' | 'resumeProduction' | 'mail' = 'vacancy',
  stage?: string,
): Promise<number> {
  const parts = [`WorkflowType = '${type}'`, "ExecutionStatus = 'Running'"];
  if (stage && /^[a-z]+$/i.test(stage)) parts.push(`Stage = '${stage}'`);
  const { count } = await t.connection.withDeadline(Date.now() + ASK_MS, () =>
    t.client.workflow.count(parts.join(' AND ')),
  );
  return count;
}
