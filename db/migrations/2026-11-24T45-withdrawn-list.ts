import { type Kysely, sql } from 'kysely';

/** The newest withdrawals of a vacancy stand on each of its applicants' pages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index application_withdrawn on application (vacancy_no, withdrawn_at desc)
    where state = 'withdrawn'`.execute(db);
}
