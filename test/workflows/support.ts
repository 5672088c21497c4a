import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workflows/bundle.ts';
import { connect, type TemporalClient } from '../../workflows/client.ts';
import { idsOnly } from '../../workflows/interceptors.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { Ports } from '../../workflows/ports.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';
import { World } from './world.ts';

let runtimeMade = false;
/** The SDK's own log would fill the report with the failures that tests provoke. */
export function quietRuntime(): void {
  if (runtimeMade) return;
  runtimeMade = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** A worker with the project's bundle and interceptor over the given ports. */
export async function runWorker(o: {
  connection: NativeConnection;
  namespace: string;
  ports: Ports;
  maxCachedWorkflows?: number;
}): Promise<RunningWorker> {
  const worker = await Worker.create({
    connection: o.connection,
    namespace: o.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: o.ports,
    interceptors: { activity: [idsOnly] },
    shutdownGraceTime: '1 second',
    maxCachedWorkflows: o.maxCachedWorkflows ?? 500,
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}

export interface Stage {
  temporal: TestTemporal;
  client: TemporalClient;
  world: World;
  /** Stops the worker and starts another, as a deployment would. */
  restart(while_?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A namespace of the dev server, a world and a worker over it. */
export async function stage(o: { maxCachedWorkflows?: number } = {}): Promise<Stage> {
  quietRuntime();
  const temporal = await testTemporal();
  const client = await connect({ address: temporal.address, namespace: temporal.namespace });
  const connection = await NativeConnection.connect({ address: temporal.address });
  const world = new World();
  const start = (): Promise<RunningWorker> =>
    runWorker({ connection, namespace: temporal.namespace, ports: world.ports(), ...o });
  let worker = await start();
  return {
    temporal,
    client,
    world,
    async restart(while_) {
      await worker.stop();
      await while_?.();
      worker = await start();
    },
    async close() {
      await worker.stop();
      await connection.close();
      await client.close();
      await temporal.close();
    },
  };
}

/** Waits until `check` gives something true; the test's own time-out ends a vain wait. */
export async function until<T>(check: () => T | Promise<T>, everyMs = 50): Promise<NonNullable<T>> {
  for (;;) {
    const found = await check();
    if (found) return found as NonNullable<T>;
    await sleep(everyMs);
  }
}

let counter = 0;
/** A vacancy number no other test of this run uses. */
export const newNo = (): string => `11511${String(++counter).padStart(5, '0')}`;
export const newId = (): string => crypto.randomUUID();
