/**
 * Dates as people in Taiwan write them: 民國 year = Gregorian year − 1911.
 * Inside the system days are ISO; these functions stand at its edges.
 */
import { isDay, weekday } from './taipei-time.ts';

export {
  addDays,
  daysBetween,
  endOfTaipeiDay,
  isDay,
  isTime,
  taipeiDay,
  taipeiInstant,
  taipeiTime,
  weekday,
} from './taipei-time.ts';

const ERA = 1911;
const WEEKDAYS = '日一二三四五六';

/** 民國 year of an ISO day or month; before 1912 the year counts backwards and says so. */
export function rocYear(iso: string): string {
  const year = Number(iso.slice(0, 4)) - ERA;
  return year > 0 ? String(year) : `民前${1 - year}`;
}

/** R25: `115/11/24` for tables; '' for an empty or unreadable day. */
export function formatRoc(iso: string): string {
  if (!isDay(iso)) return '';
  return `${rocYear(iso)}/${iso.slice(5, 7)}/${iso.slice(8, 10)}`;
}

/** R25: `108/06/17 ~ 108/06/30`. */
export function formatRocRange(from: string, to: string): string {
  return `${formatRoc(from)} ~ ${formatRoc(to)}`;
}

/** `115 年 11 月 24 日（二）` for sentences; '' for an empty or unreadable day. */
export function formatRocSentence(iso: string): string {
  if (!isDay(iso)) return '';
  const month = Number(iso.slice(5, 7));
  const day = Number(iso.slice(8, 10));
  return `${rocYear(iso)} 年 ${month} 月 ${day} 日（${WEEKDAYS[weekday(iso)]}）`;
}

/** R73, the feed: `1151124`, births `0750114`; '' for a day before 1912, which the form cannot express. */
export function formatRocCompact(iso: string): string {
  if (!isDay(iso) || iso < '1912-01-01') return '';
  return `${rocYear(iso).padStart(3, '0')}${iso.slice(5, 7)}${iso.slice(8, 10)}`;
}

/** R73: `109/03/12 15:20:16`, the Taipei clock of an instant. */
export function formatRocDateTime(instantIso: string): string {
  const ms = Date.parse(instantIso);
  if (Number.isNaN(ms)) return '';
  const clock = new Date(ms + 8 * 3_600_000).toISOString();
  return `${formatRoc(clock.slice(0, 10))} ${clock.slice(11, 19)}`;
}

/** `115/11/26 17:00`; midnight is the 24:00 of the day before, as people mean a deadline. */
export function formatRocDeadline(instantIso: string): string {
  const stamp = formatRocDateTime(instantIso).slice(0, -3);
  if (!stamp.endsWith(' 00:00')) return stamp;
  return `${formatRocDateTime(new Date(Date.parse(instantIso) - 1).toISOString()).split(' ')[0]} 24:00`;
}

/** Reads a compact date from the right (five to seven digits, full-width allowed); `null` when it is no day. */
export function parseRocCompact(text: string): string | null {
  const parts = /^(\d{1,3})(\d{2})(\d{2})$/.exec(text.normalize('NFKC').trim());
  if (!parts) return null;
  const iso = toIso(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return Number(parts[1]) > 0 && isDay(iso) ? iso : null;
}

export interface RocParts {
  y: string;
  m: string;
  d: string;
}
export type RocBox = keyof RocParts;
export type ParsedRoc = { ok: true; iso: string } | { ok: false; message: string; boxes: RocBox[] };

/**
 * Reads the three boxes of a ROC date. All empty → an empty day, so that "required" stays the form's question.
 * The message does not name the field; the form puts the field's name in front.
 * @example parseRocParts({ y: '115', m: '11', d: '24' }) // { ok: true, iso: '2026-11-24' }
 */
export function parseRocParts(parts: RocParts): ParsedRoc {
  const box = (raw: string): string => raw.normalize('NFKC').trim();
  const typed = { y: box(parts.y), m: box(parts.m), d: box(parts.d) };
  const names: RocBox[] = ['y', 'm', 'd'];
  const empty = names.filter((name) => typed[name] === '');
  if (empty.length === 3) return { ok: true, iso: '' };
  if (empty.length > 0) return wrong(`請補填${empty.map((name) => WORDS[name]).join('、')}`, empty);

  const notNumbers = names.filter((name) => !/^\d+$/.test(typed[name]));
  if (notNumbers.length > 0)
    return wrong(
      `${notNumbers.map((name) => WORDS[name]).join('、')}請填數字，例如 115 年 12 月 4 日`,
      notNumbers,
    );

  const [y, m, d] = [Number(typed.y), Number(typed.m), Number(typed.d)];
  if (typed.y.length === 4 && y >= 1912 && y <= 2999)
    return wrong(`年請填民國年：西元 ${y} 年是民國 ${y - ERA} 年`, ['y']);
  const outOfReach: RocBox[] = [];
  if (y < 1 || y > 999) outOfReach.push('y');
  if (m < 1 || m > 12) outOfReach.push('m');
  if (d < 1 || d > 31) outOfReach.push('d');
  if (outOfReach.length > 0)
    return wrong(`沒有這一天，請修正${outOfReach.map((name) => WORDS[name]).join('、')}`, outOfReach);
  const iso = toIso(y, m, d);
  if (!isDay(iso)) return wrong(`民國 ${y} 年 ${m} 月沒有 ${d} 日，請修正日`, ['d']);
  return { ok: true, iso };
}

const WORDS: Record<RocBox, string> = { y: '年', m: '月', d: '日' };

function wrong(message: string, boxes: RocBox[]): ParsedRoc {
  return { ok: false, message, boxes };
}

function toIso(year: number, month: number, day: number): string {
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  return `${pad(year + ERA, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
