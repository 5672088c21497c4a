import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../dev/temporal.ts';

/** IndexedValueType of Temporal's API. */
const TYPES = { Keyword: 2, Datetime: 6 } as const;

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
    workflowExecutionRetentionPeriod: { seconds: 86_400 },
  });
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([k, v]) => [k, TYPES[v]])),
  });
  return {
    address,
    namespace,
    connection,
    client: new Client({ connection, namespace }),
    close: () => connection.close(),
  };
}
