/** What an officer may add in her own words when she extends a listing or ends it early; read by all once reviewed. */
import type { Problem } from './problem.ts';

export const MAX_LISTING_NOTE = 500;

export const LISTING_NOTE_STATES = {
  asked: { name: '尚未送審' },
  open: { name: '審核中' },
  approved: { name: '已公開' },
  returned: { name: '退回補正' },
} as const;
export type ListingNoteState = keyof typeof LISTING_NOTE_STATES;
export type ListingAct = 'extend' | 'end';
export const LISTING_ACTS: Readonly<Record<ListingAct, string>> = { extend: '延長刊登', end: '提前截止' };

/** Too long; null when it is not. It may be left empty. */
export function listingNoteProblem(note: string): Problem | null {
  const length = [...note].length;
  return length > MAX_LISTING_NOTE
    ? { field: 'note', message: `公開說明最多 ${MAX_LISTING_NOTE} 字，目前 ${length} 字，請縮短` }
    : null;
}
