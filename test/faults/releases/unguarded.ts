/** The same change without its guard: what no release may be. */
import { sleep } from '@temporalio/workflow';
import type { VacancyInput } from '../../../workflows/messages.ts';
import { vacancy as before } from '../../../workflows/vacancy.ts';

export { application } from '../../../workflows/application.ts';

export async function vacancy(input: VacancyInput): Promise<void> {
  await sleep(10);
  return before(input);
}
