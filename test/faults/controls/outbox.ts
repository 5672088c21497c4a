/** The negative control `early-done`: a build whose delivery marks rows done before it sends them. */
import { type LeasedRow, lease as leaseRows, markDone } from '../../../db/outbox.ts';

export * from '../../../db/outbox.ts';

export async function lease(...args: Parameters<typeof leaseRows>): Promise<LeasedRow[]> {
  const rows = await leaseRows(...args);
  const ready = rows.filter((row) => row.targetState === 'ready').map((row) => row.id);
  await markDone(args[0], ready, 'sent');
  return rows;
}
