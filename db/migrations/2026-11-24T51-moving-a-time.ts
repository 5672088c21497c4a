import { type Kysely, sql } from 'kysely';

/**
 * How long before an interview the time taken of an offer can still be moved; and the worker gives back the time of an
 * application that was withdrawn for good.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table interview_notice add column move_hours int not null default 24 check (move_hours between 1 and 336);

grant update (notice_id) on interview_slot to shiqiuren_worker;
create policy worker_frees on interview_slot for update to shiqiuren_worker
  using (true) with check (notice_id is null);
`.execute(db);
}
