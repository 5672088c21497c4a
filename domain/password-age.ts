/** How old a password of the back office must and may be (附表十 4-2-4). Applicants' passwords have no age. */

export interface PasswordDays {
  /** It cannot be changed again before: else the history of used ones could be run through in a minute. */
  least: number;
  /** It leads in no longer after. */
  most: number;
}
/** As the annex is commonly read; an agency may set others. */
export const PASSWORD_DAYS: PasswordDays = { least: 1, most: 90 };

/** So long before its end its owner is told at each sign-in. */
export const WARNED_DAYS = 14;

const DAY = 86_400_000;
const after = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY);

/** When it stops leading in. */
export const passwordEnds = (setAt: Date, days: PasswordDays): Date => after(setAt, days.most);

/** Until when it cannot be changed again; null when it can. @param changedAt undefined = never by its owner */
export function changeableFrom(changedAt: Date | undefined, days: PasswordDays, now: Date): Date | null {
  const from = changedAt && after(changedAt, days.least);
  return from && from > now ? from : null;
}

/** `over`: a new one is demanded; otherwise how many days are left, where that is few. */
export function passwordAge(
  setAt: Date,
  days: PasswordDays,
  now: Date,
): { over: boolean; daysLeft: number | null } {
  const left = passwordEnds(setAt, days).getTime() - now.getTime();
  if (left <= 0) return { over: true, daysLeft: null };
  return { over: false, daysLeft: left <= WARNED_DAYS * DAY ? Math.ceil(left / DAY) : null };
}
