import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { lease, put } from '../../db/outbox.ts';
import { connect, type TemporalClient } from '../../workflows/client.ts';
import { backOffSeconds } from '../../workflows/delivery/round.ts';
import { type Delivery, startDelivery } from '../../workflows/delivery.ts';
import { applicationWorkflowId, TASK_QUEUE, vacancyWorkflowId } from '../../workflows/messages.ts';
import { apply } from '../activities/stage.ts';
import { type Scene, scene, vacancyOf } from '../support/scene.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';
import { cutWire, type Wire } from './cut-wire.ts';
import { until } from './support.ts';

describe('delivery: the outbox carried to Temporal', () => {
  let s: Scene;
  let temporal: TestTemporal;
  let wire: Wire;
  let t: TemporalClient;
  let running: Delivery[] = [];
  const errors: object[] = [];
  const log = { info: () => {}, warn: () => {}, error: (fields: object) => void errors.push(fields) };

  beforeAll(async () => {
    [s, temporal] = await Promise.all([scene(), testTemporal()]);
    wire = await cutWire(temporal.address);
    t = await connect({ address: wire.address, namespace: temporal.namespace });
  }, 120_000);
  afterAll(async () => {
    await t?.close();
    await wire?.close();
    await Promise.all([s?.close(), temporal?.close()]);
  });
  beforeEach(async () => {
    await sql`delete from outbox`.execute(s.admin);
    errors.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.map((d) => d.stop()));
    running = [];
  });

  const deliver = (o: { pollMs?: number; listen?: boolean } = {}): Delivery => {
    const d = startDelivery({
      db: s.worker,
      temporal: t,
      log,
      pollMs: o.pollMs ?? 100,
      ...(o.listen ? { listenUrl: s.urls.worker } : {}),
    });
    running.push(d);
    return d;
  };
  type Message = Parameters<typeof put>[1];
  const putRow = (m: Message): Promise<void> => withActor(s.web, s.officer, (trx) => put(trx, m));
  const changed = (no: string, version: number): Promise<void> =>
    putRow({
      kind: 'signalVacancy',
      target: no,
      signal: 'vacancyChanged',
      subjectId: no,
      version,
      key: `c:${no}:${version}`,
    });
  const rows = async () =>
    (
      await sql<{
        key: string;
        done_at: Date | null;
        done_reason: string | null;
        parked_at: Date | null;
        last_code: string | null;
        attempts: number;
      }>`select key, done_at, done_reason, parked_at, last_code, attempts from outbox order by id`.execute(
        s.admin,
      )
    ).rows;
  const allDone = async (): Promise<boolean> => (await rows()).every((r) => r.done_at !== null);
  const signals = async (no: string): Promise<string[]> => {
    const { events } = await temporal.client.workflow.getHandle(vacancyWorkflowId(no)).fetchHistory();
    return (events ?? []).flatMap((e) => {
      const data = e.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]?.data;
      return data ? [Buffer.from(data).toString('utf8')] : [];
    });
  };

  it('starts a submitted vacancy and then carries what waited for its start', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const waiting = await rows();
    expect(waiting.map((r) => r.done_at)).toEqual([null, null]);
    deliver();
    await until(allDone);
    expect((await rows()).map((r) => r.done_reason)).toEqual(['sent', 'sent']);
    expect(await signals(no)).toEqual([JSON.stringify({ id: no, version: 2 })]);
    const v = await s.admin
      .selectFrom('vacancy')
      .select('workflow_started_at')
      .where('no', '=', no)
      .executeTakeFirst();
    expect(v?.workflow_started_at).not.toBeNull();
  });

  it('tells a vacancy of several applications in one signal, when those before them have started', async () => {
    const no = await vacancyOf(s);
    const d = deliver();
    await until(allDone);
    const first = await apply(s, no);
    await until(allDone);
    const others = [await apply(s, no), await apply(s, no)];
    const together = `[${others.map(({ id }) => `{"id":"${id}","version":1}`).join(',')}]`;
    for (let round = 0; round < 2; round++) {
      const seen = d.state().lastRoundAt;
      await until(() => d.state().lastRoundAt !== seen);
    }
    const before = await signals(no);
    expect(before).toContain(`{"id":"${first.id}","version":1}`);
    expect((await rows()).filter((r) => r.done_at === null)).toHaveLength(2);
    await s.admin
      .updateTable('application')
      .set({ child_started_at: new Date() })
      .where('id', '=', first.id)
      .execute();
    await until(allDone);
    expect(await signals(no)).toEqual([...before, together]);
  });

  it('[R91] tells an application of a reply changed again and again in one signal, with the newest version', async () => {
    const no = await vacancyOf(s);
    const { id } = await apply(s, no);
    await sql`delete from outbox`.execute(s.admin);
    await s.admin
      .updateTable('application')
      .set({ child_started_at: new Date() })
      .where('id', '=', id)
      .execute();
    const run = await temporal.client.workflow.start('application', {
      workflowId: applicationWorkflowId(id),
      taskQueue: TASK_QUEUE,
      args: [{ applicationId: id, vacancyNo: no }],
    });
    const [notice, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const replied = (subjectId: string, version: number): Promise<void> =>
      putRow({
        kind: 'signalApplication',
        target: id,
        signal: 'replyRecorded',
        subjectId,
        version,
        key: `reply:${subjectId}:${version}`,
      });
    for (const version of [1, 2, 3]) await replied(notice, version);
    await replied(other, 1);
    deliver();
    await until(allDone);
    expect((await rows()).map((r) => r.done_reason)).toEqual(['moot', 'moot', 'sent', 'sent']);
    const { events } = await run.fetchHistory();
    const said = (events ?? []).flatMap((e) => {
      const data = e.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]?.data;
      return data ? [JSON.parse(Buffer.from(data).toString('utf8'))] : [];
    });
    expect(said).toHaveLength(2);
    expect(said).toContainEqual({ id: notice, version: 3 });
    expect(said).toContainEqual({ id: other, version: 1 });
    await run.terminate();
  });

  it('takes few words of a crowd when it is told to, and those of nobody else fewer', async () => {
    const no = await vacancyOf(s);
    for (let i = 0; i < 5; i++) await apply(s, no);
    await changed(no, 9);
    const kinds = (await lease(s.worker, { limit: 10, crowd: 2, leaseSeconds: 60 })).map((r) => r.signal);
    expect(kinds.filter((k) => k === 'applicationReceived')).toHaveLength(2);
    expect(kinds).toContain('vacancyChanged');
    expect(await lease(s.worker, { limit: 10, crowd: 0, leaseSeconds: 60 })).toEqual([]);
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 60 })).toHaveLength(3);
  });

  it('drops a word to what has ended as moot, and sets aside what nobody can carry, without stopping', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    await sql`delete from outbox where kind = 'signalVacancy'`.execute(s.admin);
    const ended = await vacancyOf(s);
    await s.admin
      .updateTable('vacancy')
      .set({ stage: 'archived', archived_at: new Date() })
      .where('no', '=', ended)
      .execute();
    await sql`delete from outbox where target = ${ended}`.execute(s.admin);
    await changed(ended, 9);
    await putRow({
      kind: 'signalVacancy',
      target: no,
      signal: 'dance',
      subjectId: no,
      version: 1,
      key: 'bad',
    });
    await changed(no, 3);
    deliver();
    await until(async () => (await rows()).every((r) => r.done_at ?? r.parked_at));
    const byKey = Object.fromEntries((await rows()).map((r) => [r.key, r]));
    expect(byKey[`c:${ended}:9`]?.done_reason).toBe('moot');
    expect(byKey.bad).toMatchObject({ done_at: null, last_code: 'unknownSignal' });
    expect(byKey[`c:${no}:3`]?.done_reason).toBe('sent');
    // The alarm names row and code, and nothing else.
    expect(errors).toEqual([expect.objectContaining({ code: 'unknownSignal', kind: 'signalVacancy' })]);
  });

  it('carries what another worker leased and died with, when the lease has run out', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 2 })).toHaveLength(2);
    deliver();
    await until(allDone);
    expect(await signals(no)).toHaveLength(1);
  });

  it('carries each row once though two workers share the outbox', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    deliver();
    await until(allDone);
    for (let version = 10; version < 110; version++) await changed(no, version);
    deliver();
    await until(allDone);
    const sent = (await signals(no)).map((text) => (JSON.parse(text) as { version: number }).version);
    expect(sent.filter((v) => v >= 10).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, i) => 10 + i),
    );
  }, 120_000);

  it('starts nothing twice: a start that was carried and not marked is a success', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    deliver();
    await until(allDone);
    await sql`update outbox set done_at = null, done_reason = null`.execute(s.admin);
    await until(allDone);
    const { runId } = await temporal.client.workflow.getHandle(vacancyWorkflowId(no)).describe();
    const { events } = await temporal.client.workflow.getHandle(vacancyWorkflowId(no)).fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId).toBe(runId);
  });

  it('survives a server that is away: no row is set aside, no attempts are spent, all goes out afterwards', async () => {
    await wire.cut();
    const no = await vacancyOf(s, { until: 'inReview' });
    const d = deliver();
    await until(() => d.state().away);
    const spent = (await rows()).map((r) => r.attempts);
    for (let version = 20; version < 25; version++) await changed(no, version);
    // Several looks at the server later still nothing has been leased again.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect((await rows()).slice(0, 2).map((r) => r.attempts)).toEqual(spent);
    expect((await rows()).every((r) => r.parked_at === null && r.done_at === null)).toBe(true);
    await wire.mend();
    await until(allDone);
    expect(d.state()).toMatchObject({ away: false, parked: 0 });
    expect(await signals(no)).toHaveLength(6);
  }, 90_000);

  it('hears of a new row at once where it listens, long before its poll', async () => {
    const d = deliver({ pollMs: 60_000, listen: true });
    await until(() => d.state().lastRoundAt);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const no = await vacancyOf(s, { until: 'inReview' });
    await until(async () => (await rows()).some((r) => r.done_reason === 'sent'));
    expect((await rows()).filter((r) => r.done_at)[0]?.key).toBe(`start:${no}`);
  });

  it('waits longer after each failure of a row, from a quarter of a second to half a minute', () => {
    expect([1, 2, 3, 8, 50, 3_000].map(backOffSeconds)).toEqual([0.25, 0.5, 1, 30, 30, 30]);
  });
});
