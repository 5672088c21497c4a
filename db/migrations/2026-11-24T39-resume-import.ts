import { type Kysely, sql } from 'kysely';

/**
 * A résumé brought in as JSON waits here, sealed under its owner's key, between the check and her word; one for each
 * person, an hour at most.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table applicant_resume_import (
  applicant_id uuid primary key references applicant on delete cascade,
  parts_enc bytea not null,
  created_at timestamptz not null default now()
);
grant select, insert, update, delete on applicant_resume_import to shiqiuren_web;
grant select (created_at), delete on applicant_resume_import to shiqiuren_worker;
alter table applicant_resume_import enable row level security;
alter table applicant_resume_import force row level security;
create policy own on applicant_resume_import to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()))
  with check ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy worker on applicant_resume_import to shiqiuren_worker using (true);
`.execute(db);
}
