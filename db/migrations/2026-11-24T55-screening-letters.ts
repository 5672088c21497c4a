import { type Kysely, sql } from 'kysely';

/**
 * What applicants are told of their 資格審查: one letter for a decision, sealed under the application's key. It is a
 * table apart from the decisions, which applicants never see.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table screening_letter (
  application_id uuid not null,
  -- of the decision it tells of
  version int not null,
  agency_id int not null references agency,
  applicant_id uuid references applicant on delete set null,
  outcome text not null check (outcome in ('supplement', 'qualified', 'unqualified')),
  hand_in_by date,
  letter_enc bytea,
  told_at timestamptz not null default now(),
  primary key (application_id, version),
  foreign key (application_id, version) references screening,
  check ((outcome = 'supplement') = (hand_in_by is not null))
);
create index screening_letter_applicant on screening_letter (applicant_id);
alter table screening_letter enable row level security;
alter table screening_letter force row level security;
grant select, insert on screening_letter to shiqiuren_web;
grant select, update (letter_enc) on screening_letter to shiqiuren_worker;

create policy agency_read on screening_letter for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_write on screening_letter for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy own on screening_letter for select to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy worker on screening_letter to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
