import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTemporalBinary } from '../../dev/find-temporal.ts';
import { alive, commandLine, stopPid } from '../../dev/processes.ts';
import { ROOT } from '../../dev/root.ts';
import { runningStack, type StackState } from '../../dev/stack-state.ts';

type Run = { child: ChildProcess; said: () => string; ended: Promise<number | null> };
let dataDir = '';
const runs: Run[] = [];

const env = (): NodeJS.ProcessEnv => {
  const clean = { ...process.env };
  // The stack must bring its own of everything.
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'PUBLIC_URL'])
    delete clean[name];
  const ports = { PORT: 53_000, POSTGRES_PORT: 53_200, TEMPORAL_PORT: 53_400, TEMPORAL_UI_PORT: 53_600 };
  return {
    ...clean,
    ...Object.fromEntries(Object.entries(ports).map(([k, v]) => [k, String(v)])),
    MAILBOX_PORT: '53800',
    SMTP_PORT: '53900',
    DATA_DIR: dataDir,
  };
};

function start(dir = dataDir): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/start.ts'], {
    cwd: ROOT,
    env: { ...env(), DATA_DIR: dir },
  });
  let said = '';
  child.stdout?.on('data', (c: Buffer) => {
    said += c.toString();
  });
  child.stderr?.on('data', (c: Buffer) => {
    said += c.toString();
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const run = { child, said: () => said, ended };
  runs.push(run);
  return run;
}

async function until(run: Run, what: () => boolean): Promise<void> {
  while (!what()) {
    if (run.child.exitCode !== null)
      throw new Error(`npm start ended with ${run.child.exitCode}:\n${run.said()}`);
    await new Promise((r) => setTimeout(r, 50));
  }
}
/** A stack that is up: the one the test before left running, or a new one. A start takes ten seconds. */
async function up(): Promise<Run> {
  const left = runs.at(-1);
  if (left?.child.exitCode === null && left.child.signalCode === null && runningStack(dataDir)) return left;
  const run = start();
  await ready(run);
  return run;
}
const ready = (run: Run): Promise<void> => until(run, () => run.said().includes('已啟動'));
const state = (): StackState => {
  const found = runningStack(dataDir);
  if (!found) throw new Error('no running stack');
  return found;
};
const pidIn = (file: string): number => {
  const text = fs.readFileSync(path.join(dataDir, file), 'utf8');
  return file.endsWith('temporal.pid')
    ? (JSON.parse(text) as { pid: number }).pid
    : Number(text.split('\n')[0]);
};
const everyPid = (): number[] => [
  ...Object.values(state().children),
  pidIn('postgres/postmaster.pid'),
  pidIn('temporal/temporal.pid'),
];
const answer = async (url: string): Promise<number> =>
  (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status;

/** What `npm run import` and its like do: use the stack of this data directory. */
async function command(): Promise<{ said: string; database: string | undefined }> {
  const script =
    "const { withStack } = await import('./dev/with-stack.ts'); await withStack(async (e) => console.log(e.DATABASE_URL));";
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: ROOT,
    env: env(),
  });
  let said = '';
  let out = '';
  child.stderr.on('data', (c: Buffer) => {
    said += c.toString();
  });
  child.stdout.on('data', (c: Buffer) => {
    out += c.toString();
  });
  await new Promise((done) => child.once('close', done));
  return { said, database: out.trim() };
}

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-stack-'));
  await findTemporalBinary();
});
afterAll(async () => {
  for (const { child, ended } of runs)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  for (const file of ['postgres/postmaster.pid', 'temporal/temporal.pid'])
    if (fs.existsSync(path.join(dataDir, file))) {
      const pid = pidIn(file);
      if (commandLine(pid).includes(dataDir)) await stopPid(pid, 'SIGKILL');
    }
  fs.rmSync(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it('brings everything up and says what runs where, also to a second start', {
    timeout: 120_000,
  }, async () => {
    const run = await up();
    const { urls, env: reach, children } = state();
    expect(await answer(`${urls.web}/readyz`)).toBe(200);
    expect(await answer(`${urls.mailbox}/api/messages`)).toBe(200);
    expect(await answer(`${urls.temporalUi}`)).toBe(200);
    expect(Object.keys(children).sort()).toEqual(['web', 'worker']);
    for (const shown of [urls.web, urls.mailbox, urls.temporalUi, '先試這些'])
      expect(run.said()).toContain(shown ?? 'missing');
    expect(reach.DATABASE_URL).toContain('shiqiuren_web@');
    expect(reach.WORKER_DATABASE_URL).toContain('shiqiuren_worker@');

    const second = start();
    expect(await second.ended).toBe(0);
    runs.pop();
    expect(second.said()).toContain('已在執行');
    expect(second.said()).toContain(urls.web ?? 'missing');
    expect(await answer(`${urls.web}/readyz`)).toBe(200);

    expect(await command()).toEqual({ said: '', database: reach.DATABASE_URL });
  });

  it('takes over what a kill -9 left, starts a crashed part again, and stops on Ctrl-C', {
    timeout: 120_000,
  }, async () => {
    const first = await up();
    const postgres = pidIn('postgres/postmaster.pid');
    const parts = Object.values(state().children);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(alive(postgres)).toBe(true);

    const second = start();
    await ready(second);
    expect(pidIn('postgres/postmaster.pid')).toBe(postgres);
    expect(parts.map(alive)).toEqual(parts.map(() => false));

    const web = state().children.web ?? 0;
    process.kill(web, 'SIGKILL');
    await until(second, () => (state().children.web ?? web) !== web);
    expect(second.said()).toContain('web 意外結束');

    const pids = everyPid();
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(pids.map(alive)).toEqual(pids.map(() => false));
  });

  it('revives its PostgreSQL and Temporal after kill -9, and after kill -9 of all three starts again with all data', {
    timeout: 180_000,
  }, async () => {
    const first = await up();
    const kept = async (): Promise<string[]> => {
      const client = new pg.Client({ connectionString: state().env.MIGRATION_DATABASE_URL });
      await client.connect();
      try {
        return (await client.query('select no from vacancy order by no')).rows.map((r) => r.no as string);
      } finally {
        await client.end();
      }
    };
    const before = await kept();
    expect(before.length).toBeGreaterThan(0);
    for (const [file, name] of [
      ['postgres/postmaster.pid', 'PostgreSQL'],
      ['temporal/temporal.pid', 'Temporal'],
    ] as const) {
      process.kill(pidIn(file), 'SIGKILL');
      await until(first, () => first.said().includes(`${name} 已恢復`));
    }
    const { urls } = state();
    for (let well = false; !well; ) {
      const answered = await fetch(`${urls.web}/readyz`).then((r) => r.json() as Promise<{ status: string }>);
      well = answered.status === 'ready';
    }
    expect(await kept()).toEqual(before);

    const servers = [pidIn('postgres/postmaster.pid'), pidIn('temporal/temporal.pid')];
    for (const pid of [first.child.pid ?? 0, ...servers]) process.kill(pid, 'SIGKILL');
    await first.ended;
    const second = start();
    await ready(second);
    expect(await kept()).toEqual(before);
    expect(await answer(`${state().urls.web}/readyz`)).toBe(200);
  });

  it('lives beside another stack, on ports of its own; neither ends the other, and SIGTERM stops all of one', {
    timeout: 180_000,
  }, async () => {
    const first = await up();
    const mine = state();
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-stack-'));
    const second = start(other);
    await ready(second);
    const theirs = runningStack(other);
    expect(theirs?.urls.web).not.toBe(mine.urls.web);
    expect(second.said()).toContain('連接埠 53000 已被占用，改用');
    expect(theirs?.env.DATABASE_URL).not.toBe(mine.env.DATABASE_URL);
    for (const url of [mine.urls.web, theirs?.urls.web]) expect(await answer(`${url}/readyz`)).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(await answer(`${mine.urls.web}/readyz`)).toBe(200);
    fs.rmSync(other, { recursive: true, force: true });
    const pids = everyPid();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(pids.map(alive)).toEqual(pids.map(() => false));
    expect(runningStack(dataDir)).toBeUndefined();
  });

  it('a command without a running stack gets one of its own, which ends with it', {
    timeout: 120_000,
  }, async () => {
    const { said, database } = await command();
    expect(said).toContain('暫時啟動一個');
    expect(database).toContain('shiqiuren_web@');
    expect(runningStack(dataDir)).toBeUndefined();
    expect(fs.existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
    expect(fs.existsSync(path.join(dataDir, 'temporal/temporal.pid'))).toBe(false);
  });

  it('says plainly that the disk is full', async () => {
    // only Linux has a file that is always full
    if (!fs.existsSync('/dev/full')) return;
    const full = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-full-'));
    // what the stack writes of itself has no room
    fs.symlinkSync('/dev/full', path.join(full, 'stack.json.new'));
    const run = start(full);
    expect(await run.ended).toBe(1);
    expect(run.said()).toContain('磁碟空間不足');
    expect(run.said()).toContain(full);
    runs.pop();
    fs.rmSync(full, { recursive: true, force: true });
  });

  it('given up while it is still starting, it leaves nothing running', { timeout: 120_000 }, async () => {
    const run = start();
    await until(run, () => run.said().includes('更新資料庫結構'));
    const pids = [pidIn('postgres/postmaster.pid'), pidIn('temporal/temporal.pid')];
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(pids.map(alive)).toEqual([false, false]);
    expect(run.said()).not.toContain('已啟動');
  });
});
