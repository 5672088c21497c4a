import { SLOT_HOURS } from '../domain/production-slots.ts';
import { PRODUCTION_SCHEDULE } from '../workflows/messages.ts';
import { WORDS } from '../workflows/words.ts';
import { HOUR_MS, type WantedSchedule } from './wanted.ts';

/**
 * R66: résumés of the civil-service platform at 01, 07, 13 and 19 h in Taipei. A slot whose predecessor still runs
 * waits for it: skipped, its applications would wait six hours more.
 */
export const resumeProduction: WantedSchedule = {
  id: PRODUCTION_SCHEDULE,
  times: { hours: SLOT_HOURS, timezone: 'Asia/Taipei' },
  workflow: { type: 'resumeProduction', args: [{}] },
  overlap: 'BUFFER_ONE',
  catchupMs: 2 * HOUR_MS,
  summary: WORDS.slot,
};
