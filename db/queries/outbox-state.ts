import { sql } from 'kysely';
import { type Db, withActor } from '../actor.ts';

export interface OutboxState {
  waiting: number;
  parked: number;
  /** Age in seconds of the oldest message that waits; 0 when none does. */
  oldestSeconds: number;
}

/** Nobody's account: the process itself looks, with an operator's rights, at counts alone. */
const MONITOR = { kind: 'operator', accountId: '00000000-0000-0000-0000-000000000000' } as const;

/** How far delivery has come. */
export async function outboxState(db: Db): Promise<OutboxState> {
  return withActor(db, MONITOR, async (trx) => {
    const { rows } = await sql<OutboxState>`
      select count(*) filter (where parked_at is null)::int as waiting,
        count(*) filter (where parked_at is not null)::int as parked,
        coalesce(extract(epoch from clock_timestamp() - min(available_at) filter (where parked_at is null)), 0)::float8
          as "oldestSeconds"
      from outbox where done_at is null`.execute(trx);
    const row = rows[0] ?? { waiting: 0, parked: 0, oldestSeconds: 0 };
    return { ...row, oldestSeconds: Math.max(0, Math.round(row.oldestSeconds)) };
  });
}
