import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type NativeConnection, Worker } from '@temporalio/worker';
import { idsOnly } from '../../workflows/interceptors.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { Ports } from '../../workflows/ports.ts';

/** A worker of another release of the workflows (`releases/`), on the same task queue. */
export async function releaseWorker(
  release: 'guarded' | 'unguarded',
  o: { connection: NativeConnection; namespace: string; ports: Ports },
): Promise<{ stop: () => Promise<void> }> {
  const quiet = () => {};
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(`./releases/${release}.ts`, import.meta.url)),
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const worker = await Worker.create({
    ...{ connection: o.connection, namespace: o.namespace, taskQueue: TASK_QUEUE },
    workflowBundle,
    activities: o.ports,
    interceptors: { activity: [idsOnly] },
    shutdownGraceTime: '1 second',
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}
