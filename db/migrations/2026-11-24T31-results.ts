import { type Kysely, sql } from 'kysely';

/**
 * 甄選結果: one row for the vacancy, which says that it was sent and can be there once only, and one for each
 * applicant. Ranks and outcomes are codes; the letter is sealed under the application's key, because an officer may
 * write anything about a person in it. The worker ends reserve lists and removes letters.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table vacancy_result (
  vacancy_no text primary key references vacancy,
  agency_id int not null,
  settled_on date not null,
  reserve_months int check (reserve_months in (3, 5)),
  sent_by uuid not null references account,
  sent_at timestamptz not null default now()
);
create table application_result (
  application_id uuid primary key references application,
  vacancy_no text not null references vacancy_result,
  agency_id int not null,
  applicant_id uuid,
  -- rises when a reserve moves up
  version int not null default 1,
  outcome text not null check (outcome in ('selected', 'reserve', 'notSelected')),
  -- 備取名次; kept by who moved up
  rank int check (rank > 0),
  reserve_until timestamptz,
  reserve_ended_at timestamptz,
  letter_enc bytea,
  decided_by uuid not null references account,
  decided_at timestamptz not null default now(),
  check (outcome <> 'reserve' or (rank is not null and reserve_until is not null))
);
create unique index application_result_rank on application_result (vacancy_no, rank) where rank is not null;
create index application_result_vacancy on application_result (vacancy_no, outcome);

grant select, insert on vacancy_result to shiqiuren_web;
grant select on vacancy_result to shiqiuren_worker;
grant select, insert, update on application_result to shiqiuren_web;
grant select, update on application_result to shiqiuren_worker;

alter table vacancy_result enable row level security;
alter table vacancy_result force row level security;
alter table application_result enable row level security;
alter table application_result force row level security;

create policy agency on vacancy_result to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and sent_by = (select app_subject()));
create policy worker on vacancy_result for select to shiqiuren_worker using (true);
create policy agency on application_result to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and decided_by = (select app_subject()));
create policy own on application_result for select to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy worker on application_result to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
