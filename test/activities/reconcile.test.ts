import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcileAll } from '../../activities/reconcile.ts';
import { connect, startVacancy, type TemporalClient } from '../../workflows/client.ts';
import { applicationWorkflowId, TASK_QUEUE, vacancyWorkflowId } from '../../workflows/messages.ts';
import { vacancyOf } from '../support/scene.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';
import { apply, type Stage, stage } from './stage.ts';

let t: Stage;
let server: TestTemporal;
let temporal: TemporalClient;
beforeAll(async () => {
  t = await stage();
  server = await testTemporal();
  temporal = await connect({ address: server.address, namespace: server.namespace });
});
afterAll(async () => {
  await temporal?.close();
  await server?.close();
  await t?.close();
});

const reconcile = () => reconcileAll({ db: t.s.worker }, temporal);
/** A run of the id, which nobody works on: alive until it is ended. */
const run = (type: 'application' | 'vacancy', workflowId: string) =>
  temporal.client.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId, args: [{}] });
const waiting = (target: string) =>
  t.s.admin
    .selectFrom('outbox')
    .select(['kind', 'subject_id', 'version'])
    .where('target', '=', target)
    .where('done_at', 'is', null)
    .orderBy('id')
    .execute();
const quiet = () =>
  t.s.admin.updateTable('outbox').set({ done_at: new Date(), done_reason: 'sent' }).execute();
const statusOf = async (id: string) => (await temporal.client.workflow.getHandle(id).describe()).status.name;
/** Lists are some moments behind. */
async function listed(id: string): Promise<void> {
  for (;;) {
    for await (const w of temporal.client.workflow.list({
      query: `WorkflowId = '${id}' AND ExecutionStatus = 'Running'`,
    }))
      if (w.workflowId === id) return;
    await new Promise((r) => setTimeout(r, 50));
  }
}

/** A listed vacancy with one application, both said to run. */
async function scene(): Promise<{ no: string; id: string }> {
  const no = await vacancyOf(t.s);
  const { id } = await apply(t.s, no);
  await t.s.admin
    .updateTable('application')
    .set({ child_started_at: new Date() })
    .where('id', '=', id)
    .execute();
  await quiet();
  return { no, id };
}

describe('reconcile (rules 1 and 2)', () => {
  it('finds nothing to do where every open record has its run', async () => {
    const { no, id } = await scene();
    await startVacancy(temporal, no);
    await run('application', applicationWorkflowId(id));
    const report = await reconcile();
    expect(report).toMatchObject({ vacanciesStarted: 0, applicationsTold: 0, orphansEnded: 0, unjudged: 0 });
    expect(report.applications).toBeGreaterThan(0);
    expect(await waiting(no)).toEqual([]);
  });

  it('tells the vacancy of a child that is not there, under a version it has not heard, once a minute', async () => {
    const { no, id } = await scene();
    await startVacancy(temporal, no);
    expect(await reconcile()).toMatchObject({ applicationsTold: 1, vacanciesStarted: 0 });
    const told = await waiting(no);
    expect(told).toMatchObject([{ kind: 'signalVacancy', subject_id: id }]);
    expect(told[0]?.version).toBeGreaterThan(1_000_000);
    const a = await t.s.admin
      .selectFrom('application')
      .select('child_started_at')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(a?.child_started_at).toBeNull();
    // what waits in the outbox is not told again
    expect(await reconcile()).toMatchObject({ applicationsTold: 0 });
    expect(await waiting(no)).toHaveLength(1);
  });

  it('starts a vacancy that the server knows nothing of, and lets its rows wait for that', async () => {
    const { no } = await scene();
    expect(await reconcile()).toMatchObject({ vacanciesStarted: 1 });
    expect(await waiting(no)).toContainEqual({ kind: 'startVacancy', subject_id: null, version: 0 });
    const v = await t.s.admin
      .selectFrom('vacancy')
      .select('workflow_started_at')
      .where('no', '=', no)
      .executeTakeFirst();
    expect(v?.workflow_started_at).toBeNull();
  });

  it('restarts nothing that ended although its record is open: a person must judge', async () => {
    const { no, id } = await scene();
    await startVacancy(temporal, no);
    await run('application', applicationWorkflowId(id));
    await temporal.client.workflow.getHandle(vacancyWorkflowId(no)).terminate('by hand');
    const report = await reconcile();
    expect(report.cases).toContainEqual({ workflowId: `vacancy-${no}`, why: 'terminated' });
    expect(await waiting(no)).toEqual([]);
    await t.s.admin.updateTable('vacancy').set({ process: 'none' }).where('no', '=', no).execute();
  });

  it('ends a run that no record stands behind and one whose record ended long ago, not one that is ending', async () => {
    const stray = applicationWorkflowId(crypto.randomUUID());
    const [old, fresh] = [await scene(), await scene()];
    const ended = async (id: string, minutes: number) => {
      await run('application', applicationWorkflowId(id));
      await t.s.admin
        .updateTable('application')
        .set({ state: 'ended', ended_at: new Date(Date.now() - minutes * 60_000) })
        .where('id', '=', id)
        .execute();
      await listed(applicationWorkflowId(id));
    };
    await run('application', stray);
    await listed(stray);
    await ended(old.id, 30);
    await ended(fresh.id, 1);
    expect(await reconcile()).toMatchObject({ orphansEnded: 2 });
    expect(await statusOf(stray)).toBe('TERMINATED');
    expect(await statusOf(applicationWorkflowId(old.id))).toBe('TERMINATED');
    expect(await statusOf(applicationWorkflowId(fresh.id))).toBe('RUNNING');
  });

  it('ends nothing when so much is orphaned that the database must be the wrong one', async () => {
    const ids = Array.from({ length: 40 }, () => applicationWorkflowId(crypto.randomUUID()));
    await Promise.all(ids.map((id) => run('application', id)));
    for (const id of ids) await listed(id);
    const report = await reconcile();
    expect(report.orphansEnded).toBe(0);
    expect(report.unjudged).toBeGreaterThanOrEqual(40);
    expect(report.cases[0]?.why).toBe('tooManyOrphans');
    expect(await statusOf(ids[0] as string)).toBe('RUNNING');
  });

  it('keeps its report for the operations page', async () => {
    const report = await reconcile();
    const kept = await t.s.admin
      .selectFrom('reconcile_report')
      .select('report')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(kept.report).toEqual(report);
  });
});
