/** 撤回應徵, 撤回職缺, and taking either back. */

/** So long after withdrawing, and until closing, an application can be taken back. */
export const UNDO_MINUTES = 10;
/**
 * The workflow and the mail hear of a withdrawal only when it cannot be taken back any more, with a minute between, so
 * that one taken back in the last second is not ended in the next.
 */
export const SETTLED_MINUTES = UNDO_MINUTES + 1;

/** Until when a withdrawn application can be taken back; null when it cannot. */
export function undoUntil(
  o: { state: string; withdrawnAt: Date | null; stage: string; closesAt: Date | null },
  now: Date,
): Date | null {
  if (o.state !== 'withdrawn' || !o.withdrawnAt || o.stage !== 'listed' || !o.closesAt) return null;
  const until = new Date(Math.min(o.withdrawnAt.getTime() + UNDO_MINUTES * 60_000, o.closesAt.getTime()));
  return until > now ? until : null;
}

/** How long an officer can take the withdrawal of a vacancy back. */
export const UNDO_VACANCY_MINUTES = 10;
/** Word of a vacancy's withdrawal that could not be sent for so long helps nobody any more. */
export const VACANCY_WORD_DAYS = 30;

/**
 * When those who applied to a withdrawn vacancy are told: once it cannot be taken back any more, with a minute between.
 * Those who have only begun to are told a minute after them.
 */
export const withdrawalWordAt = (withdrawnAt: string, to: 'applicants' | 'drafts'): string => {
  const minutes = UNDO_VACANCY_MINUTES + (to === 'applicants' ? 1 : 2);
  return new Date(Date.parse(withdrawnAt) + minutes * 60_000).toISOString();
};
