import { daysBetween, taipeiDay } from '../../domain/roc-date.ts';

/** `還有 10 天`, or on the last day `今日`. */
export function leftWords(closesAt: Date, now: Date): string {
  const days = daysBetween(taipeiDay(now), taipeiDay(new Date(closesAt.getTime() - 1)));
  return days > 0 ? `還有 ${days} 天` : '今日';
}
