import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Db } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { type Keyring, readKeyring } from '../../db/keyring.ts';
import { startStack } from '../../dev/stack.ts';
import { ALL_PARTS, type Ports } from '../../dev/stack-plan.ts';
import { runningStack } from '../../dev/stack-state.ts';
import { connect as connectTemporal, type TemporalClient } from '../../workflows/client.ts';
import { heedingStrays } from './stray.ts';

/** A whole platform of its own, empty, with worker, pages and mailbox as separate processes. */
export interface Stand {
  env: Record<string, string>;
  dataDir: string;
  /** Where load is sent. */
  url: string;
  keyring: Keyring;
  /** The tables' owner: prepares data and looks behind every policy. */
  owner: Db;
  temporal: TemporalClient;
  /** Process ids of `web` and `worker`. */
  pids: () => Record<string, number>;
}

export const PORTS: Ports = {
  web: 4300,
  postgres: 4310,
  temporal: 4320,
  temporalUi: 4330,
  mailbox: 4340,
  smtp: 4350,
};

/** Variables that would make a stack use somebody else's server. */
export const FOREIGN = [
  'DATABASE_URL',
  'WORKER_DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'SMTP_URL',
  'PUBLIC_URL',
  'KEYRING_FILE',
  'DATA_DIR',
];

export const benchDir = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-bench-'));

/** Runs `fn` on a stand and takes it away again, also after a failure or Ctrl-C. */
export async function onStand<T>(say: (line: string) => void, fn: (s: Stand) => Promise<T>): Promise<T> {
  const dataDir = benchDir();
  const stack = await startStack({
    dataDir,
    ports: PORTS,
    parts: ALL_PARTS,
    say: (line) => say(`  ${line}`),
    childEnv: profiling(),
  });
  const quit = (): void =>
    void stack.stop().finally(() => {
      fs.rmSync(dataDir, { recursive: true, force: true });
      process.exit(130);
    });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, quit);
  const { env } = stack;
  const owner = connect({ url: env.MIGRATION_DATABASE_URL ?? '', max: 4, name: 'bench' });
  const temporal = await connectTemporal({
    address: env.TEMPORAL_ADDRESS ?? '',
    namespace: env.TEMPORAL_NAMESPACE ?? '',
  });
  const measure = () =>
    fn({
      env,
      dataDir,
      url: `http://127.0.0.1:${env.PORT}`,
      keyring: readKeyring(env.KEYRING_FILE ?? ''),
      owner,
      temporal,
      pids: () => runningStack(dataDir)?.children ?? {},
    });
  return heedingStrays(measure, async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, quit);
    await Promise.allSettled([owner.destroy(), temporal.close()]);
    await stack.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
}

/** `BENCH_PROFILE=DIR` leaves a CPU profile of each Node process there; such a run is for looking, not for figures. */
function profiling(): Record<string, string> {
  const dir = process.env.BENCH_PROFILE;
  return dir
    ? { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --cpu-prof --cpu-prof-dir=${path.resolve(dir)}` }
    : {};
}
