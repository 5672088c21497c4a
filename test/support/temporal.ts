import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { findTimeSkipping } from '../../dev/find-time-skipping.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';

/** IndexedValueType of Temporal's API. */
const TYPES = { Keyword: 2, Datetime: 6 } as const;
const ATTRIBUTES = Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([k, v]) => [k, TYPES[v]]));

export type TestTemporal = {
  address: string;
  /** Fresh for each call: workflow ids of one test file never meet another's. */
  namespace: string;
  connection: Connection;
  client: Client;
  close: () => Promise<void>;
};

/**
 * A namespace of its own on the run's Temporal dev server, with the project's search attributes; time is real
 * there. Workers of the test connect with `NativeConnection.connect({ address })` and this namespace.
 */
export async function testTemporal(): Promise<TestTemporal> {
  const address = inject('temporalAddress');
  const namespace = `t-${process.pid}-${randomBytes(4).toString('hex')}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: ATTRIBUTES,
  });
  return {
    address,
    namespace,
    connection,
    client: new Client({ connection, namespace }),
    close: () => connection.close(),
  };
}

/**
 * A server of its own whose clock jumps to the next timer (`env.sleep('90d')`), with the project's search
 * attributes; call `env.teardown()`. Only for top-level runs without children after continue-as-new: it hangs on
 * those, and it knows neither schedules nor lists. The first call on a machine may have to fetch the server.
 *
 * Time stands still while an activity is under way; a run that ends with one under way (terminated, say) never gives
 * that hold back, and nothing is skipped on this server any more (temporalio/sdk-java#1138). After `env.sleep` nothing
 * is under way. Who waited by the clock of the wall looks at `describe().raw.pendingActivities` before ending a run.
 */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const executable = await findTimeSkipping();
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: executable } },
  });
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: ATTRIBUTES,
  });
  return env;
}
