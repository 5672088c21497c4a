import { endOfTaipeiDay, taipeiInstant } from './taipei-time.ts';
import type { VacancyContent } from './vacancy-content.ts';

type Period = Pick<VacancyContent, 'listedFrom' | 'listedTo' | 'closingTime'>;

/** R40: the longest a listing may last. */
export const MAX_LISTING_YEARS = 10;

/**
 * When a vacancy closes: at its closing time on the last day, else at the end of that day.
 * @returns an ISO instant, UTC
 * @throws RangeError when the period holds no last day (drafts).
 */
export function closesAt(content: Pick<Period, 'listedTo' | 'closingTime'>): string {
  return content.closingTime === ''
    ? endOfTaipeiDay(content.listedTo)
    : taipeiInstant(content.listedTo, content.closingTime);
}

/**
 * When a listing begins: at the start of its first Taipei day.
 * @throws RangeError when the period holds no first day (drafts).
 */
export function opensAt(content: Pick<Period, 'listedFrom'>): string {
  return taipeiInstant(content.listedFrom);
}

/** R29: up to the same calendar day ten years on, that day included; 29 February ends on 28 February. */
export function withinTenYears(from: string, to: string): boolean {
  const limit = `${String(Number(from.slice(0, 4)) + MAX_LISTING_YEARS).padStart(4, '0')}${from.slice(4)}`;
  return to <= limit;
}
