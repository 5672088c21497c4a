import { type Kysely, sql } from 'kysely';

/**
 * What an applicant typed for a vacancy and has not handed in, sealed under the key of her profile: hers alone, gone with
 * her account. The worker knows of each that it is there, and never what it says.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table application_draft (
  id uuid primary key default gen_random_uuid(),
  vacancy_no text not null references vacancy,
  applicant_id uuid not null references applicant on delete cascade,
  fields_enc bytea not null,
  -- rises with every writing
  version int not null default 1,
  -- of the form that wrote last: it may write again though the answer was lost on its way
  form_key text not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (vacancy_no, applicant_id)
);
create index application_draft_own on application_draft (applicant_id);
grant select, insert, update, delete on application_draft to shiqiuren_web;
grant select (id, vacancy_no, applicant_id, created_at), delete on application_draft to shiqiuren_worker;
alter table application_draft enable row level security;
alter table application_draft force row level security;
create policy own on application_draft to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()))
  with check ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy worker on application_draft to shiqiuren_worker using (true);
-- a vacancy that was withdrawn is still seen by whoever applied to it or has a draft for it
create policy own_withdrawn on vacancy for select to shiqiuren_web
  using (stage = 'withdrawn' and (select app_actor()) = 'applicant' and (
    no in (select a.vacancy_no from application a where a.applicant_id = (select app_subject()))
    or no in (select d.vacancy_no from application_draft d where d.applicant_id = (select app_subject()))));
`.execute(db);
}
