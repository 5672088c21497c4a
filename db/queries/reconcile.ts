import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { put } from '../outbox.ts';
import { sweepDrafts } from './application-drafts.ts';
import { sweepVacancyFiles } from './vacancy-files.ts';

/** How long something may wait for its workflow before it counts as lost, and how much one run heals. */
const PATIENCE_SECONDS = 60;
/** A workflow may live on so long after its record ended: it settles its mails and tells its vacancy. */
const ENDING_SECONDS = 600;
const LIMIT = 500;

/** The minute of a run: what it puts carries it in its key, so that two runs at once put it once. */
async function minuteOf(trx: Trx): Promise<{ minute: string; epoch: number }> {
  const { rows } = await sql<{ minute: string; epoch: number }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDDHH24MI') as minute,
      extract(epoch from clock_timestamp())::int as epoch`.execute(trx);
  return rows[0] ?? { minute: '', epoch: 0 };
}

export interface Unstarted {
  vacanciesStarted: number;
  applicationsTold: number;
  mailsStarted: number;
}

/**
 * Finds what the outbox should have started and did not, by the records alone, and puts it again. Only the vacancy
 * starts applications (rule 1), so it is told again. Seeded rows (`process = none`) are left alone; so is what still
 * waits in the outbox.
 */
export async function healUnstarted(trx: Trx): Promise<Unstarted> {
  const { minute } = await minuteOf(trx);
  const vacancies = await sql<{ no: string }>`
    select v.no from vacancy v
    where v.process = 'workflow' and v.submitted_at < clock_timestamp() - make_interval(secs => ${PATIENCE_SECONDS})
      and v.workflow_started_at is null and v.stage <> 'archived'
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
    await tellVacancy(trx, { id: a.id, vacancyNo: a.vacancy_no }, a.version, minute);

  const mails = await sql<{ id: string }>`
    select m.id::text from mail_delivery m
    where m.state = 'created' and m.secret_enc is not null
      and m.created_at < clock_timestamp() - make_interval(secs => ${PATIENCE_SECONDS})
      and not exists (select 1 from outbox o where o.kind = 'startMail' and o.target = m.id::text
        and o.done_at is null and o.parked_at is null)
    order by m.created_at limit ${LIMIT}`.execute(trx);
  for (const m of mails.rows)
    await put(trx, { kind: 'startMail', target: m.id, key: `mail:${m.id}:${minute}` });
  return {
    vacanciesStarted: vacancies.rows.length,
    applicationsTold: applications.rows.length,
    mailsStarted: mails.rows.length,
  };
}

export interface OpenRecords {
  /** Numbers of vacancies that should have a run and once had one. */
  vacancies: string[];
  /** The same for applications. */
  applications: { id: string; vacancyNo: string }[];
}

/** What should be running: submitted and not archived; handed in and open. */
export async function openRecords(trx: Trx): Promise<OpenRecords> {
  const vacancies = await sql<{ no: string }>`
    select no from vacancy where process = 'workflow' and workflow_started_at is not null and stage <> 'archived'
    order by no`.execute(trx);
  const applications = await sql<{ id: string; vacancyNo: string }>`
    select id::text, vacancy_no as "vacancyNo" from application
    where process = 'workflow' and child_started_at is not null and state = 'open' order by submitted_at`.execute(
    trx,
  );
  return { vacancies: vacancies.rows.map((v) => v.no), applications: applications.rows };
}

/**
 * Puts the start of vacancies whose run is not there (any more), and lets their rows wait for it.
 * @param nos of which the server knows no run at all
 */
export async function startAgain(trx: Trx, nos: readonly string[]): Promise<void> {
  const { minute } = await minuteOf(trx);
  for (const no of nos) {
    await trx.updateTable('vacancy').set({ workflow_started_at: null }).where('no', '=', no).execute();
    await put(trx, { kind: 'startVacancy', target: no, key: `start:${no}:${minute}` });
  }
}

/**
 * Tells vacancies of children that are not there (any more). The version is the second of the telling: higher than any
 * the vacancy has heard of this application, so that it looks once more.
 */
export async function tellAgain(
  trx: Trx,
  applications: readonly { id: string; vacancyNo: string }[],
): Promise<void> {
  const { minute, epoch } = await minuteOf(trx);
  for (const a of applications) {
    await trx.updateTable('application').set({ child_started_at: null }).where('id', '=', a.id).execute();
    await tellVacancy(trx, a, epoch, minute);
  }
}

async function tellVacancy(
  trx: Trx,
  a: { id: string; vacancyNo: string },
  version: number,
  minute: string,
): Promise<void> {
  await put(trx, {
    kind: 'signalVacancy',
    target: a.vacancyNo,
    signal: 'applicationReceived',
    subjectId: a.id,
    version,
    key: `received:${a.id}:${minute}`,
  });
}

/** Of these vacancies, those that have no record, or one archived so long ago that its run should have ended. */
export async function orphanedVacancies(trx: Trx, nos: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ no: string }>`
    select x.no from unnest(${[...nos]}::text[]) as x(no) left join vacancy v on v.no = x.no
    where v.no is null or v.archived_at < clock_timestamp() - make_interval(secs => ${ENDING_SECONDS})`.execute(
    trx,
  );
  return rows.map((r) => r.no);
}

/** Of these applications, those that have no record, or one ended so long ago that its run should have ended. */
export async function orphanedApplications(trx: Trx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select x.id from unnest(${[...ids]}::text[]) as x(id) left join application a on a.id::text = x.id
    where a.id is null or a.ended_at < clock_timestamp() - make_interval(secs => ${ENDING_SECONDS})`.execute(
    trx,
  );
  return rows.map((r) => r.id);
}

/** Outbox rows set aside; an operator must look. */
export async function parkedCount(trx: Trx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outbox where parked_at is not null and done_at is null`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** Keeps what a run found, for the operations page. */
export async function keepReport(trx: Trx, report: object): Promise<void> {
  await trx
    .insertInto('reconcile_report')
    .values({ report: JSON.stringify(report) })
    .execute();
}

/**
 * Removes what has outlived its use: one-time links, résumés brought in and not confirmed, drafts of applications, ended
 * sign-ins, idempotency keys, delivered messages, files of vacancies that none names.
 */
export async function sweep(trx: Trx): Promise<void> {
  await sql`delete from one_time_token where expires_at < clock_timestamp() - interval '1 day'`.execute(trx);
  await sql`delete from mailbox_change where expires_at < clock_timestamp() - interval '1 day'`.execute(trx);
  await sql`delete from web_session where expires_at < clock_timestamp() or revoked_at < clock_timestamp() - interval '1 day'`.execute(
    trx,
  );
  await sql`delete from applicant_resume_import where created_at < clock_timestamp() - interval '1 hour'`.execute(
    trx,
  );
  await sweepDrafts(trx);
  await sql`delete from idempotency where created_at < clock_timestamp() - interval '30 days'`.execute(trx);
  await sql`delete from outbox where done_at < clock_timestamp() - interval '30 days'`.execute(trx);
  await sweepVacancyFiles(trx);
}
