import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { REQUIRED_ENV, readWorkerConfig } from '../../activities/config.ts';
import { verifyAudit } from '../../db/audit.ts';
import { type Mailbox, startMailbox } from '../../dev/mailbox.ts';
import { connect, endListing, signalVacancy } from '../../workflows/client.ts';
import { type Scene, scene, vacancyOf } from '../support/scene.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';
import { apply } from './stage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let s: Scene;
let temporal: TestTemporal;
let box: Mailbox;
const children = new Set<ChildProcess>();
const doors = new Set<net.Server>();
beforeAll(async () => {
  [s, temporal, box] = await Promise.all([
    scene(),
    testTemporal(),
    startMailbox({ smtpPort: 0, httpPort: 0 }),
  ]);
});
afterEach(async () => {
  for (const c of children) c.kill('SIGKILL');
  children.clear();
  for (const d of doors) d.close();
  doors.clear();
});
afterAll(async () => {
  await box.stop();
  await temporal.close();
  await s.close();
});

const env = (change: Record<string, string | undefined> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATABASE_URL: s.urls.worker,
  TEMPORAL_ADDRESS: temporal.address,
  TEMPORAL_NAMESPACE: temporal.namespace,
  SMTP_URL: box.smtpUrl,
  PUBLIC_URL: 'https://recruit.example',
  KEYRING_FILE: s.keyringFile,
  ...change,
});

/** `npm run worker` with this environment; what it says, and how it ends. */
function worker(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'activities/worker.ts'], {
    cwd: ROOT,
    env: environment,
  });
  children.add(child);
  let said = '';
  child.stdout.on('data', (d: Buffer) => {
    said += d;
  });
  child.stderr.on('data', (d: Buffer) => {
    said += d;
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, ended, said: () => said };
}

/** Looks until it is so; the test's own time limit ends a wait in vain. */
async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((r) => setTimeout(r, 50));
}

/** Everything a run's history holds, payloads in clear. */
async function history(workflowId: string): Promise<string> {
  const events = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
  return JSON.stringify(events, (_, v: unknown) => (v instanceof Uint8Array ? Buffer.from(v).toString() : v));
}

/** A port that is closed until it is opened, then leads to `target`. */
async function door(target: string) {
  const url = new URL(target.includes('://') ? target : `tcp://${target}`);
  const server = net.createServer((from) => {
    const to = net.connect(Number(url.port), url.hostname);
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const)
      a.pipe(b).on('error', () => a.destroy());
    from.on('error', () => to.destroy());
  });
  const port = await new Promise<number>((ready) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as net.AddressInfo;
      probe.close(() => ready(free));
    });
  });
  return {
    port,
    open: () => {
      doors.add(server);
      return new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
    },
  };
}

describe('npm run worker', () => {
  it('names every variable that is missing or unusable', () => {
    const none = readWorkerConfig({});
    expect(none).toEqual({ ok: false, faults: REQUIRED_ENV.map((name) => `${name} is not set`) });
    const odd = readWorkerConfig({
      ...env(),
      PUBLIC_URL: 'ftp://x',
      SMTP_URL: 'x',
      TYPESETTERS: '0',
      CLAMD_SOCKET: 'clamd',
    });
    expect(odd).toMatchObject({ ok: false });
    expect(odd.ok ? [] : odd.faults).toHaveLength(4);
  });

  it('refuses to start without them, and under a role that row-level security does not bind', async () => {
    const bare = worker({ PATH: process.env.PATH, HOME: process.env.HOME });
    const strong = worker(env({ DATABASE_URL: s.urls.admin }));
    const keyless = worker(env({ KEYRING_FILE: `${s.keyringFile}.absent` }));
    expect(await Promise.all([bare.ended, strong.ended, keyless.ended])).toEqual([1, 1, 1]);
    for (const name of REQUIRED_ENV) expect(bare.said()).toContain(`${name} is not set`);
    expect(strong.said()).toContain('is superuser');
    expect(keyless.said()).toContain('KEYRING_FILE');
  });

  it('waits in words for a database and a Temporal server that are away, then carries a vacancy through', async () => {
    const [database, server] = [await door(s.urls.worker), await door(temporal.address)];
    const url = new URL(s.urls.worker);
    url.port = String(database.port);
    url.hostname = '127.0.0.1';
    const w = worker(env({ DATABASE_URL: url.href, TEMPORAL_ADDRESS: `127.0.0.1:${server.port}` }));
    await until(() => w.said().includes('databaseAway'));
    await database.open();
    await until(() => w.said().includes('temporalAway'));
    await server.open();

    const no = await vacancyOf(s, { until: 'approved', content: { mode: 'open' } });
    const stageOf = async () =>
      (await s.admin.selectFrom('vacancy').select('stage').where('no', '=', no).executeTakeFirst())?.stage;
    await until(async () => (await stageOf()) === 'listed');
    const a = await apply(s, no);
    await until(() => box.messages({ to: a.email }).length > 0);
    await until(async () => {
      const row = await s.admin
        .selectFrom('application')
        .select(['production_state', 'child_started_at'])
        .where('id', '=', a.id)
        .executeTakeFirst();
      return row?.production_state === 'produced' && row.child_started_at !== null;
    });
    await until(async () => {
      const left = await sql<{ n: number }>`select count(*)::int as n from audit_event e
        where not exists (select 1 from audit_seal x where x.event_id = e.id)`.execute(s.admin);
      return left.rows[0]?.n === 0;
    });
    expect(await verifyAudit(s.admin)).toMatchObject({ ok: true });

    // the officer ends it early, then the clock is moved to the archive
    const client = await connect({ address: temporal.address, namespace: temporal.namespace });
    const change = { key: crypto.randomUUID(), accountId: s.officer.accountId, reason: 'postFilled' };
    expect(await endListing(client, no, change)).toMatchObject({ ok: true });
    await until(() => box.messages({ subject: `職缺已截止，應徵 1 人：測試科員（${no}）` }).length > 0);
    const yearAgo = new Date(Date.now() - 367 * 86_400_000);
    await s.admin.updateTable('vacancy').set({ closed_at: yearAgo }).where('no', '=', no).execute();
    await signalVacancy(client, no, 'vacancyChanged', { id: no, version: 999 });
    await until(async () => (await stageOf()) === 'archived');
    const keys = await s.admin.selectFrom('data_key').select('application_id').execute();
    expect(keys).toEqual([]);
    await until(async () => {
      const run = await temporal.client.workflow.getHandle(`vacancy-${no}`).describe();
      return run.status.name === 'COMPLETED';
    });
    await client.close();
    const seen = [await history(`vacancy-${no}`), await history(`application-${a.id}`)].join();
    expect(seen).toContain(no);

    w.child.kill('SIGTERM');
    expect(await w.ended).toBe(0);
    expect(w.said()).toContain('stopped');
    for (const secret of [a.email, a.record.basic.name, a.record.basic.idNumber])
      expect(w.said() + seen).not.toContain(secret);
  }, 90_000);
});
