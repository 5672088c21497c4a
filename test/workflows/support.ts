import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { connect, type TemporalClient } from '../../workflows/client.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';
import { quietRuntime, type RunningWorker, runWorker } from './worker.ts';
import { World } from './world.ts';

export { quietRuntime, type RunningWorker, runWorker } from './worker.ts';

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
