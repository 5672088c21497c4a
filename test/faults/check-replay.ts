import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workflows/bundle.ts';
import { quietRuntime } from '../workflows/worker.ts';
import type { Stand } from './stand.ts';

/**
 * Runs that no other worker could take up: each history is replayed as a new worker would. A run that its own worker
 * still holds in memory looks well until that one dies.
 */
export async function notReplayable(s: Stand): Promise<string[]> {
  quietRuntime();
  const bundle = await workflowBundle();
  const problems: string[] = [];
  const runs = s.temporal.client.workflow.list({ query: `WorkflowType IN ('vacancy', 'application')` });
  for await (const r of Worker.runReplayHistories(
    { workflowBundle: bundle },
    runs.intoHistories({ concurrency: 4 }),
  ))
    if (r.error) problems.push(`${r.workflowId}: cannot be replayed (${r.error.name})`);
  return problems;
}
