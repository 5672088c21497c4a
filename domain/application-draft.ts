/** 應徵草稿: what an applicant typed for a vacancy and has not handed in. */

/** Days a draft stays after its vacancy took the last application; then housekeeping removes it. */
export const DRAFT_KEEP_DAYS = 30;

/** Until when a draft stays, once its vacancy has ended at that instant. */
export function draftKeptUntil(endedAt: Date): Date {
  return new Date(endedAt.getTime() + DRAFT_KEEP_DAYS * 86_400_000);
}
