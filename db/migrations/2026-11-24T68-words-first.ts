import { type Kysely, sql } from 'kysely';

/**
 * Words that no crowd makes are found without reading through those of a crowd that waits before them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index outbox_first on outbox (available_at, id) where done_at is null and parked_at is null
    and coalesce(signal, '') not in ('applicationReceived', 'replyRecorded')`.execute(db);
}
