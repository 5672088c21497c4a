import { workflowInfo } from '@temporalio/workflow';
import { RUN_LIMITS, type RunLimits } from './messages.ts';

/** When the present run has grown old and hands over to a fresh one, as an ISO instant. */
export function renewalAt(limits: RunLimits = RUN_LIMITS): string {
  return new Date(workflowInfo().runStartTime.getTime() + limits.ageMs).toISOString();
}

/**
 * Whether the present run should hand over: a long history is slow to replay, a parent may have 2,000 children
 * pending, and a run of bounded age bounds how long a change of workflow code must know the old one.
 * @param children applications started in this run
 */
export function renewalDue(limits: RunLimits = RUN_LIMITS, children = 0): boolean {
  const { historyLength, continueAsNewSuggested, runStartTime } = workflowInfo();
  return (
    continueAsNewSuggested ||
    historyLength >= limits.events ||
    children >= limits.children ||
    Date.now() - runStartTime.getTime() >= limits.ageMs
  );
}
