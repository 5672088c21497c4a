import { EDITION_HOUR } from '../domain/edition.ts';
import { WORDS } from '../workflows/words.ts';
import { HOUR_MS, type WantedSchedule } from './wanted.ts';

/**
 * R14: an edition each day; on Mondays weekly readers get it too. After an outage the day's edition is made up for,
 * and tells all that was listed since each reader's last one.
 */
export const newsletter: WantedSchedule = {
  id: 'newsletter',
  times: { hours: [EDITION_HOUR], timezone: 'Asia/Taipei' },
  workflow: { type: 'newsletter', args: [{}] },
  overlap: 'BUFFER_ONE',
  catchupMs: 12 * HOUR_MS,
  summary: WORDS.newsletter,
};
