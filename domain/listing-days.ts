import { addDays, daysBetween } from './taipei-time.ts';

/** 陞遷法施行細則 §3: outside recruitment is public for at least three days. */
export const MIN_LISTING_DAYS = 3;

/**
 * The days a listing counts for under 陞遷法施行細則 §3, counted by 行政程序法 §48: the first day is left out,
 * and a last day that is a holiday rolls on to the next working day, so trailing holidays do not count.
 * @param isHoliday true for every day off, weekends included; the calendar is data, never computed here
 * @returns whole days, 0 when nothing counts
 */
export function countListingDays(from: string, to: string, isHoliday: (day: string) => boolean): number {
  for (let last = to; last > from; last = addDays(last, -1)) {
    if (!isHoliday(last)) return daysBetween(from, last);
  }
  return 0;
}
