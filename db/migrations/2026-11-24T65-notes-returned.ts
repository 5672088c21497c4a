import { type Kysely, sql } from 'kysely';

/**
 * That words beside an extension or an early end were sent back is told by mail, on until the officer says otherwise. And
 * which mails were refused for good, by application: the list of applicants asks it for each row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table account_setting add column notes_returned boolean not null default true;
create policy review_note on mail_delivery for insert to shiqiuren_web
  with check ((select app_actor()) = 'reviewer' and kind = 'noteReturned');
create index mail_delivery_refused on mail_delivery (application_id) where state = 'permanentFailure';
`.execute(db);
}
