import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findTemporalBinary } from './find-temporal.ts';
import { alone } from './lock.ts';
import { postgresUrl, startPostgres } from './postgres.ts';
import { alive, commandLine, stopPid } from './processes.ts';
import { ROOT } from './root.ts';
import { startTemporal } from './temporal.ts';

const FIRST_PORT = { postgres: 54_500, temporal: 54_700 };

export type TestServices = {
  /** Superuser on the cluster's `postgres` database: makes and drops the tests' databases. */
  adminUrl: string;
  /** Database with all migrations applied, the template of every `testDatabase()`; named by their hash. */
  template: string;
  /** Temporal dev server; each test file takes a namespace of its own there. */
  temporalAddress: string;
  stop: () => Promise<void>;
};

/** Where the tests' servers live: several runs of one user share them. */
export const testDir = (): string =>
  process.env.TEST_SERVICES_DIR || path.join(os.tmpdir(), `shiqiuren-test-${process.getuid?.() ?? 'user'}`);

/** The cluster's data: in memory where there is room for it (cloning a database is ten times faster). */
function dataDir(dir: string): string {
  try {
    const shm = fs.statfsSync('/dev/shm');
    if (shm.bavail * shm.bsize >= 512 * 1024 * 1024) return path.join('/dev/shm', `${path.basename(dir)}-pg`);
  } catch {
    // No such thing on this system.
  }
  return path.join(dir, 'pg');
}

/** Everything the database's structure is made from: a change anywhere in it makes a new template. */
function migrationsHash(): string {
  const hash = createHash('sha256');
  const dir = path.join(ROOT, 'db/migrations');
  const files = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files.filter((f) => fs.statSync(path.join(dir, f)).isFile()))
    hash.update(file).update(fs.readFileSync(path.join(dir, file)));
  hash.update(fs.readFileSync(path.join(ROOT, 'db/migrate.ts')));
  return hash.digest('hex').slice(0, 12);
}

async function buildTemplate(adminUrl: string, port: number): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  try {
    const template = `tpl_${migrationsHash()}`;
    const all = await admin.query<{ datname: string }>('select datname from pg_database');
    const names = all.rows.map((r) => r.datname);
    // Databases of runs that died before dropping them carry their process id.
    for (const name of names) {
      const owner = /^t_(\d+)_/.exec(name)?.[1];
      if (owner && !alive(Number(owner))) await admin.query(`drop database if exists ${name} with (force)`);
    }
    if (names.includes(template)) return template;
    const building = `${template}_building`;
    await admin.query(`drop database if exists ${building} with (force)`);
    await admin.query(`create database ${building}`);
    const { migrate } = await import('../db/migrate.ts');
    await migrate({ migrationUrl: postgresUrl(port, 'app', building) });
    await admin.query(`alter database ${building} rename to ${template}`);
    return template;
  } finally {
    await admin.end();
  }
}

/** Counts this process as a user of the servers, and sees that someone ends them when nobody is. */
function keep(dir: string, pids: number[], dataDir: string): void {
  fs.mkdirSync(path.join(dir, 'users'), { recursive: true });
  fs.writeFileSync(path.join(dir, 'users', String(process.pid)), '');
  fs.writeFileSync(path.join(dir, 'servers.json'), JSON.stringify({ pids, dataDir }));
  const file = path.join(dir, 'keeper.pid');
  const keeper = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  if (alive(keeper) && /test-services-keeper/.test(commandLine(keeper) || 'test-services-keeper')) return;
  const args = ['--import', 'tsx', path.join(ROOT, 'dev/test-services-keeper.ts'), dir];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore', detached: true });
  fs.writeFileSync(file, String(child.pid));
  child.unref();
}

/**
 * Starts, or adopts from another run, one fast PostgreSQL and one Temporal dev server in memory, and builds the
 * template database when migrations changed. They stay for the next run, at most ten minutes after the last one;
 * `stop` ends them at once.
 */
export async function startTestServices(dir = testDir()): Promise<TestServices> {
  // One run at a time starts servers and builds the template.
  return alone(path.join(dir, 'lock'), 300_000, async () => {
    const executable = await findTemporalBinary();
    const [postgres, temporal] = await Promise.all([
      startPostgres({ dataDir: dataDir(dir), port: FIRST_PORT.postgres, fast: true }),
      startTemporal({
        executable,
        pidFile: path.join(dir, 'temporal.pid'),
        dbFile: null,
        port: FIRST_PORT.temporal,
        uiPort: null,
        namespaces: ['recruitment'],
      }),
    ]);
    const adminUrl = postgresUrl(postgres.port, 'app', 'postgres');
    keep(dir, [postgres.pid, temporal.pid], dataDir(dir));
    const template = await buildTemplate(adminUrl, postgres.port);
    const stop = async (): Promise<void> => {
      const keeper = Number(fs.readFileSync(path.join(dir, 'keeper.pid'), 'utf8'));
      if (/test-services-keeper/.test(commandLine(keeper))) await stopPid(keeper);
      await Promise.all([postgres.stop(), temporal.stop()]);
      fs.rmSync(dataDir(dir), { recursive: true, force: true });
      fs.rmSync(`${dataDir(dir)}.log`, { force: true });
      fs.rmSync(dir, { recursive: true, force: true });
    };
    return { adminUrl, template, temporalAddress: temporal.address, stop };
  });
}
