/**
 * When a vacancy's personal data goes (個資法 §11: when the purpose ends, on our own initiative).
 * Instants are ISO, UTC.
 */

/** With no result recorded, this long after closing. */
export const KEEP_AFTER_CLOSING_MONTHS = 12;
/** After the result: as long as the longest reserve list (候補期間 3 or 5 months) can live. */
export const KEEP_AFTER_RESULT_MONTHS = 5;
/** A recruitment called off has no purpose left; its officer gets a month to notice a mistake. */
export const KEEP_AFTER_WITHDRAWAL_MONTHS = 1;
/** Days before the archive at which the officer is warned. */
export const ARCHIVE_WARNING_DAYS = [30, 7] as const;

/** Days after closing at which the officer is told that those who applied still wait for a result. */
export const RESULT_REMINDER_DAYS = [60, 180] as const;

export interface ArchiveFacts {
  closedAt: string | null;
  resultAt: string | null;
  withdrawnAt: string | null;
  /** Latest reply-by or interview time of a live notice, or end of a living reserve list; the archive waits for it. */
  heldUntil: string | null;
}
export interface ArchiveClock {
  archiveAt: string;
  /** Earliest first; only those that lie after the event the clock runs from. */
  warnings: { days: number; at: string }[];
}

/**
 * The archive clock of a closed or withdrawn vacancy; null while it is neither.
 * @example archiveClock({ closedAt: '2026-11-24T16:00:00.000Z', resultAt: null, withdrawnAt: null, heldUntil: null })
 * // archiveAt 2027-11-24T16:00:00.000Z, warned 30 and 7 days before
 */
export function archiveClock(facts: ArchiveFacts): ArchiveClock | null {
  const base = baseOf(facts);
  if (!base) return null;
  const due = plusMonths(base.from, base.months);
  const archiveAt = facts.heldUntil !== null && facts.heldUntil > due ? facts.heldUntil : due;
  const warnings = ARCHIVE_WARNING_DAYS.map((days) => ({
    days,
    at: new Date(Date.parse(archiveAt) - days * 86_400_000).toISOString(),
  })).filter((warning) => warning.at > base.from);
  return { archiveAt, warnings };
}

/** When the officer of a closed vacancy is reminded of a result that is missing; earliest first. */
export function resultReminders(facts: ArchiveFacts): { days: number; at: string }[] {
  const { closedAt, resultAt, withdrawnAt } = facts;
  if (!closedAt || resultAt || withdrawnAt) return [];
  return RESULT_REMINDER_DAYS.map((days) => ({
    days,
    at: new Date(Date.parse(closedAt) + days * 86_400_000).toISOString(),
  }));
}

function baseOf(facts: ArchiveFacts): { from: string; months: number } | null {
  if (facts.withdrawnAt) return { from: facts.withdrawnAt, months: KEEP_AFTER_WITHDRAWAL_MONTHS };
  if (!facts.closedAt) return null;
  if (facts.resultAt) return { from: facts.resultAt, months: KEEP_AFTER_RESULT_MONTHS };
  return { from: facts.closedAt, months: KEEP_AFTER_CLOSING_MONTHS };
}

/** The same day and time some months on; the last day of a shorter month where there is none. */
function plusMonths(instant: string, months: number): string {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
}
