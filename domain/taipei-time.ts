/**
 * Days and instants in Taiwan. The zone is UTC+8 all year without daylight saving, so plain arithmetic is
 * right and the worker's bundle needs no Intl. Days are ISO `YYYY-MM-DD`, instants ISO in UTC.
 */

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether `day` is a day that exists, written `YYYY-MM-DD`. Plain arithmetic: lists ask it for every row. */
export function isDay(day: string): boolean {
  if (!DAY.test(day)) return false;
  const month = Number(day.slice(5, 7));
  const dayOfMonth = Number(day.slice(8, 10));
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(Number(day.slice(0, 4)), month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether `time` is a clock time `HH:MM` from 00:00 to 23:59. */
export function isTime(time: string): boolean {
  return TIME.test(time);
}

/**
 * The day a number of days later (or earlier).
 * @throws RangeError when `day` is no day.
 */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/**
 * The Taipei day of an instant.
 * @throws RangeError when the instant cannot be read.
 */
export function taipeiDay(instant: Date | string): string {
  return new Date(milliseconds(instant) + OFFSET_MS).toISOString().slice(0, 10);
}

/** The Taipei clock time of an instant, `HH:MM`. */
export function taipeiTime(instant: Date | string): string {
  return new Date(milliseconds(instant) + OFFSET_MS).toISOString().slice(11, 16);
}

/**
 * The instant of a Taipei day and clock time.
 * @param time `HH:MM`; the start of the day when left out
 * @throws RangeError when day or time cannot be read.
 */
export function taipeiInstant(day: string, time = '00:00'): string {
  return new Date(Date.parse(`${day}T${time}:00Z`) - OFFSET_MS).toISOString();
}

/** The end of a Taipei day, which is the start of the next one. */
export function endOfTaipeiDay(day: string): string {
  return taipeiInstant(addDays(day, 1));
}

function milliseconds(instant: Date | string): number {
  return typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
}
