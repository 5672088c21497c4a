import { type Kysely, sql } from 'kysely';

/** Whether an officer wants a mail when a colleague's result waits for approval; on until she says otherwise. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table account_setting add column result_approvals boolean not null default true`.execute(
    db,
  );
}
