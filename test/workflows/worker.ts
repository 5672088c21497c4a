import { DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workflows/bundle.ts';
import { idsOnly } from '../../workflows/interceptors.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { Ports } from '../../workflows/ports.ts';

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
