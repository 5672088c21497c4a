/**
 * The negative control `early-done`: a build whose delivery marks rows done before it sends them. It sends them some
 * seconds later, as on a slow network, so that a worker's death is certain to fall between the two.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type LeasedRow, lease as leaseRows, markDone } from '../../../db/outbox.ts';

export * from '../../../db/outbox.ts';

const BETWEEN_MS = 3_000;

export async function lease(...args: Parameters<typeof leaseRows>): Promise<LeasedRow[]> {
  const rows = await leaseRows(...args);
  const ready = rows.filter((row) => row.targetState === 'ready').map((row) => row.id);
  await markDone(args[0], ready, 'sent');
  if (ready.length > 0) await sleep(BETWEEN_MS);
  return rows;
}
