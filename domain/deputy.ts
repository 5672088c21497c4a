/** 代理人: who stands in for an officer, from which day to which. */
import type { Problem } from './problem.ts';
import { daysBetween } from './roc-date.ts';

/** Days ISO, '' = not given or not readable. */
export interface DeputyForm {
  deputyId: string;
  from: string;
  to: string;
}

/** A longer absence is named again: a deputy forgotten for years would keep getting mails. */
export const LONGEST_DEPUTY_DAYS = 366;

/**
 * What is wrong with the days that could be read; unreadable ones are told by whoever read them.
 * @param today Taipei day, ISO
 */
export function checkDeputyDays({ from, to }: DeputyForm, today: string): Problem[] {
  if (from === '' || to === '') return [];
  if (to < from) return [{ field: 'deputyTo', message: '代理迄日不可早於起日，請修正' }];
  if (to < today) return [{ field: 'deputyTo', message: '代理迄日已過，請改為今日以後的日期' }];
  if (daysBetween(from, to) >= LONGEST_DEPUTY_DAYS)
    return [{ field: 'deputyTo', message: '代理期間最長一年，請縮短；屆滿可再指定' }];
  return [];
}
