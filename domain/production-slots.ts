/**
 * The calendar of the system's own regular work: the four production slots (R66) and the daily digest (R56).
 * Workflows bundle this file, so it is pure arithmetic at UTC+8.
 */
import { addDays, taipeiDay, taipeiInstant, taipeiTime } from './taipei-time.ts';

/** R66: hours of the Taipei day at which résumés of the civil-service platform are produced. */
export const SLOT_HOURS = [1, 7, 13, 19] as const;

const DIGEST_TIME = '08:00';
/** Digests spread over half an hour, so that not every mailbox is written to in the same second. */
export const DIGEST_JITTER_SECONDS = 1_800;

/** The first slot after an instant (never the instant itself), as an ISO instant in UTC. */
export function nextSlot(instantIso: string): string {
  const day = taipeiDay(instantIso);
  const candidates = [...slotsOf(day), ...slotsOf(addDays(day, 1))];
  const now = Date.parse(instantIso);
  return candidates.find((slot) => Date.parse(slot) > now) ?? slotsOf(addDays(day, 2))[0] ?? '';
}

/**
 * The name of the slot an instant belongs to: the latest slot not after it.
 * @returns `2026-11-24T13:00+08:00`, which Date can read too
 */
export function slotOf(instantIso: string): string {
  const day = taipeiDay(instantIso);
  const now = Date.parse(instantIso);
  const past = [...slotsOf(addDays(day, -1)), ...slotsOf(day)].filter((slot) => Date.parse(slot) <= now);
  const slot = past.at(-1) ?? '';
  return `${taipeiDay(slot)}T${taipeiTime(slot)}+08:00`;
}

/** R56: when the digest of a vacancy leaves on a Taipei day: 08:00 plus 0 to 30 minutes fixed by its number. */
export function digestInstant(vacancyNo: string, day: string): string {
  const jitter = hash(vacancyNo) % (DIGEST_JITTER_SECONDS + 1);
  return new Date(Date.parse(taipeiInstant(day, DIGEST_TIME)) + jitter * 1_000).toISOString();
}

/** The first digest of a vacancy after an instant. */
export function nextDigest(vacancyNo: string, afterIso: string): string {
  const day = taipeiDay(afterIso);
  const today = digestInstant(vacancyNo, day);
  return Date.parse(today) > Date.parse(afterIso) ? today : digestInstant(vacancyNo, addDays(day, 1));
}

function slotsOf(day: string): string[] {
  return SLOT_HOURS.map((hour) => taipeiInstant(day, `${String(hour).padStart(2, '0')}:00`));
}

/** FNV-1a, 32 bits, with a final mix: consecutive numbers must not get consecutive seconds. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
