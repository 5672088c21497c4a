import { sql } from 'kysely';
import type { ScreeningOutcome } from '../../domain/screening.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Asked, Trx } from '../actor.ts';
import { APPLICANTS_PAGE } from './applicants-page.ts';
import { decidedCounts } from './screening.ts';

/** What of a row changes by itself; no personal data. */
export interface RowState {
  id: string;
  productionState: ProductionState;
  /** A document of some version exists (rule 5: an older one stays retrievable until the new one exists). */
  hasDocument: boolean;
  replyStatus: ReplyStatus;
}

/** The states of one unfiltered page of a vacancy's open applications, in the page's order. */
export async function applicantStates(trx: Trx, vacancyNo: string, page: number): Promise<RowState[]> {
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'production_state', 'reply_status'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('resume_document as d')
            .select('d.id')
            .whereRef('d.application_id', '=', 'application.id'),
        )
        .as('has_document'),
    )
    .where('vacancy_no', '=', vacancyNo)
    .where('state', '=', 'open')
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(APPLICANTS_PAGE)
    .offset((page - 1) * APPLICANTS_PAGE)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    productionState: r.production_state,
    hasDocument: Boolean(r.has_document),
    replyStatus: r.reply_status,
  }));
}

/** So many of the withdrawn are named. */
export const WITHDRAWN_SHOWN = 50;

export interface ApplicantsOverview {
  total: number;
  today: number;
  pending: number;
  produced: number;
  retrieved: number;
  /** Notified at all, whatever they answered. */
  notified: number;
  unanswered: number;
  accepted: number;
  declined: number;
  /** How many stand how in 資格審查. */
  screening: Record<ScreeningOutcome, number>;
  /** The newest that were withdrawn: their number and time are all the officer sees of them. */
  withdrawn: { no: string; at: string }[];
  /** When the last daily digest was handed over. */
  digestAt: Date | null;
}

/**
 * The figures above the list, of open applications.
 * @param todayStart the instant at which the Taipei day began, ISO
 */
export async function applicantsOverview(
  trx: Asked,
  vacancyNo: string,
  todayStart: string,
): Promise<ApplicantsOverview> {
  const { rows } = await sql<
    Record<string, string> & {
      digest_at: Date | null;
      decided: Partial<Record<ScreeningOutcome, number>>;
      withdrawn: ApplicantsOverview['withdrawn'];
    }
  >`/* applicants.overview */
    select count(*) as total,
      count(*) filter (where submitted_at >= ${todayStart}::timestamptz) as today,
      count(*) filter (where production_state = 'pending') as pending,
      count(*) filter (where production_state = 'produced') as produced,
      count(*) filter (where reply_status <> 'none') as notified,
      count(*) filter (where reply_status = 'notified') as unanswered,
      count(*) filter (where reply_status = 'accepted') as accepted,
      count(*) filter (where reply_status = 'declined') as declined,
      (select count(distinct i.application_id) from retrieval r
        join retrieval_item i on i.retrieval_id = r.id
        join application b on b.id = i.application_id and b.state = 'open'
        where r.vacancy_no = ${vacancyNo}) as retrieved,
      ${decidedCounts(vacancyNo)} as decided,
      (select coalesce(json_agg(json_build_object('no', w.no, 'at', w.withdrawn_at)), '[]'::json) from (
        select no, withdrawn_at from application
        where vacancy_no = ${vacancyNo} and state = 'withdrawn'
        order by withdrawn_at desc limit ${WITHDRAWN_SHOWN}) w) as withdrawn,
      (select max(m.handed_over_at) from mail_delivery m
        where m.vacancy_no = ${vacancyNo} and m.kind = 'digest') as digest_at
    from application where vacancy_no = ${vacancyNo} and state = 'open'`.execute(trx);
  const r = rows[0] as (typeof rows)[number];
  const n = (name: string): number => Number(r[name] ?? 0);
  const { supplement = 0, qualified = 0, unqualified = 0 } = r.decided;
  return {
    total: n('total'),
    today: n('today'),
    pending: n('pending'),
    produced: n('produced'),
    retrieved: n('retrieved'),
    notified: n('notified'),
    unanswered: n('unanswered'),
    accepted: n('accepted'),
    declined: n('declined'),
    screening: {
      none: n('total') - supplement - qualified - unqualified,
      supplement,
      qualified,
      unqualified,
    },
    withdrawn: r.withdrawn,
    digestAt: r.digest_at,
  };
}
