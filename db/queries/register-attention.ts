import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { refusedLetters } from './letter-mails.ts';
import { returnedNotes } from './listing-notes.ts';

export interface RegisterAttention {
  /** Registrations and revisions a reviewer sent back. */
  returned: { n: number; no: string; title: string };
  /** Words beside an extension or an early end that a reviewer sent back. */
  notes: { n: number; id: string; no: string };
  /** Results that a colleague drew up for her to approve, and her own that were sent back. */
  results: { n: number; no: string; title: string; returned: boolean };
  /** Listed vacancies that close within three days. */
  closing: { n: number; no: string; title: string; closesAt: Date | null };
  /** Live notices nobody has answered, their reply-by time not yet over. */
  unanswered: { n: number; vacancyNo: string; applicationId: string; replyBy: Date | null };
  /** Mails of live notices, and letters of 資格審查 and results, that could not be delivered. */
  undelivered: { n: number; vacancyNo: string };
}

/** What waits for an officer in her agencies: how many of each, and the most pressing one. */
export async function registerAttention(
  trx: Trx,
  { accountId, agencyIds }: { accountId: string; agencyIds: readonly number[] },
): Promise<RegisterAttention> {
  const own = trx.selectFrom('vacancy').where('agency_id', 'in', [...agencyIds]);
  const returned = await own
    .select(['no', 'title', sql<string>`count(*) over ()`.as('n')])
    .where('review_outcome', '=', 'returned')
    .where('stage', 'in', ['preparing', 'scheduled', 'listed'])
    .orderBy('decided_at')
    .limit(1)
    .executeTakeFirst();
  const results = await trx
    .selectFrom('result_draft as d')
    .innerJoin('vacancy as v', 'v.no', 'd.vacancy_no')
    .select(['v.no', 'v.title', 'd.state', sql<string>`count(*) over ()`.as('n')])
    .where('d.agency_id', 'in', [...agencyIds])
    .where(sql<SqlBool>`(d.state = 'returned') = (d.drawn_by = ${accountId})`)
    .orderBy('d.drawn_at')
    .limit(1)
    .executeTakeFirst();
  const closing = await own
    .select(['no', 'title', 'closes_at', sql<string>`count(*) over ()`.as('n')])
    .where('stage', '=', 'listed')
    .where(sql<SqlBool>`closes_at between clock_timestamp() and clock_timestamp() + interval '3 days'`)
    .orderBy('closes_at')
    .limit(1)
    .executeTakeFirst();
  const live = trx
    .selectFrom('interview_notice as n')
    .where('n.agency_id', 'in', [...agencyIds])
    .where('n.state', '=', 'live');
  const unanswered = await live
    .select(['n.vacancy_no', 'n.application_id', 'n.reply_by', sql<string>`count(*) over ()`.as('n')])
    .where('n.reply', 'is', null)
    .where(sql<SqlBool>`n.reply_by > clock_timestamp()`)
    .orderBy('n.reply_by')
    .limit(1)
    .executeTakeFirst();
  const undelivered = await live
    .innerJoin('mail_delivery as m', (j) => j.onRef('m.notice_id', '=', 'n.id').on('m.kind', '=', 'notice'))
    .select(['n.vacancy_no', sql<string>`count(*) over ()`.as('n')])
    .where('m.state', '=', 'permanentFailure')
    .orderBy('m.updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const letters = await refusedLetters(trx, agencyIds);
  return {
    returned: { n: Number(returned?.n ?? 0), no: returned?.no ?? '', title: returned?.title ?? '' },
    notes: await returnedNotes(trx, agencyIds),
    results: {
      n: Number(results?.n ?? 0),
      no: results?.no ?? '',
      title: results?.title ?? '',
      returned: results?.state === 'returned',
    },
    closing: {
      n: Number(closing?.n ?? 0),
      no: closing?.no ?? '',
      title: closing?.title ?? '',
      closesAt: closing?.closes_at ?? null,
    },
    unanswered: {
      n: Number(unanswered?.n ?? 0),
      vacancyNo: unanswered?.vacancy_no ?? '',
      applicationId: unanswered?.application_id ?? '',
      replyBy: unanswered?.reply_by ?? null,
    },
    undelivered: {
      n: Number(undelivered?.n ?? 0) + letters.n,
      vacancyNo: undelivered?.vacancy_no ?? letters.vacancyNo,
    },
  };
}
