import { sql } from 'kysely';
import type { Stage } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';

/** What mails to a vacancy's contact mailbox say: counts, never names. Withdrawn applications count nowhere. */
export interface VacancyMailData {
  no: string;
  agencyId: number;
  agencyName: string;
  title: string;
  /** R44: the one contact mailbox; '' when there is none. */
  email: string;
  stage: Stage;
  mode: string;
  closesAt: Date | null;
  closedAt: Date | null;
  /** When the counts were taken. */
  now: Date;
  total: number;
  pending: number;
  produced: number;
  failed: number;
  /** Of the open ones, those with an interview notice in force, by what they answered so far. */
  unanswered: number;
  accepted: number;
  declined: number;
  /** Everyone whose personal data is still kept, withdrawn or not. */
  kept: number;
}

/** @returns undefined for an unknown number. */
export async function vacancyMailData(trx: Trx, no: string): Promise<VacancyMailData | undefined> {
  const { rows } = await sql<VacancyMailData>`
    select v.no, v.agency_id as "agencyId", g.name as "agencyName", v.title, coalesce(v.content->>'email', '') as email,
      v.stage, coalesce(v.mode, '') as mode, v.closes_at as "closesAt", v.closed_at as "closedAt",
      clock_timestamp() as now, c.*
    from vacancy v join agency g on g.id = v.agency_id,
    lateral (select
      count(*) filter (where a.state = 'open')::int as total,
      count(*) filter (where a.state = 'open' and a.production_state = 'pending')::int as pending,
      count(*) filter (where a.state = 'open' and a.production_state = 'produced')::int as produced,
      count(*) filter (where a.state = 'open' and a.production_state = 'failed')::int as failed,
      count(*) filter (where a.state = 'open' and a.reply_status = 'notified')::int as unanswered,
      count(*) filter (where a.state = 'open' and a.reply_status = 'accepted')::int as accepted,
      count(*) filter (where a.state = 'open' and a.reply_status = 'declined')::int as declined,
      count(*) filter (where a.brief_enc is not null)::int as kept
      from application a where a.vacancy_no = v.no) c
    where v.no = ${no}`.execute(trx);
  return rows[0];
}

/**
 * How many of the open applications came after the digest before this day's; null when there was none.
 * @param day the Taipei day of the digest being made
 */
export async function sinceLastDigest(trx: Trx, no: string, day: string): Promise<number | null> {
  const last = await trx
    .selectFrom('mail_delivery')
    .select('created_at')
    .where('key', '>=', `digest:${no}:`)
    .where('key', '<', `digest:${no}:${day}`)
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return null;
  const { n } = await trx
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('vacancy_no', '=', no)
    .where('state', '=', 'open')
    .where('submitted_at', '>', last.created_at)
    .executeTakeFirstOrThrow();
  return Number(n);
}
