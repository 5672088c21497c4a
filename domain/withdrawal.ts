/** 撤回應徵 and taking it back. */

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
