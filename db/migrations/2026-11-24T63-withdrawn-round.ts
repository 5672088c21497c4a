import { type Kysely, sql } from 'kysely';

/** Who has begun to apply is told of a withdrawn vacancy too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table draft_round drop constraint draft_round_name_check;
alter table draft_round add constraint draft_round_name_check
  check (name in ('extended', 'threeDaysLeft', 'oneDayLeft', 'closed', 'withdrawn'));
`.execute(db);
}
