/** Applications whose résumés wait to be made, as large as real ones, of vacancies with running workflows. */
import { randomUUID } from 'node:crypto';
import { loadDataKeys, sealRecord } from '../../db/personal.ts';
import { seedApplications } from '../../dev/seed-rows.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { longResume } from './resume.ts';
import type { Stand } from './stand.ts';
import { listed } from './vacancies.ts';

const VACANCIES = 20;
/** Applications in one statement or transaction. */
const STEP = 100;

/** So many pending résumés of three pages with a photo; whatever else was pending is let be. */
export async function fillPending(s: Stand, count: number): Promise<string[]> {
  const nos = await listed(s, VACANCIES);
  await seedApplications(s.owner, s.keyring, { nos, count });
  await letBe(s);
  const rows = await s.owner.selectFrom('application').select('id').where('vacancy_no', 'in', nos).execute();
  const ids = rows.map((row) => row.id);
  const { record } = longResume('');
  for (const some of steps(ids))
    await s.owner.transaction().execute(async (trx) => {
      const keys = await loadDataKeys(trx, s.keyring, some);
      for (const [id, key] of keys)
        await trx
          .updateTable('application')
          .set({ record_enc: sealRecord(key, id, record) })
          .where('id', '=', id)
          .execute();
    });
  await pendAgain(s, ids);
  return ids;
}

/** Takes these applications' documents away, as though none had been made. */
export async function pendAgain(s: Stand, ids: readonly string[]): Promise<void> {
  // All documents before any bytes: those of the seed share theirs.
  for (const some of steps(ids))
    await s.owner.deleteFrom('resume_document').where('application_id', 'in', some).execute();
  for (const some of steps(ids)) {
    await s.owner.deleteFrom('blob').where('application_id', 'in', some).execute();
    await s.owner
      .updateTable('application')
      .set({ production_state: 'pending', produced_at: null })
      .where('id', 'in', some)
      .execute();
  }
}

const steps = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / STEP) }, (_, i) => ids.slice(i * STEP, (i + 1) * STEP));

/** Ends the waiting of all that are still pending. */
export async function letBe(s: Stand): Promise<void> {
  await s.owner
    .updateTable('application')
    .set({ production_state: 'produced' })
    .where('production_state', '=', 'pending')
    .execute();
}

export async function stillPending(s: Stand): Promise<number> {
  const { left } = await s.owner
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<string>().as('left'))
    .where('production_state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(left);
}

/** The workflow that the Schedule starts four times a day, from its start to its end; seconds. */
export async function runSlot(s: Stand): Promise<number> {
  const began = performance.now();
  await s.temporal.client.workflow.execute('resumeProduction', {
    workflowId: `bench-${randomUUID()}`,
    taskQueue: TASK_QUEUE,
    args: [{}],
  });
  return (performance.now() - began) / 1_000;
}

/** Documents made within this time. @throws when a record could not be made into one */
export async function documentsMade(s: Stand, from: Date, to = new Date()): Promise<number> {
  const { made } = await s.owner
    .selectFrom('resume_document')
    .select((eb) => eb.fn.countAll<string>().as('made'))
    .where('produced_at', '>=', from)
    .where('produced_at', '<', to)
    .executeTakeFirstOrThrow();
  const { failed } = await s.owner
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<string>().as('failed'))
    .where('production_state', '=', 'failed')
    .executeTakeFirstOrThrow();
  if (failed !== '0') throw new Error(`${failed} résumés could not be made`);
  return Number(made);
}
