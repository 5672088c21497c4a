import { sql } from 'kysely';
import type { ApplicationState, ProductionState, ReplyStatus, Stage } from '../../domain/status.ts';
import { SETTLED_MINUTES } from '../../domain/withdrawal.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';

/** What an application's workflow needs to know of it; instants are ISO. */
export interface ApplicationClock {
  state: ApplicationState;
  productionState: ProductionState;
  mode: string;
  version: number;
  vacancyStage: Stage;
  /** Null once the application is no longer open. */
  liveNotice: {
    id: string;
    replyVersion: number;
    replyStatus: ReplyStatus;
    replyBy: string;
    interviewAt: string | null;
  } | null;
  /** 甄選結果; null before it was sent and once the application is no longer open. */
  result: {
    version: number;
    /** Of a living place in reserve. */
    reserveUntil: string | null;
    reserveEnded: boolean;
    declined: boolean;
  } | null;
}

interface Row {
  state: ApplicationState;
  production_state: ProductionState;
  mode: string;
  version: number;
  reply_status: ReplyStatus;
  stage: Stage;
  notice_id: string | null;
  reply_version: number | null;
  reply_by: Date | null;
  interview_at: Date | null;
  result_version: number | null;
  outcome: string | null;
  reserve_until: Date | null;
  reserve_ended_at: Date | null;
  declined_at: Date | null;
}

/**
 * One withdrawn a moment ago may be taken back: to its workflow it is open until that is settled.
 * @returns undefined for an unknown id.
 */
export async function applicationClock(trx: Trx, id: string): Promise<ApplicationClock | undefined> {
  const { rows } = await sql<Row>`/* application.clock */
    select case when a.state = 'withdrawn' and a.ended_at is null
        and a.withdrawn_at > clock_timestamp() - make_interval(mins => ${SETTLED_MINUTES})
      then 'open' else a.state end as state,
      a.production_state, a.mode, a.version, a.reply_status, v.stage,
      n.id as notice_id, n.reply_version, n.reply_by, n.interview_at,
      r.version as result_version, r.outcome, r.reserve_until, r.reserve_ended_at, r.declined_at
    from application a
    join vacancy v on v.no = a.vacancy_no
    left join interview_notice n on n.id = a.live_notice_id and n.state = 'live' and a.state = 'open'
    left join application_result r on r.application_id = a.id and a.state = 'open'
    where a.id = ${id}`.execute(trx);
  const row = rows[0];
  if (!row) return undefined;
  return {
    state: row.state,
    productionState: row.production_state,
    mode: row.mode,
    version: row.version,
    vacancyStage: row.stage,
    liveNotice:
      row.notice_id && row.reply_by
        ? {
            id: row.notice_id,
            replyVersion: row.reply_version ?? 0,
            replyStatus: row.reply_status,
            replyBy: row.reply_by.toISOString(),
            interviewAt: row.interview_at?.toISOString() ?? null,
          }
        : null,
    result:
      row.result_version === null
        ? null
        : {
            version: row.result_version,
            reserveUntil:
              row.outcome === 'reserve' && !row.reserve_ended_at
                ? (row.reserve_until?.toISOString() ?? null)
                : null,
            reserveEnded: row.outcome === 'reserve' && row.reserve_ended_at !== null,
            declined: row.declined_at !== null,
          },
  };
}

/** These applications' workflows run: outbox rows that wait for them may go. */
export async function recordStarted(trx: Trx, applicationIds: readonly string[]): Promise<void> {
  await trx
    .updateTable('application')
    .set({ child_started_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', [...applicationIds])
    .where('child_started_at', 'is', null)
    .execute();
}

/** The application's process is over; a withdrawn one stays withdrawn, and gives back the interview time it had. */
export async function endApplication(trx: Trx, id: string): Promise<void> {
  const row = await trx
    .updateTable('application')
    .set({
      ended_at: sql<Date>`clock_timestamp()`,
      state: sql<ApplicationState>`case when state = 'open' then 'ended' else state end`,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning(['agency_id', 'state'])
    .executeTakeFirst();
  if (!row) return;
  if (row.state === 'withdrawn')
    await trx
      .updateTable('interview_slot')
      .set({ notice_id: null })
      .where('notice_id', 'in', (eb) =>
        eb.selectFrom('interview_notice').select('id').where('application_id', '=', id),
      )
      .execute();
  await audit(
    trx,
    { kind: 'worker' },
    {
      act: 'application.end',
      subjectKind: 'application',
      subjectId: id,
      agencyId: row.agency_id,
      workflowId: `application-${id}`,
      details: { state: row.state },
    },
  );
}

/** Ends a place in reserve whose time is over by the database's clock; otherwise changes nothing. */
export async function endReserve(trx: Trx, applicationId: string): Promise<void> {
  const row = await trx
    .updateTable('application_result')
    .set({ reserve_ended_at: sql<Date>`clock_timestamp()` })
    .where('application_id', '=', applicationId)
    .where('outcome', '=', 'reserve')
    .where('reserve_ended_at', 'is', null)
    .where('reserve_until', '<=', sql<Date>`clock_timestamp()`)
    .returning('agency_id')
    .executeTakeFirst();
  if (!row) return;
  await audit(
    trx,
    { kind: 'worker' },
    {
      act: 'result.reserveEnded',
      subjectKind: 'application',
      subjectId: applicationId,
      agencyId: row.agency_id,
      workflowId: `application-${applicationId}`,
    },
  );
}
