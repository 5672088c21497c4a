import { sql } from 'kysely';
import type { Asked } from '../actor.ts';
import { STANDING_LETTER } from './letter-mails.ts';

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

interface Line {
  what: 'returned' | 'notes' | 'results' | 'closing' | 'unanswered' | 'undelivered' | 'letters';
  n: string;
  no: string;
  title: string | null;
  id: string | null;
  at: Date | null;
  sent_back: boolean | null;
}

/**
 * What waits for an officer in her agencies: how many of each, and the most pressing one. One statement, which every
 * page of hers may ask: planning its parts one by one took longer than running them.
 */
export async function registerAttention(
  trx: Asked,
  { accountId, agencyIds }: { accountId: string; agencyIds: readonly number[] },
): Promise<RegisterAttention> {
  const hers = sql`= any (${[...agencyIds]}::int[])`;
  const { rows } = await sql<Line>`/* register.attention */
    (select 'returned' as what, count(*) over () as n, no, title, null as id, null::timestamptz as at,
        null::boolean as sent_back
      from vacancy where agency_id ${hers} and review_outcome = 'returned'
        and stage in ('preparing', 'scheduled', 'listed')
      order by decided_at limit 1)
    union all
    (select 'notes', count(*) over (), vacancy_no, null, id::text, null, null
      from listing_note where agency_id ${hers} and state = 'returned' order by decided_at limit 1)
    union all
    (select 'results', count(*) over (), v.no, v.title, null, null, d.state = 'returned'
      from result_draft d join vacancy v on v.no = d.vacancy_no
      where d.agency_id ${hers} and (d.state = 'returned') = (d.drawn_by = ${accountId}::uuid)
      order by d.drawn_at limit 1)
    union all
    (select 'closing', count(*) over (), no, title, null, closes_at, null
      from vacancy where agency_id ${hers} and stage = 'listed'
        and closes_at between clock_timestamp() and clock_timestamp() + interval '3 days'
      order by closes_at limit 1)
    union all
    (select 'unanswered', count(*) over (), vacancy_no, null, application_id::text, reply_by, null
      from interview_notice where agency_id ${hers} and state = 'live' and reply is null
        and reply_by > clock_timestamp()
      order by reply_by limit 1)
    union all
    (select 'undelivered', count(*) over (), n.vacancy_no, null, null, null, null
      from interview_notice n join mail_delivery m on m.notice_id = n.id and m.kind = 'notice'
      where n.agency_id ${hers} and n.state = 'live' and m.state = 'permanentFailure'
      order by m.updated_at desc limit 1)
    union all
    (select 'letters', count(*) over (), a.vacancy_no, null, null, null, null
      from mail_delivery m join application a on a.id = m.application_id
      where m.agency_id ${hers} and m.state = 'permanentFailure' and ${STANDING_LETTER}
      order by m.updated_at desc limit 1)`.execute(trx);
  const of = (what: Line['what']) => {
    const line = rows.find((row) => row.what === what);
    return { n: Number(line?.n ?? 0), no: line?.no ?? '', title: line?.title ?? '', line };
  };
  const [returned, notes, results, closing] = [of('returned'), of('notes'), of('results'), of('closing')];
  const [unanswered, undelivered, letters] = [of('unanswered'), of('undelivered'), of('letters')];
  return {
    returned: { n: returned.n, no: returned.no, title: returned.title },
    notes: { n: notes.n, id: notes.line?.id ?? '', no: notes.no },
    results: {
      n: results.n,
      no: results.no,
      title: results.title,
      returned: results.line?.sent_back === true,
    },
    closing: { n: closing.n, no: closing.no, title: closing.title, closesAt: closing.line?.at ?? null },
    unanswered: {
      n: unanswered.n,
      vacancyNo: unanswered.no,
      applicationId: unanswered.line?.id ?? '',
      replyBy: unanswered.line?.at ?? null,
    },
    undelivered: { n: undelivered.n + letters.n, vacancyNo: undelivered.no || letters.no },
  };
}
