import { sql } from 'kysely';
import type { Stand } from './stand.ts';

/**
 * What one act may never do to another: a time of an offer that is not whose reply took it, a result that not everyone
 * has or that one officer sent alone, a place that was offered to nobody though somebody stood in reserve.
 */
export async function judgeOffers(s: Stand): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'notice ' || n.id || ': its reply and its time do not agree' as what
    from interview_notice n left join interview_slot t on t.notice_id = n.id
    where n.offer_id is not null and n.state = 'live' and (
      t.starts_at is distinct from n.interview_at
      or (t.id is not null) <> (n.reply is not distinct from 'accepted')
      or t.offer_id <> n.offer_id)
    union all
    select 'notice ' || n.id || ': is live no more and keeps a time' from interview_notice n
    join interview_slot t on t.notice_id = n.id where n.state <> 'live'
    union all
    select 'vacancy ' || v.vacancy_no || ': not every applicant has a result' from vacancy_result v
    where (select count(*) from application_result r where r.vacancy_no = v.vacancy_no)
      <> (select count(*) from application a where a.vacancy_no = v.vacancy_no)
    union all
    select 'vacancy ' || v.vacancy_no || ': sent by who drew it up' from vacancy_result v where v.drawn_by = v.sent_by
    union all
    select 'result ' || r.application_id || ': its place was offered to nobody' from application_result r
    where r.declined_at is not null
      and not exists (select from application_result n where n.stands_in_for = r.application_id)
      and exists (select from application_result n where n.vacancy_no = r.vacancy_no and n.outcome = 'reserve')
  `.execute(s.owner);
  return rows.map((r) => r.what);
}
