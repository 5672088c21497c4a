import type { ScheduleState } from '../../workflows/client.ts';
import type { TemporalLink } from '../temporal.ts';

/** What the server says of its Schedules; null when it does not answer. */
export type Schedules = readonly ScheduleState[] | null;

/** Asks the server; the page stands without its answer. */
export async function askSchedules(link: TemporalLink): Promise<Schedules> {
  try {
    if (!(await link.reachable())) return null;
    const client = await link.client();
    if (!client) return null;
    const { describeSchedules } = await import('../../workflows/client.ts');
    return await describeSchedules(client);
  } catch {
    return null;
  }
}

/** Starts the production of résumés. @returns false when the server does not answer or refuses */
export async function startProduction(link: TemporalLink): Promise<boolean> {
  try {
    const client = await link.client();
    if (!client) return false;
    const { triggerProduction } = await import('../../workflows/client.ts');
    await triggerProduction(client);
    return true;
  } catch {
    return false;
  }
}
