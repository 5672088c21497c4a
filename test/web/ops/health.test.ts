import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { connect } from '../../../db/connection.ts';
import { put } from '../../../db/outbox.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { refusedMail, trouble } from './trouble.ts';

let s: Scene;
let web: Web;
let cut: Web;
// a port nobody listens on: a database that is away
const nowhere = connect({ url: 'postgres://shiqiuren_web@127.0.0.1:9/none', max: 2 });
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  cut = await webOf(s, { services: { db: nowhere }, quiet: true });
});
afterAll(async () => {
  await nowhere.destroy();
  await s.close();
});

describe('health', () => {
  it('says how each dependency is; pages stand without Temporal, so that is no 503', async () => {
    expect(await (await web.get('/healthz')).json()).toEqual({ status: 'up' });
    const r = await web.get('/readyz');
    expect(r.status).toBe(200);
    expect(await r.json()).toMatchObject({
      status: 'degraded',
      dependencies: {
        database: { state: 'up' },
        temporal: { state: 'down' },
        outbox: { state: 'up', waiting: 0 },
      },
    });
    const all = await webOf(s, {
      services: {
        temporal: { client: async () => null, reachable: async () => true, close: async () => {} },
      },
    });
    expect(await (await all.get('/readyz')).json()).toMatchObject({ status: 'ready' });
  });

  it('tells of messages that nobody carries', async () => {
    await withActor(s.web, s.officer, (trx) => put(trx, { kind: 'startMail', target: 'x', key: 'health:1' }));
    await s.admin
      .updateTable('outbox')
      .set({ available_at: new Date(Date.now() - 600_000) })
      .execute();
    const { dependencies } = (await (await web.get('/readyz')).json()) as {
      dependencies: { outbox: object };
    };
    expect(dependencies.outbox).toMatchObject({ state: 'late', waiting: 1 });
    await s.admin.updateTable('outbox').set({ parked_at: new Date() }).execute();
    const metrics = await (await web.get('/metrics')).text();
    expect(metrics).toMatch(/^outbox_waiting 0$/m);
    expect(metrics).toMatch(/^outbox_parked 1$/m);
    expect(metrics).toMatch(/http_requests_total\{method="GET",route="\/readyz",status="200"\} \d/);
  });
});

it('/readyz and /metrics tell the same as 系統營運: productions, mails, reconcile', async () => {
  const own = await scene();
  try {
    const t = await trouble(own);
    await refusedMail(own, t.vacancyNo, t.failedId);
    await own.admin.updateTable('reconcile_report').set({ report: '{"unjudged":3}' }).execute();
    // longer ago than two slots lie apart
    await own.admin
      .updateTable('application')
      .set({ submitted_at: new Date(Date.now() - 13 * 3_600_000) })
      .where('id', '=', t.pendingId)
      .execute();
    const its = await webOf(own);
    const page = await (await its.get('/ops', await its.signIn(own.operator))).text();
    for (const said of ['履歷逾時未產製', '履歷產製失敗', '郵件未送達']) expect(page).toContain(said);
    const { machinery } = (await (await its.get('/readyz')).json()) as { machinery: object };
    expect(machinery).toMatchObject({
      resumes: { pending: 1, late: 1, failed: 1 },
      mails: { givenUp: 1, unsent: expect.arrayContaining([{ state: 'permanentFailure', count: 1 }]) },
      reconcile: { leftToAPerson: 3 },
    });
    const metrics = await (await its.get('/metrics')).text();
    for (const line of [
      'resumes_pending 1',
      'resumes_late 1',
      'resumes_failed 1',
      'mails_given_up 1',
      'mails_unsent{state="permanentFailure"} 1',
      'mails_unsent{state="sending"} 0',
      'reconcile_left_to_a_person 3',
    ])
      expect(metrics.split('\n')).toContain(line);
  } finally {
    await own.close();
  }
});

it('a message whose next try is put off waits from when it was put', async () => {
  const own = await scene();
  try {
    await withActor(own.web, own.officer, (trx) =>
      put(trx, { kind: 'startMail', target: 'x', key: 'health:2' }),
    );
    const later = new Date(Date.now() + 600_000);
    const put10MinutesAgo = { created_at: new Date(Date.now() - 600_000), available_at: later };
    await own.admin.updateTable('outbox').set(put10MinutesAgo).execute();
    const outbox = async () =>
      ((await (await (await webOf(own)).get('/readyz')).json()) as { dependencies: { outbox: object } })
        .dependencies.outbox;
    expect(await outbox()).toMatchObject({ state: 'up', waiting: 1, oldestSeconds: 0 });
    await own.admin.updateTable('outbox').set({ attempts: 3 }).execute();
    expect(await outbox()).toMatchObject({ state: 'late', waiting: 1 });
  } finally {
    await own.close();
  }
});

describe('without a database', () => {
  it('lives, is not ready, and its metrics still answer', async () => {
    expect((await cut.get('/healthz')).status).toBe(200);
    const r = await cut.get('/readyz');
    expect(r.status).toBe(503);
    expect(await r.json()).toMatchObject({
      status: 'notReady',
      dependencies: { database: { state: 'down' } },
    });
    expect((await cut.get('/metrics')).status).toBe(200);
  });

  it('pages say so in words, with a request id and nothing from inside', async () => {
    const r = await cut.get('/portal', { cookie: `sid=${'a'.repeat(43)}`, csrf: '' });
    expect(r.status).toBe(503);
    expect(r.headers.get('retry-after')).toBe('30');
    const page = await r.text();
    expect(page).toContain('系統暫時無法服務');
    expect(page).toContain(r.headers.get('x-request-id') as string);
    expect(page).not.toMatch(/ECONNREFUSED|postgres|127\.0\.0\.1|node_modules|at \w+ \(/);
    const fault = JSON.parse(cut.lines.find((l) => l.includes('"fault"')) as string);
    expect(fault).toMatchObject({ status: 503, code: 'ECONNREFUSED' });
  });
});
