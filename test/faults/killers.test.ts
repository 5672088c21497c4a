import { NativeConnection } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queryVacancy, signalVacancy, startVacancy } from '../../workflows/client.ts';
import { vacancyWorkflowId } from '../../workflows/messages.ts';
import { newId, newNo, type Stage, stage, until } from '../workflows/support.ts';
import { releaseWorker } from './releases.ts';

describe('known killers of workflows', () => {
  let s: Stage;
  beforeAll(async () => {
    s = await stage();
  });
  afterAll(() => s?.close());

  it('a burst of 600 applications to one vacancy crosses continue-as-new and loses nobody', {
    timeout: 240_000,
  }, async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no);
    const ids = Array.from({ length: 600 }, () => newId());
    for (const id of ids) s.world.application(id, no);
    // As delivery sends them: fifty at a time, some twice, and none in order.
    for (let i = 0; i < ids.length; i += 50)
      await Promise.all(
        [...ids.slice(i, i + 50).reverse(), ...ids.slice(Math.max(0, i - 5), i)].map((id) =>
          signalVacancy(s.client, no, 'applicationReceived', { id, version: 1 }),
        ),
      );
    await until(() => ids.every((id) => s.world.applications.get(id)?.startedAt), 200);
    await until(async () => (await queryVacancy(s.client, no))?.childrenStarted === 600);
    const { runId } = await s.temporal.client.workflow.getHandle(vacancyWorkflowId(no)).describe();
    const { events } = await s.temporal.client.workflow.getHandle(vacancyWorkflowId(no)).fetchHistory();
    // The real limits stand: 500 children or 1,000 events in one run.
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId).not.toBe(runId);
    let running = 0;
    await until(async () => {
      const query = `WorkflowType = 'application' AND ExecutionStatus = 'Running' AND VacancyNo = '${no}'`;
      running = (await s.temporal.client.workflow.count(query)).count;
      return running >= 600;
    }, 200);
    expect(running).toBe(600);
  });
});

describe('a rolling worker with changed workflow code', () => {
  let s: Stage;
  let connection: NativeConnection;
  const workers: { stop: () => Promise<void> }[] = [];
  beforeEach(async () => {
    s = await stage();
    connection = await NativeConnection.connect({ address: s.temporal.address });
  });
  afterEach(async () => {
    for (const w of workers.splice(0)) await w.stop();
    await connection?.close();
    await s?.close();
  });

  const roll = async (release: 'guarded' | 'unguarded'): Promise<void> => {
    const o = { connection, namespace: s.temporal.namespace, ports: s.world.ports() };
    workers.push(await releaseWorker(release, o));
  };
  const look = async (no: string, version: number): Promise<void> => {
    Object.assign(s.world.vacancies.get(no) ?? {}, { version });
    await signalVacancy(s.client, no, 'vacancyChanged', { id: no, version });
  };
  const looks = (no: string): number => s.world.calls.filter((c) => c.args.vacancyNo === no).length;
  const listed = async (): Promise<string> => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no);
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'listed');
    return no;
  };
  const taskFailures = async (no: string): Promise<number> => {
    const { events } = await s.temporal.client.workflow.getHandle(vacancyWorkflowId(no)).fetchHistory();
    return (events ?? []).filter((e) => e.workflowTaskFailedEventAttributes).length;
  };

  it('guarded by patched(), old runs go on as they began and new ones take the new way', {
    timeout: 120_000,
  }, async () => {
    const old = await listed();
    await s.restart(async () => {
      // While no worker is there, word comes for the old run; the first one back is the new release.
      await look(old, 2);
      await roll('guarded');
      await until(async () => (await queryVacancy(s.client, old)) !== null);
    });
    const before = looks(old);
    await look(old, 3);
    await until(() => looks(old) > before);
    expect((await s.temporal.client.workflow.getHandle(vacancyWorkflowId(old)).describe()).status.name).toBe(
      'RUNNING',
    );
    expect(await taskFailures(old)).toBe(0);
  });

  it('unguarded, it harms no run: tasks fail and wait, and the right release takes them up', {
    timeout: 180_000,
  }, async () => {
    const old = await listed();
    await s.restart(async () => {
      await roll('unguarded');
      await look(old, 2);
      await until(async () => (await taskFailures(old)) > 0);
      const handle = s.temporal.client.workflow.getHandle(vacancyWorkflowId(old));
      expect((await handle.describe()).status.name).toBe('RUNNING');
      for (const w of workers.splice(0)) await w.stop();
    });
    await until(async () => (await queryVacancy(s.client, old, { timeoutMs: 5_000 }))?.stage === 'listed');
    const before = looks(old);
    await look(old, 3);
    await until(() => looks(old) > before);
  });
});
