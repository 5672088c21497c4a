/** Times as the mails say them: Taipei's clock, 民國 years. Arguments are ISO instants. */
import { formatRoc, formatRocSentence, taipeiDay, taipeiTime } from '../domain/roc-date.ts';

/** `115 年 11 月 30 日（一）` */
export const dayWords = (instant: string): string => formatRocSentence(taipeiDay(instant));

/** `上午 10:00`, `下午 2:30`: for appointments. */
export function hourWords(instant: string): string {
  const [hour = 0, minute = 0] = taipeiTime(instant).split(':').map(Number);
  const half = hour < 12 ? '上午' : '下午';
  const shown = hour > 12 ? hour - 12 : hour;
  return `${half} ${shown}:${String(minute).padStart(2, '0')}`;
}

/** `115 年 11 月 30 日（一）上午 10:00` */
export const appointmentWords = (instant: string): string => `${dayWords(instant)}${hourWords(instant)}`;

/** `115 年 11 月 26 日（四）17:00`; midnight is the 24:00 of the day before, as people mean a deadline. */
export function deadlineWords(instant: string): string {
  const time = taipeiTime(instant);
  if (time !== '00:00') return `${dayWords(instant)}${time}`;
  return `${dayWords(new Date(Date.parse(instant) - 1).toISOString())}24:00`;
}

/** `115/11/21 10:12` */
export const stampWords = (instant: string): string =>
  `${formatRoc(taipeiDay(instant))} ${taipeiTime(instant)}`;
