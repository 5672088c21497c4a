import { weekday } from '../../domain/taipei-time.ts';
import type { Trx } from '../actor.ts';

/** Days off by the table of the calendar. */
export interface Calendar {
  /** Weekends and the table's days off; a weekend day made a working day is none. */
  isHoliday: (day: string) => boolean;
  /** What the table says of the day's year was announced; else computed, or not there at all. */
  isAnnounced: (day: string) => boolean;
  /** What the table calls the day; '' for a day that is not in it. */
  nameOf: (day: string) => string;
}

/** The whole calendar: some two dozen days a year. */
export async function calendar(trx: Trx): Promise<Calendar> {
  const rows = await trx.selectFrom('holiday').select(['day', 'name', 'is_workday', 'computed']).execute();
  const off = new Map(rows.map((row) => [row.day, !row.is_workday]));
  const names = new Map(rows.map((row) => [row.day, row.name]));
  const announced = new Set(rows.filter((row) => !row.computed).map((row) => row.day.slice(0, 4)));
  return {
    isHoliday: (day) => off.get(day) ?? [0, 6].includes(weekday(day)),
    isAnnounced: (day) => announced.has(day.slice(0, 4)),
    nameOf: (day) => names.get(day) ?? '',
  };
}
