import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { TemporalClient } from '../workflows/client.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

/** How long ended runs stay to be looked at. What must last longer is in our own tables. */
const RETENTION = '30 days';
/** IndexedValueType of Temporal's API. */
const TYPES = { Keyword: 2, Datetime: 6 } as const;
/** A new namespace and a new attribute are known to every part of the server after some seconds. */
const SETTLE_MS = 60_000;

const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const statusOf = (e: unknown): number | null => (isGrpcServiceError(e) ? e.code : null);

/**
 * Makes the namespace and its search attributes where they are missing, and waits until both can be used.
 * @returns what it made
 * @throws what the client throws when the server is away, or refuses
 */
export async function ensureNamespace(t: TemporalClient): Promise<string[]> {
  const made: string[] = [];
  const { namespace, connection } = t;
  if (!(await exists(t))) {
    try {
      await connection.withDeadline(Date.now() + 10_000, () =>
        connection.workflowService.registerNamespace({
          namespace,
          workflowExecutionRetentionPeriod: msToTs(RETENTION),
        }),
      );
      made.push(`namespace ${namespace}`);
    } catch (e) {
      // Another process migrates at the same moment.
      if (statusOf(e) !== ALREADY_EXISTS) throw e;
    }
    await settled(() => exists(t));
  }
  // The part of the server that knows attributes may hear of a new namespace a little later.
  let missing: (keyof typeof SEARCH_ATTRIBUTES)[] = [];
  await settled(async () => {
    try {
      missing = await missingAttributes(t);
      return true;
    } catch (e) {
      if (statusOf(e) === NOT_FOUND) return false;
      throw e;
    }
  });
  if (missing.length === 0) return made;
  await settled(async () => {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map((name) => [name, TYPES[SEARCH_ATTRIBUTES[name]]])),
      });
    } catch (e) {
      if (statusOf(e) !== ALREADY_EXISTS && statusOf(e) !== NOT_FOUND) throw e;
    }
    return (await missingAttributes(t)).length === 0;
  });
  return [...made, ...missing.map((name) => `search attribute ${name}`)];
}

async function exists(t: TemporalClient): Promise<boolean> {
  try {
    await t.connection.withDeadline(Date.now() + 10_000, () =>
      t.connection.workflowService.describeNamespace({ namespace: t.namespace }),
    );
    return true;
  } catch (e) {
    if (statusOf(e) === NOT_FOUND) return false;
    throw e;
  }
}

async function missingAttributes(t: TemporalClient): Promise<(keyof typeof SEARCH_ATTRIBUTES)[]> {
  const { customAttributes } = await t.connection.withDeadline(Date.now() + 10_000, () =>
    t.connection.operatorService.listSearchAttributes({ namespace: t.namespace }),
  );
  const names = Object.keys(SEARCH_ATTRIBUTES) as (keyof typeof SEARCH_ATTRIBUTES)[];
  return names.filter((name) => !(name in (customAttributes ?? {})));
}

async function settled(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + SETTLE_MS; !(await check()); await sleep(500))
    if (Date.now() > end)
      throw new Error('The Temporal server did not take over the change within a minute.');
}
