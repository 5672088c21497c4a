import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll } from 'vitest';
import { timeSkipping } from '../support/temporal.ts';
import { quietRuntime, type RunningWorker, runWorker } from './support.ts';
import type { World } from './world.ts';

/** A server that skips time, with a worker over `world`, for the tests of one `describe`. */
export function skippingServer(world: World): { readonly env: TestWorkflowEnvironment } {
  let env: TestWorkflowEnvironment;
  let worker: RunningWorker;
  beforeAll(async () => {
    quietRuntime();
    env = await timeSkipping();
    world.now = () => env.currentTimeMs();
    worker = await runWorker({
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      ports: world.ports(),
    });
  }, 60_000);
  afterAll(async () => {
    await worker?.stop();
    await env?.teardown();
  });
  return {
    get env() {
      return env;
    },
  };
}
