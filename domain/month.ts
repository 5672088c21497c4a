/** Months as a calendar shows them: `YYYY-MM` in Taipei, weeks from Sunday. */
import { addDays, isDay, weekday } from './taipei-time.ts';

/** Whether `month` is written `YYYY-MM` and exists. */
export const isMonth = (month: string): boolean => isDay(`${month}-01`);

/** The month a number of months later (or earlier). */
export function addMonths(month: string, months: number): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

/** Its weeks, Sunday to Saturday; days of the months around it are `null`. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const end = `${addMonths(month, 1)}-01`;
  const weeks: (string | null)[][] = [];
  for (let start = addDays(first, -weekday(first)); start < end; start = addDays(start, 7))
    weeks.push(
      [0, 1, 2, 3, 4, 5, 6].map((n) => {
        const day = addDays(start, n);
        return day.startsWith(month) ? day : null;
      }),
    );
  return weeks;
}
