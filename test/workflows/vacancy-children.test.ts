import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalApplication, signalReceived, signalVacancy, startVacancy } from '../../workflows/client.ts';
import {
  applicationWorkflowId,
  RUN_LIMITS,
  TASK_QUEUE,
  vacancyStatus,
  vacancyWorkflowId,
} from '../../workflows/messages.ts';
import { newId, newNo, type Stage, stage, until } from './support.ts';

describe('a vacancy and its applications, on the dev server', () => {
  let s: Stage;
  beforeAll(async () => {
    s = await stage();
  });
  afterAll(() => s?.close());

  const handle = (no: string) => s.temporal.client.workflow.getHandle(vacancyWorkflowId(no));
  const child = (id: string) => s.temporal.client.workflow.getHandle(applicationWorkflowId(id));
  const status = (no: string) => handle(no).query(vacancyStatus);
  const receive = (no: string, id: string, version = 1) =>
    signalVacancy(s.client, no, 'applicationReceived', { id, version });
  const apply = async (no: string): Promise<string> => {
    const id = newId();
    s.world.application(id, no);
    await receive(no, id);
    return id;
  };
  const runs = async (no: string): Promise<number> => {
    let n = 0;
    for (let runId: string | undefined = (await handle(no).describe()).runId; runId; n++) {
      const { events } = await s.temporal.client.workflow
        .getHandle(vacancyWorkflowId(no), runId)
        .fetchHistory();
      runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    }
    return n;
  };

  it('starts one child for each application however often and in whatever order word of it comes', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no);
    expect(await startVacancy(s.client, no)).toBe('alreadyStarted');
    const ids = await Promise.all([apply(no), apply(no), apply(no)]);
    // Redelivered, and word of a newer version overtaking the older one.
    await Promise.all(
      ids.flatMap((id) => [receive(no, id, 1), receive(no, id, 3), receive(no, id, 2), receive(no, id, 3)]),
    );
    await until(() => ids.every((id) => s.world.applications.get(id)?.startedAt));
    for (const id of ids) expect((await child(id).describe()).status.name).toBe('RUNNING');
    await until(async () => (await status(no)).childrenWaiting === 0);
    const { events } = await handle(no).fetchHistory();
    expect(events?.filter((e) => e.childWorkflowExecutionStartedEventAttributes)).toHaveLength(3);
    await until(
      () => s.world.argsOf('sendReceipt').filter((a) => ids.includes(String(a.applicationId))).length === 3,
    );
  });

  it('starts each of several it hears of in one signal, and none twice', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no);
    const ids = Array.from({ length: 12 }, () => newId());
    for (const id of ids) s.world.application(id, no);
    const words = ids.map((id) => ({ id, version: 1 }));
    await receive(no, ids[0] as string);
    await Promise.all([signalReceived(s.client, no, words), signalReceived(s.client, no, words.slice(6))]);
    await until(() => ids.every((id) => s.world.applications.get(id)?.startedAt));
    await until(async () => (await status(no)).childrenWaiting === 0);
    expect(await status(no)).toMatchObject({ childrenStarted: 12 });
    const { events } = await handle(no).fetchHistory();
    expect(events?.filter((e) => e.childWorkflowExecutionStartedEventAttributes)).toHaveLength(12);
  });

  it('takes a child that runs already for a success and goes on', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    const id = newId();
    s.world.application(id, no);
    await s.temporal.client.workflow.start('application', {
      taskQueue: TASK_QUEUE,
      workflowId: applicationWorkflowId(id),
      args: [{ applicationId: id, vacancyNo: no }],
    });
    await startVacancy(s.client, no);
    await receive(no, id);
    await until(() => s.world.applications.get(id)?.startedAt);
    const next = await apply(no);
    await until(() => s.world.applications.get(next)?.startedAt);
    expect((await handle(no).describe()).status.name).toBe('RUNNING');
  });

  it('loses nothing in a burst', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no);
    const ids = await Promise.all(Array.from({ length: 80 }, () => apply(no)));
    await until(() => ids.every((id) => s.world.applications.get(id)?.startedAt));
    await until(async () => (await status(no)).childrenStarted === 80);
  }, 120_000);

  it('continues as new with living children, keeps their count, and hears of their end in a later run', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, no, { limits: { ...RUN_LIMITS, children: 5 } });
    const ids = await Promise.all(Array.from({ length: 23 }, () => apply(no)));
    await until(() => ids.every((id) => s.world.applications.get(id)?.startedAt));
    await until(async () => (await status(no)).childrenStarted === 23);
    expect(await runs(no)).toBeGreaterThanOrEqual(5);
    for (const id of ids) expect((await child(id).describe()).status.name).toBe('RUNNING');
    const first = ids[0] as string;
    Object.assign(s.world.applications.get(first) ?? {}, { state: 'withdrawn', version: 2 });
    await signalApplication(s.client, first, 'applicationChanged', { id: first, version: 2 });
    await child(first).result();
    await until(async () => (await status(no)).childrenEnded === 1);
    // The attributes of the first run are those of the present one.
    const { typedSearchAttributes } = await handle(no).describe();
    const pairs = typedSearchAttributes.getAll().map((p) => [p.key.name, p.value]);
    expect(Object.fromEntries(pairs)).toMatchObject({ VacancyNo: no, Stage: 'listed' });
    const { currentDetails } = await handle(no).query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    expect(currentDetails).toContain(`職缺 ${no}：listed`);
  }, 120_000);

  it('continues as new by the number of events, and by age', async () => {
    const [byEvents, byAge] = [newNo(), newNo()];
    for (const no of [byEvents, byAge]) s.world.vacancy(no, { stage: 'listed' });
    await startVacancy(s.client, byEvents, { limits: { ...RUN_LIMITS, events: 30 } });
    await startVacancy(s.client, byAge, { limits: { ...RUN_LIMITS, ageMs: 1_500 } });
    for (let version = 2; version < 30; version++)
      await signalVacancy(s.client, byEvents, 'vacancyChanged', { id: byEvents, version });
    await until(async () => (await runs(byEvents)) >= 2);
    await until(async () => (await runs(byAge)) >= 2);
    expect(await status(byEvents)).toMatchObject({ stage: 'listed' });
    await handle(byAge).terminate();
  }, 120_000);

  it('accepts an application whose word comes after closing', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'closed', closedAt: new Date().toISOString() });
    await startVacancy(s.client, no);
    const id = await apply(no);
    await until(() => s.world.applications.get(id)?.startedAt);
    expect((await child(id).describe()).status.name).toBe('RUNNING');
  });

  it('archives only when every child has ended, then ends itself', async () => {
    const no = newNo();
    s.world.vacancy(no, {
      stage: 'withdrawn',
      withdrawnAt: new Date(Date.now() - 40 * 86_400_000).toISOString(),
    });
    const ids = [newId(), newId()];
    for (const id of ids) s.world.application(id, no);
    await startVacancy(s.client, no);
    for (const id of ids) await receive(no, id);
    await until(() => s.world.of(no).every((a) => a.state === 'ended' && a.startedAt));
    expect(s.world.argsOf('archiveVacancy').filter((a) => a.vacancyNo === no)).toHaveLength(0);
    // Delivery carries the word that the database put with the end.
    for (const id of ids) await signalApplication(s.client, id, 'applicationChanged', { id, version: 2 });
    await handle(no).result();
    expect(s.world.of(no).every((a) => a.endedAt)).toBe(true);
    expect(s.world.vacancies.get(no)?.stage).toBe('archived');
  });

  it('survives the death of its worker: a new one takes up timers, children and queue', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed', closesAt: new Date(Date.now() + 3_000).toISOString() });
    await startVacancy(s.client, no);
    const before = await apply(no);
    await until(() => s.world.applications.get(before)?.startedAt);
    let during = '';
    await s.restart(async () => {
      during = await apply(no);
      await until(() => Date.parse(s.world.vacancies.get(no)?.closesAt ?? '') < Date.now());
    });
    await until(() => s.world.vacancies.get(no)?.stage === 'closed');
    await until(() => s.world.applications.get(during)?.startedAt);
  }, 120_000);
});
