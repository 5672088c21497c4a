import { sql } from 'kysely';
import { sealAudit } from '../../../db/audit.ts';
import { apply } from '../../activities/stage.ts';
import { goodContent, type Scene, vacancyOf } from '../../support/scene.ts';

export interface Trouble {
  vacancyNo: string;
  /** An application whose résumé could not be produced, and one that waits. */
  failedId: string;
  failedNo: string;
  pendingId: string;
  /** Personal values that no page of the operators may show. */
  secrets: string[];
}

/** A system in which one of each thing went wrong: what an operator opens the page for. */
export async function trouble(s: Scene): Promise<Trouble> {
  const vacancyNo = await vacancyOf(s, { content: { ...goodContent(), mode: 'civilService' } });
  const failed = await apply(s, vacancyNo);
  const pending = await apply(s, vacancyNo);
  await s.admin
    .updateTable('application')
    .set({ production_state: 'failed', production_error: 'typesetTimeout' })
    .where('id', '=', failed.id)
    .execute();
  await s.admin
    .insertInto('production_slot')
    .values([
      { slot: '2026-11-24T07:00+08:00', produced: 12, failed: 0 },
      { slot: '2026-11-24T13:00+08:00', produced: 3, failed: 1, late: true },
    ])
    .execute();
  await s.admin
    .insertInto('reconcile_report')
    .values({ report: JSON.stringify({ applicationsTold: 2, vacanciesStarted: 1, parked: 1 }) })
    .execute();
  await sealAudit(s.worker);
  return {
    vacancyNo,
    failedId: failed.id,
    failedNo: failed.no,
    pendingId: pending.id,
    secrets: [failed.email, pending.email, failed.record.basic.name, failed.record.basic.idNumber],
  };
}

/** A message set aside by delivery. @returns its id */
export async function parkedRow(s: Scene, target: string, key: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into outbox (key, kind, target, signal, attempts, last_code, parked_at)
    values (${key}, 'signalVacancy', ${target}, 'vacancyChanged', 50, 'workflowNotFound', clock_timestamp())
    returning id::text`.execute(s.admin);
  return rows[0]?.id as string;
}

/** A mail refused for good. @returns its id */
export async function refusedMail(s: Scene, vacancyNo: string, applicationId: string): Promise<string> {
  const { id } = await s.admin
    .insertInto('mail_delivery')
    .values({
      key: `receipt:${applicationId}:1`,
      kind: 'receipt',
      vacancy_no: vacancyNo,
      application_id: applicationId,
      agency_id: s.agencyId,
      message_id: `<${applicationId}@shiqiuren.invalid>`,
      state: 'permanentFailure',
      attempts: 1,
      last_code: '550',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
