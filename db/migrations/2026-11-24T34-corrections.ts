import { type Kysely, sql } from 'kysely';

/** 個資法 §11: an applicant's correction puts the ledger row of the mail that tells an agency which retrieved before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create policy correction on mail_delivery for insert to shiqiuren_web
  with check ((select app_actor()) = 'applicant' and kind = 'correction' and applicant_id = (select app_subject()));
`.execute(db);
}
