import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { type Keyring, readKeyring } from '../../db/keyring.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { ALL_PARTS, type Ports } from '../../dev/stack-plan.ts';
import { connect as connectTemporal, type TemporalClient } from '../../workflows/client.ts';

export const CONTROLS = ['dedupe', 'early-done'] as const;
export type Control = (typeof CONTROLS)[number];

/** A whole stack of its own, and the ways to look at it from outside. */
export interface Stand {
  stack: Stack;
  dataDir: string;
  url: string;
  mailboxUrl: string;
  keyring: Keyring;
  /** The tables' owner: looks behind every policy. */
  owner: Db;
  temporal: TemporalClient;
  /** Runs under no switch of ours: the Schedule that would heal what a fault lost is paused meanwhile. */
  close: () => Promise<void>;
}

/** Two stands that start in the same moment in two processes must not look at the same ports. */
const portsFrom = (first: number): Ports => ({
  web: first,
  postgres: first + 10,
  temporal: first + 20,
  temporalUi: first + 30,
  mailbox: first + 40,
  smtp: first + 50,
});

/** Variables that would make the stack use somebody else's server. */
const FOREIGN = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'SMTP_URL',
  'PUBLIC_URL',
  'KEYRING_FILE',
];

/**
 * Starts the stack with nothing in it, in a directory of its own.
 * @param o.controls each gives worker and web a broken twin of one module (`controls/`)
 * @param o.firstPort its servers' ports are looked for from here upwards
 */
export async function stand(o: {
  say: (line: string) => void;
  controls: readonly Control[];
  firstPort?: number;
}): Promise<Stand> {
  for (const name of FOREIGN) delete process.env[name];
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-faults-'));
  const childEnv: Record<string, string> = {
    SIGN_IN_IDLE_MINUTES: '1440',
    STEP_UP_MINUTES: '1440',
    RETRIEVED_PERSONS_PER_HOUR: '100000',
    RETRIEVED_PERSONS_PER_DAY: '100000',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  const hooks = o.controls.map(
    (control) => `--import ${fileURLToPath(new URL(`./controls/${control}.mjs`, import.meta.url))}`,
  );
  if (hooks.length > 0) childEnv.NODE_OPTIONS = [process.env.NODE_OPTIONS ?? '', ...hooks].join(' ').trim();
  const ports = portsFrom(o.firstPort ?? 4200);
  const stack = await startStack({ dataDir, ports, parts: ALL_PARTS, say: o.say, childEnv });
  const { env } = stack;
  const owner = connect({ url: env.MIGRATION_DATABASE_URL ?? '', max: 4, name: 'faults' });
  const temporal = await connectTemporal({
    address: env.TEMPORAL_ADDRESS ?? '',
    namespace: env.TEMPORAL_NAMESPACE ?? '',
  });
  await temporal.client.schedule.getHandle('reconcile').pause('faults are looked for');
  return {
    stack,
    dataDir,
    url: env.PUBLIC_URL ?? '',
    mailboxUrl: env.MAILBOX_URL ?? '',
    keyring: readKeyring(env.KEYRING_FILE ?? ''),
    owner,
    temporal,
    close: async () => {
      await Promise.allSettled([owner.destroy(), temporal.close()]);
      await stack.stop();
      // FAULTS_KEEP=1 leaves data and logs behind, for whoever looks into a finding.
      if (!process.env.FAULTS_KEEP) fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
