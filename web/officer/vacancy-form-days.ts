/** The days and years of the registration form: three boxes each, kept as typed when they are no day. */
import type { Problem } from '../../domain/problem.ts';
import { parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import { readRocParts } from '../components/roc-fields.ts';
import type { Posted } from './posted.ts';

/** Every day of the form and the words its problems begin with. */
const DAYS = {
  listedFrom: '上網有效期間的起日',
  listedTo: '上網有效期間的迄日',
  trainingFrom: '訓練日期區間的起日',
  trainingTo: '訓練日期區間的迄日',
  rewardFrom: '獎懲日期區間的起日',
  rewardTo: '獎懲日期區間的迄日',
} as const;
export type DayField = keyof typeof DAYS;
export type RawDays = Record<DayField, RocParts | string>;

/** Reads all days; a day that cannot be read is '' in `days` and told in `problems`. */
export function readDays(
  body: Posted,
  problems: Problem[],
): { days: Record<DayField, string>; raw: Record<DayField, RocParts> } {
  const fields = Object.keys(DAYS) as DayField[];
  const raw = Object.fromEntries(fields.map((f) => [f, readRocParts(body, f)])) as Record<DayField, RocParts>;
  const days = Object.fromEntries(
    fields.map((field) => {
      const parsed = parseRocParts(raw[field]);
      if (parsed.ok) return [field, parsed.iso];
      problems.push({ field, message: `${DAYS[field]}：${parsed.message}`, boxes: parsed.boxes });
      return [field, ''];
    }),
  ) as Record<DayField, string>;
  return { days, raw };
}

/** A ROC year as a Gregorian one; `null` when empty or unreadable (told in `problems`). */
export function readYear(typed: string, field: string, problems: Problem[]): number | null {
  const digits = typed.normalize('NFKC').trim();
  if (digits === '') return null;
  if (/^\d{1,3}$/.test(digits) && Number(digits) > 0) return Number(digits) + 1911;
  const western = /^\d{4}$/.test(digits) && Number(digits) > 1911;
  problems.push({
    field,
    message: western
      ? `考績年度區間請填民國年：西元 ${digits} 年是民國 ${Number(digits) - 1911} 年`
      : '考績年度區間請填民國年，例如 110',
  });
  return null;
}

/** A Gregorian year as the form shows it. */
export function showYear(year: number | null): string {
  return year === null ? '' : String(year - 1911);
}
