import { formatRocCompact } from './roc-date.ts';

const MAX_SERIAL = 99_999;

/**
 * R30: ROC year and month, then a serial of that month: 1151100001.
 * @param day ISO day in Taipei of the first save
 * @throws RangeError when the month's numbers are used up or the serial is no positive integer
 */
export function formatVacancyNo(day: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > MAX_SERIAL)
    throw new RangeError(`serial out of range: ${serial}`);
  return `${formatRocCompact(day).slice(0, 5)}${String(serial).padStart(5, '0')}`;
}

/** Whether a text has the shape of a vacancy number. */
export function isVacancyNo(text: string): boolean {
  return /^\d{3}(0[1-9]|1[0-2])\d{5}$/.test(text);
}

/**
 * The number on an applicant's receipt: `A1151124-000001`. The letter and hyphen keep it from being taken for a
 * vacancy number on the telephone. The serial runs on through the years, so it may grow beyond six digits.
 * @throws RangeError when the serial is no positive integer
 */
export function formatApplicationNo(day: string, serial: number): string {
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`serial out of range: ${serial}`);
  return `A${formatRocCompact(day)}-${String(serial).padStart(6, '0')}`;
}

/** Whether a text has the shape of a receipt number. */
export function isApplicationNo(text: string): boolean {
  return /^A\d{3}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-\d{6,16}$/.test(text);
}
