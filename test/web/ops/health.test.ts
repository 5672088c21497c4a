import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { connect } from '../../../db/connection.ts';
import { put } from '../../../db/outbox.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';

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
