import { type Kysely, sql } from 'kysely';

/**
 * 資格審查 and notes among the officers of an agency. Applicants have no policy here: they never see either. Decisions
 * are only added; the newest of each application is marked, so that lists find it by one index. Texts are encrypted
 * under the application's own data key. Officers see the accounts of their own agencies: a history names who decided.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table screening (
  application_id uuid not null references application,
  -- rises with each decision about the application
  version int not null,
  latest boolean not null default true,
  vacancy_no text not null references vacancy,
  agency_id int not null references agency,
  -- none: an earlier decision taken back
  outcome text not null check (outcome in ('none', 'supplement', 'qualified', 'unqualified')),
  reason text not null default '',
  text_enc bytea,
  account_id uuid not null references account,
  decided_at timestamptz not null default now(),
  primary key (application_id, version)
);
create unique index screening_latest on screening (application_id) where latest;
create index screening_vacancy on screening (vacancy_no) where latest;

create table application_note (
  id uuid primary key,
  application_id uuid not null references application,
  agency_id int not null references agency,
  account_id uuid not null references account,
  body_enc bytea not null,
  created_at timestamptz not null default now()
);
create index application_note_application on application_note (application_id, created_at);

grant select, insert, update (latest) on screening to shiqiuren_web;
grant select, update (text_enc) on screening to shiqiuren_worker;
grant select, insert, delete on application_note to shiqiuren_web;
grant select, delete on application_note to shiqiuren_worker;

alter table screening enable row level security;
alter table screening force row level security;
alter table application_note enable row level security;
alter table application_note force row level security;

create policy agency_read on screening for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_decide on screening for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and account_id = (select app_subject()));
create policy agency_supersede on screening for update to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check (not latest);
create policy worker on screening to shiqiuren_worker using (true) with check (true);

create policy agency_read on application_note for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_write on application_note for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and account_id = (select app_subject()));
create policy own_delete on application_note for delete to shiqiuren_web
  using ((select app_actor()) = 'officer' and account_id = (select app_subject())
    and agency_id = any ((select app_agencies())::int[]));
create policy worker on application_note to shiqiuren_worker using (true);

create policy colleague on account_agency for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy colleague on account for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and exists (select from account_agency g
    where g.account_id = account.id and g.agency_id = any ((select app_agencies())::int[])));
`.execute(db);
}
