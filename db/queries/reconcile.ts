import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { put } from '../outbox.ts';

export interface ReconcileReport {
  /** Open applications without a workflow, whose vacancy was told again. */
  applicationsTold: number;
  /** Submitted vacancies without a workflow, started again. */
  vacanciesStarted: number;
  /** Outbox rows set aside; an operator must look. */
  parked: number;
}

/** How long something may wait for its workflow before it counts as lost, and how much one run heals. */
const PATIENCE_SECONDS = 60;
const LIMIT = 500;

/**
 * Finds what the outbox should have started and did not, and puts it again under a key of this minute, so that
 * two runs at once put it once. Only the vacancy starts applications (rule 1), so it is told again. Seeded rows
 * (`process = none`) are left alone. A report is kept.
 */
export async function reconcile(trx: Trx): Promise<ReconcileReport> {
  const attempt = await sql<{ minute: string }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDDHH24MI') as minute`.execute(trx);
  const minute = attempt.rows[0]?.minute ?? '';
  const vacancies = await sql<{ no: string }>`
    select v.no from vacancy v
    where v.process = 'workflow' and v.submitted_at < clock_timestamp() - make_interval(secs => ${PATIENCE_SECONDS})
      and v.workflow_started_at is null and v.stage not in ('archived', 'withdrawn')
      and not exists (select 1 from outbox o where o.kind = 'startVacancy' and o.target = v.no
        and o.done_at is null and o.parked_at is null)
    order by v.no limit ${LIMIT}`.execute(trx);
  for (const v of vacancies.rows)
    await put(trx, { kind: 'startVacancy', target: v.no, key: `start:${v.no}:${minute}` });

  const applications = await sql<{ id: string; vacancy_no: string; version: number }>`
    select a.id::text, a.vacancy_no, a.version from application a
    where a.child_started_at is null and a.state = 'open' and a.process = 'workflow'
      and a.submitted_at < clock_timestamp() - make_interval(secs => ${PATIENCE_SECONDS})
      and not exists (select 1 from outbox o where o.signal = 'applicationReceived' and o.target = a.vacancy_no
        and o.subject_id = a.id::text and o.done_at is null and o.parked_at is null)
    order by a.submitted_at limit ${LIMIT}`.execute(trx);
  for (const a of applications.rows)
    await put(trx, {
      kind: 'signalVacancy',
      target: a.vacancy_no,
      signal: 'applicationReceived',
      subjectId: a.id,
      version: a.version,
      key: `received:${a.id}:${minute}`,
    });

  const parked = await sql<{ n: number }>`
    select count(*)::int as n from outbox where parked_at is not null`.execute(trx);
  const report = {
    applicationsTold: applications.rows.length,
    vacanciesStarted: vacancies.rows.length,
    parked: parked.rows[0]?.n ?? 0,
  };
  await trx
    .insertInto('reconcile_report')
    .values({ report: JSON.stringify(report) })
    .execute();
  return report;
}

/** Removes what has outlived its use: one-time links, ended sign-ins, idempotency keys, delivered messages. */
export async function sweep(trx: Trx): Promise<void> {
  await sql`delete from one_time_token where expires_at < clock_timestamp() - interval '1 day'`.execute(trx);
  await sql`delete from web_session where expires_at < clock_timestamp() or revoked_at < clock_timestamp() - interval '1 day'`.execute(
    trx,
  );
  await sql`delete from idempotency where created_at < clock_timestamp() - interval '30 days'`.execute(trx);
  await sql`delete from outbox where done_at < clock_timestamp() - interval '30 days'`.execute(trx);
}
