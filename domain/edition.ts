/** R14: when editions of the newsletter appear. Workflows bundle this file, so it is arithmetic at UTC+8. */
import { addDays, taipeiDay, taipeiInstant, weekday } from './taipei-time.ts';

/** Every day at this hour of Taipei; weekly ones on Mondays. */
export const EDITION_HOUR = 7;
const CLOCK = `${String(EDITION_HOUR).padStart(2, '0')}:00`;

/**
 * The name of the edition an instant belongs to: the latest one not after it. An edition tells what was listed up to
 * its own instant.
 * @returns `2026-11-30T07:00+08:00`, which Date can read too
 */
export function editionOf(instant: Date | string): string {
  const day = taipeiDay(instant);
  const begun = Date.parse(taipeiInstant(day, CLOCK)) <= new Date(instant).getTime();
  return `${begun ? day : addDays(day, -1)}T${CLOCK}+08:00`;
}

/** Whether weekly readers get it too. */
export const isWeekly = (edition: string): boolean => weekday(edition.slice(0, 10)) === 1;
