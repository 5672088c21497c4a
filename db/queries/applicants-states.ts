import { sql } from 'kysely';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';
import { APPLICANTS_PAGE } from './applicants-page.ts';

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

export interface ApplicantMarks {
  /** Applications with a document of some version. */
  documents: ReadonlySet<string>;
  /** Whose live notice could not be delivered. */
  undelivered: ReadonlySet<string>;
  /** When each was last retrieved. */
  retrieved: ReadonlyMap<string, Date>;
}

/** What stands beside the rows of a page: documents, undelivered notices, last retrievals. */
export async function applicantMarks(trx: Trx, ids: readonly string[]): Promise<ApplicantMarks> {
  const documents = await trx
    .selectFrom('resume_document')
    .select('application_id')
    .where('application_id', 'in', [...ids])
    .execute();
  const undelivered = await trx
    .selectFrom('interview_notice as n')
    .innerJoin('mail_delivery as m', (j) => j.onRef('m.notice_id', '=', 'n.id').on('m.kind', '=', 'notice'))
    .select('n.application_id')
    .where('n.application_id', 'in', [...ids])
    .where('n.state', '=', 'live')
    .where('m.state', '=', 'permanentFailure')
    .execute();
  const retrieved = await trx
    .selectFrom('retrieval_item')
    .select(['application_id', (eb) => eb.fn.max('retrieved_at').as('at')])
    .where('application_id', 'in', [...ids])
    .groupBy('application_id')
    .execute();
  return {
    documents: new Set(documents.map((d) => d.application_id)),
    undelivered: new Set(undelivered.map((u) => u.application_id)),
    retrieved: new Map(retrieved.map((r) => [r.application_id, r.at as Date])),
  };
}

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
  /** When the last daily digest was handed over. */
  digestAt: Date | null;
}

/**
 * The figures above the list, of open applications.
 * @param todayStart the instant at which the Taipei day began, ISO
 */
export async function applicantsOverview(
  trx: Trx,
  vacancyNo: string,
  todayStart: string,
): Promise<ApplicantsOverview> {
  const { rows } = await sql<Record<string, string> & { digest_at: Date | null }>`
    select count(*) as total,
      count(*) filter (where submitted_at >= ${todayStart}::timestamptz) as today,
      count(*) filter (where production_state = 'pending') as pending,
      count(*) filter (where production_state = 'produced') as produced,
      count(*) filter (where exists (select 1 from retrieval_item i where i.application_id = a.id)) as retrieved,
      count(*) filter (where reply_status <> 'none') as notified,
      count(*) filter (where reply_status = 'notified') as unanswered,
      count(*) filter (where reply_status = 'accepted') as accepted,
      count(*) filter (where reply_status = 'declined') as declined,
      (select max(m.handed_over_at) from mail_delivery m
        where m.vacancy_no = ${vacancyNo} and m.kind = 'digest') as digest_at
    from application a where vacancy_no = ${vacancyNo} and state = 'open'`.execute(trx);
  const r = rows[0] as (typeof rows)[number];
  const n = (name: string): number => Number(r[name] ?? 0);
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
    digestAt: r.digest_at,
  };
}
