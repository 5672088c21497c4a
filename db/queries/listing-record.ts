/** What a 刊登證明 is made of: every hand-in for review, and every change of the listing's days. */
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

export interface ListingTurn {
  kind: 'extend' | 'endEarly';
  at: Date;
  /** Code of EXTENSION_REASONS or ENDING_REASONS. */
  reason: string;
  /** Last listing day before it, and after an extension; ISO days. */
  from: string;
  to: string | null;
}

/** Oldest first. As an officer of the vacancy's agency. */
export async function listingRecord(trx: Trx, no: string) {
  const revisions = await trx
    .selectFrom('vacancy_revision')
    .select(['number', 'state', 'content', 'submitted_at', 'decided_at'])
    .where('vacancy_no', '=', no)
    .orderBy('number')
    .execute();
  const turns = await sql<ListingTurn>`
    select case act when 'vacancy.extend' then 'extend' else 'endEarly' end as kind, at, reason,
      day_before as "from", day_after as "to"
    from listing_turn where vacancy_no = ${no} order by at`.execute(trx);
  return { revisions, turns: turns.rows };
}
