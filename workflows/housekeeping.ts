import { housekeepingCalls } from './activity-calls.ts';
import type { HousekeepingInput } from './messages.ts';

/** One round of a task that a Schedule repeats: healing what was lost, or writing the feeds anew. */
export async function housekeeping(input: HousekeepingInput): Promise<void> {
  await housekeepingCalls(input.task)[input.task]({});
}
