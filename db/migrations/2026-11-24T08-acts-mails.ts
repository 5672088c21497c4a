import { type Kysely, sql } from 'kysely';

/** Reviewers and applicants put the ledger row of the mail that tells of their act; they read none of others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create policy review on mail_delivery for insert to shiqiuren_web
  with check (app_actor() = 'reviewer' and kind = 'reviewOutcome');
create policy withdraw on mail_delivery for insert to shiqiuren_web
  with check (app_actor() = 'applicant' and kind = 'withdrawn' and applicant_id = app_subject());
`.execute(db);
}
