import { WorkflowNotFoundError } from '@temporalio/common';
import type { TemporalClient } from './client.ts';
import { applicationWorkflowId, vacancyWorkflowId } from './messages.ts';

/** The whole list of a large namespace takes a while; a single look does not. */
const LIST_MS = 120_000;
const LOOK_MS = 5_000;

/** Which runs are alive: numbers of vacancies, ids of applications. */
export interface Census {
  vacancies: Set<string>;
  applications: Set<string>;
}

/**
 * Everything that runs, by visibility: some moments behind, so that what is absent must be looked at by `fateOf`.
 * @throws what the client throws when the server is away
 */
export async function census(t: TemporalClient): Promise<Census> {
  const alive = async (type: 'vacancy' | 'application'): Promise<Set<string>> => {
    const found = new Set<string>();
    const query = `WorkflowType = '${type}' AND ExecutionStatus = 'Running'`;
    await t.connection.withDeadline(Date.now() + LIST_MS, async () => {
      for await (const run of t.client.workflow.list({ query, pageSize: 1_000 }))
        found.add(run.workflowId.slice(type.length + 1));
    });
    return found;
  };
  return { vacancies: await alive('vacancy'), applications: await alive('application') };
}

/** `none`: never started here, or forgotten after the namespace's retention; otherwise the status of its last run. */
export type Fate =
  | 'none'
  | 'running'
  | 'completed'
  | 'failed'
  | 'terminated'
  | 'timedOut'
  | 'cancelled'
  | 'other';

const FATES: Record<string, Fate> = {
  RUNNING: 'running',
  CONTINUED_AS_NEW: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timedOut',
  CANCELLED: 'cancelled',
};

/**
 * How one run stands, asked of the server itself.
 * @throws what the client throws when the server is away
 */
export async function fateOf(t: TemporalClient, kind: keyof Census, id: string): Promise<Fate> {
  try {
    const { status } = await t.connection.withDeadline(Date.now() + LOOK_MS, () =>
      handleOf(t, kind, id).describe(),
    );
    return FATES[status.name] ?? 'other';
  } catch (e) {
    if (e instanceof WorkflowNotFoundError) return 'none';
    throw e;
  }
}

/** Ends a run that no record stands behind. One that ended meanwhile is left as it is. */
export async function endOrphan(t: TemporalClient, kind: keyof Census, id: string): Promise<void> {
  try {
    await t.connection.withDeadline(Date.now() + LOOK_MS, () =>
      handleOf(t, kind, id).terminate('orphaned: no open record'),
    );
  } catch (e) {
    if (!(e instanceof WorkflowNotFoundError)) throw e;
  }
}

function handleOf(t: TemporalClient, kind: keyof Census, id: string) {
  const workflowId = kind === 'vacancies' ? vacancyWorkflowId(id) : applicationWorkflowId(id);
  return t.client.workflow.getHandle(workflowId);
}
