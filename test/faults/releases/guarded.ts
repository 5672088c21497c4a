/** The next release: a vacancy begins with a step it did not have before, guarded as every such change must be. */
import { patched, sleep } from '@temporalio/workflow';
import type { VacancyInput } from '../../../workflows/messages.ts';
import { vacancy as before } from '../../../workflows/vacancy.ts';

export { application } from '../../../workflows/application.ts';

export async function vacancy(input: VacancyInput): Promise<void> {
  if (patched('a-step-more')) await sleep(10);
  return before(input);
}
