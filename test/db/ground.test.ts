import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { audit, sealAudit, verifyAudit } from '../../db/audit.ts';
import { connect, refuseStrongRole } from '../../db/connection.ts';
import { open, seal } from '../../db/crypto.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { backOff, lease, markDone, park, put } from '../../db/outbox.ts';
import { type Scene, scene, vacancyOf } from '../support/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());

describe('roles and tenancy (rule 8)', () => {
  it('refuses a superuser and accepts the two application roles', async () => {
    await expect(refuseStrongRole(s.admin)).rejects.toThrow(/superuser/);
    await refuseStrongRole(s.web);
    await refuseStrongRole(s.worker);
  });

  it('shows nothing of an agency without an actor, and only her own to an officer [R12]', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    expect(await s.web.selectFrom('vacancy').select('no').execute()).toEqual([]);
    const seen = (actor: typeof s.officer) =>
      withActor(s.web, actor, (trx) => trx.selectFrom('vacancy').select('no').where('no', '=', no).execute());
    expect(await seen(s.officer)).toHaveLength(1);
    expect(await seen(s.stranger)).toHaveLength(0);
    const both = { ...s.stranger, agencyIds: [s.otherAgencyId, s.agencyId] };
    expect(await seen(both)).toHaveLength(1);
  });

  it('lets an officer change nothing of another agency', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const changed = await withActor(s.web, s.stranger, (trx) =>
      trx.updateTable('vacancy').set({ title: '竄改' }).where('no', '=', no).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    await expect(
      withActor(s.web, s.officer, (trx) =>
        trx.updateTable('vacancy').set({ agency_id: s.otherAgencyId }).where('no', '=', no).execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('forgets the actor when the transaction ends', async () => {
    await withActor(s.web, s.officer, async () => {});
    const left = await sql<{ a: string | null }>`select app_actor() as a`.execute(s.web);
    expect(left.rows[0]?.a ?? null).toBeNull();
  });
});

describe('field encryption', () => {
  it('opens with the same key and place only', () => {
    const key = Buffer.alloc(32, 7);
    const sealed = seal(key, 'A123456789', 'application:1:brief');
    expect(open(key, sealed, 'application:1:brief').toString()).toBe('A123456789');
    expect(() => open(key, sealed, 'application:2:brief')).toThrow();
    expect(() => open(Buffer.alloc(32, 8), sealed, 'application:1:brief')).toThrow();
  });
});

describe('outbox', () => {
  it('puts a key once, leases it once, and leases again what a dead worker held', async () => {
    await sql`delete from outbox`.execute(s.admin);
    const message = { kind: 'startMail' as const, target: crypto.randomUUID(), key: 'k1' };
    await withActor(s.web, s.officer, async (trx) => {
      await put(trx, message);
      await put(trx, message);
    });
    const first = await lease(s.worker, { limit: 10, leaseSeconds: 30 });
    expect(first).toHaveLength(1);
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 30 })).toHaveLength(0);
    await sql`update outbox set claimed_until = now() - interval '1 second'`.execute(s.admin);
    const again = await lease(s.worker, { limit: 10, leaseSeconds: 30 });
    expect(again[0]).toMatchObject({ id: first[0]?.id, attempts: 2 });
    await markDone(s.worker, [again[0]?.id as string], 'sent');
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 30 })).toHaveLength(0);
  });

  it('leases to two workers without overlap', async () => {
    await sql`delete from outbox`.execute(s.admin);
    await withActor(s.web, s.officer, async (trx) => {
      for (let i = 0; i < 40; i++) await put(trx, { kind: 'startMail', target: `m${i}`, key: `m${i}` });
    });
    const [a, b] = await Promise.all([1, 2].map(() => lease(s.worker, { limit: 30, leaseSeconds: 30 })));
    const ids = [...(a ?? []), ...(b ?? [])].map((r) => r.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(30);
  });

  it('joins the words of applications to a vacancy beyond its limit, and leaves those to vacancies that are held', async () => {
    await sql`delete from outbox`.execute(s.admin);
    const word = (target: string, n: number, signal = 'applicationReceived') =>
      withActor(s.web, s.officer, (trx) =>
        put(trx, { kind: 'signalVacancy', target, signal, key: `${target}:${signal}:${n}` }),
      );
    for (let n = 0; n < 3; n++) for (const target of ['a', 'b']) await word(target, n);
    await word('b', 0, 'vacancyChanged');
    const lease2 = (held: string[] | 'all' = []) =>
      lease(s.worker, { limit: 2, leaseSeconds: 30, held }).then((rows) => rows.map((r) => r.target));
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 30, held: 'all' })).toMatchObject([
      { target: 'b', signal: 'vacancyChanged' },
    ]);
    // Two by the limit, both to a; a third to a comes with them.
    expect(await lease2(['b'])).toEqual(['a', 'a', 'a']);
    expect(await lease2(['b'])).toEqual([]);
    expect(await lease2()).toEqual(['b', 'b', 'b']);
  });

  it('holds a row for a vacancy whose workflow has not started, and says when it has', async () => {
    await sql`delete from outbox`.execute(s.admin);
    const no = await vacancyOf(s, { until: 'inReview' });
    const rows = await lease(s.worker, { limit: 10, leaseSeconds: 30 });
    const start = rows.find((r) => r.kind === 'startVacancy');
    const signal = rows.find((r) => r.kind === 'signalVacancy');
    expect(start?.targetState).toBe('ready');
    expect(signal?.targetState).toBe('notStarted');
    await backOff(s.worker, signal?.id as string, 0, 'notStarted');
    await markDone(s.worker, [start?.id as string], 'sent');
    const again = await lease(s.worker, { limit: 10, leaseSeconds: 30 });
    expect(again).toMatchObject([{ target: no, targetState: 'ready' }]);
    await park(s.worker, again[0]?.id as string, 'INVALID');
    expect(await lease(s.worker, { limit: 10, leaseSeconds: 30 })).toHaveLength(0);
  });
});

describe('idempotency keys', () => {
  it('acts once under twenty equal calls at the same moment', async () => {
    let acts = 0;
    const call = () =>
      withActor(s.web, s.officer, async (trx) => {
        const before = await claimKey<{ n: number }>(trx, s.officer, 'test', 'same-key');
        if (before) return before.n;
        acts++;
        await keepResult(trx, s.officer, 'same-key', { n: 42 });
        return 42;
      });
    const answers = await Promise.all(Array.from({ length: 20 }, call));
    expect(acts).toBe(1);
    expect(new Set(answers)).toEqual(new Set([42]));
    await expect(
      withActor(s.web, s.officer, (trx) => claimKey(trx, s.officer, 'another', 'same-key')),
    ).rejects.toThrow('idempotencyKeyReused');
  });
});

describe('audit trail (rule 10)', () => {
  it('cannot be read or changed by web and worker, and the chain finds an edited event', async () => {
    await withActor(s.web, s.officer, async (trx) => {
      for (let i = 0; i < 5; i++)
        await audit(trx, s.officer, { act: 'test', subjectKind: 'nothing', details: { b: i, a: 1 } });
    });
    expect(
      await withActor(s.web, s.officer, (trx) => trx.selectFrom('audit_event').selectAll().execute()),
    ).toEqual([]);
    await expect(s.worker.deleteFrom('audit_event').execute()).rejects.toThrow(/permission denied/);
    await expect(sql`update audit_event set act = 'x'`.execute(s.worker)).rejects.toThrow(
      /permission denied/,
    );
    while ((await sealAudit(s.worker)) > 0);
    const good = await verifyAudit(s.worker);
    expect(good.ok && good.events).toBeGreaterThanOrEqual(5);
    await sql`update audit_event set details = '{"a":1,"b":9}' where act = 'test' and details->>'b' = '3'`.execute(
      s.admin,
    );
    expect((await verifyAudit(s.worker)).ok).toBe(false);
  });
});

describe('connections', () => {
  it('outlives its backend being killed while a client is checked out', async () => {
    const db = connect({ url: s.urls.web, max: 1 });
    const broken = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(s.admin);
      await new Promise((r) => setTimeout(r, 50));
      await sql`select 1`.execute(trx);
    });
    await expect(broken).rejects.toThrow();
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    expect(rows[0]?.one).toBe(1);
    await db.destroy();
  });
});
