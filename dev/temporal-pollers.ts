import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/messages.ts';

/** True once a worker has asked the server for workflow tasks of our queue since then: the server's own word. */
export async function temporalPollers(address: string, namespace: string, sinceMs: number): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    const seen = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: 1, // workflow tasks
    });
    return (seen.pollers ?? []).some(
      (p) => Number(p.lastAccessTime?.seconds ?? 0) * 1_000 >= sinceMs - 1_000,
    );
  } finally {
    await connection.close();
  }
}
