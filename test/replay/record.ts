/**
 * Plays the scenarios on real servers and keeps the history of each run beside its hash:
 * `node --import tsx test/replay/record.ts`. To be run when a workflow changed on purpose and no run of the old kind
 * is alive any more; as long as some are, the old histories stay and the change is guarded by `patched`.
 * With names of scenarios (`record.ts edition`) only those are played, and the others stay as they are. Histories that
 * no scenario makes were found in runs under faults and stay always.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { findTimeSkipping } from '../../dev/find-time-skipping.ts';
import { startTestServices } from '../../dev/test-services.ts';
import { ensureNamespace } from '../../schedules/namespace.ts';
import { connect } from '../../workflows/client.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { quietRuntime, runWorker } from '../workflows/worker.ts';
import { World } from '../workflows/world.ts';
import { hashOf } from './hash.ts';
import { type Ground, LIVE, OVER_TIME, wait } from './scenarios.ts';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'histories');
const TYPES = { Keyword: 2, Datetime: 6 } as const;
type Entry = { file: string; type: string; sha256: string };
const MANIFEST = path.join(FOLDER, '..', 'manifest.json');
const names = process.argv.slice(2);
const scenarios = new Set([...Object.keys(OVER_TIME), ...Object.keys(LIVE)]);
const asked = (name: string): boolean => scenarios.has(name) && (names.length === 0 || names.includes(name));

/** Histories of all runs of a workflow, oldest first, without the names of process and host. */
async function historiesOf(g: Ground, workflowId: string): Promise<object[]> {
  const found: object[] = [];
  for (
    let runId: string | undefined = (await g.client.workflow.getHandle(workflowId).describe()).runId;
    runId;
  ) {
    const history = await g.client.workflow.getHandle(workflowId, runId).fetchHistory();
    found.unshift(withoutHosts(JSON.parse(historyToJSON(history))));
    runId =
      history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return found;
}

/** Worker and sticky queue are called after process and host. */
function withoutHosts(value: object): object {
  const host = `${process.pid}@${os.hostname()}`;
  return JSON.parse(JSON.stringify(value).replaceAll(host, 'worker'));
}

async function play(
  scenarios: Record<string, (g: Ground) => Promise<string[]>>,
  g: Ground,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [name, scenario] of Object.entries(scenarios).filter(([one]) => asked(one))) {
    for (const workflowId of await scenario(g)) {
      const runs = await historiesOf(g, workflowId);
      for (const [i, history] of runs.entries()) {
        const started = (
          history as {
            events: { workflowExecutionStartedEventAttributes: { workflowType: { name: string } } }[];
          }
        ).events[0]?.workflowExecutionStartedEventAttributes;
        const type = started?.workflowType.name ?? '';
        const kind = workflowId.startsWith('housekeeping') ? workflowId.replace('housekeeping-', '') : type;
        const file = `${name}-${kind}-${i + 1}.json`;
        fs.writeFileSync(path.join(FOLDER, file), JSON.stringify(history));
        entries.push({ file, type, sha256: hashOf(history) });
      }
    }
    console.log(`recorded ${name}`);
  }
  return entries;
}

async function overTime(): Promise<Entry[]> {
  if (!Object.keys(OVER_TIME).some(asked)) return [];
  const executable = { type: 'existing-path', path: await findTimeSkipping() } as const;
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  const namespace = env.namespace ?? 'default';
  const searchAttributes = Object.fromEntries(
    Object.entries(SEARCH_ATTRIBUTES).map(([k, v]) => [k, TYPES[v]]),
  );
  await env.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  const world = new World();
  world.now = () => env.currentTimeMs();
  const worker = await runWorker({ connection: env.nativeConnection, namespace, ports: world.ports() });
  try {
    return await play(OVER_TIME, { client: env.client, world, pass: (ms) => env.sleep(ms) });
  } finally {
    await worker.stop();
    await env.teardown();
  }
}

async function live(): Promise<Entry[]> {
  if (!Object.keys(LIVE).some(asked)) return [];
  const { temporalAddress: address } = await startTestServices();
  const t = await connect({ address, namespace: `record-${Date.now().toString(36)}` });
  await ensureNamespace(t);
  const connection = await NativeConnection.connect({ address });
  const world = new World();
  const worker = await runWorker({ connection, namespace: t.namespace, ports: world.ports() });
  try {
    return await play(LIVE, { client: t.client, world, pass: wait });
  } finally {
    await worker.stop();
    await connection.close();
    await t.close();
  }
}

quietRuntime();
const before = (JSON.parse(fs.readFileSync(MANIFEST, 'utf8')) as { histories: Entry[] }).histories;
const kept = before.filter(({ file }) => !asked(file.split('-')[0] ?? ''));
for (const file of fs.readdirSync(FOLDER))
  if (!kept.some((one) => one.file === file)) fs.rmSync(path.join(FOLDER, file));
const histories = [...kept, ...(await overTime()), ...(await live())];
const require = createRequire(import.meta.url);
const { version: sdk } = require('@temporalio/worker/package.json') as { version: string };
fs.writeFileSync(MANIFEST, `${JSON.stringify({ sdk, histories }, null, 2)}\n`);
spawnSync('npx', ['--no-install', 'biome', 'format', '--write', path.dirname(FOLDER)], { stdio: 'inherit' });
console.log(`${histories.length} histories`);
process.exit(0);
