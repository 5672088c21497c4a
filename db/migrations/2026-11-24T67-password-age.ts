import { type Kysely, sql } from 'kysely';

/**
 * Since when an account has its password (附表十 4-2-4). Those that stand already count from now: nobody is turned away
 * at once for an age that nobody kept. And the token that the page of an overdue password carries.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table account add column password_set_at timestamptz not null default now();
alter table one_time_token drop constraint one_time_token_purpose_check;
alter table one_time_token add constraint one_time_token_purpose_check
  check (purpose in ('confirmMailbox', 'resetPassword', 'renewPassword'));
`.execute(db);
}
