import { type Kysely, sql } from 'kysely';

/** Vacancies, their revisions and their numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table vacancy_no_counter (month text primary key, last int not null);

create table vacancy (
  no text primary key check (no ~ '^[0-9]{10}$'),
  agency_id int not null references agency,
  -- what is listed, or the draft until it is
  content jsonb not null,
  -- rises with every change; what "look" signals carry
  version int not null default 1,
  -- number of the revision that content comes from
  revision int not null default 0,
  review_outcome text not null default 'draft' check (review_outcome in ('draft', 'inReview', 'returned', 'approved')),
  stage text not null default 'preparing'
    check (stage in ('preparing', 'scheduled', 'listed', 'closed', 'archived', 'withdrawn')),
  -- drawn from content, for lists and locks
  mode text check (mode in ('civilService', 'open', 'none')),
  title text not null default '',
  personnel_category text not null default '',
  job_series text not null default '',
  workplaces text[] not null default '{}',
  rank_classes text[] not null default '{}',
  listed_from date,
  listed_to date,
  opens_at timestamptz,
  closes_at timestamptz,
  search_text text not null default '',
  -- the feed or the form; a feed's own number is the key for "same file twice"
  origin text not null default 'form' check (origin in ('form', 'feed')),
  source_no text unique,
  flags text[] not null default '{}',
  -- 'none': seeded for measurements, no workflow
  process text not null default 'workflow' check (process in ('workflow', 'none')),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  published_on date,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references account,
  return_reasons jsonb,
  workflow_started_at timestamptz,
  listed_at timestamptz,
  closed_at timestamptz,
  ending_reason text,
  withdrawn_at timestamptz,
  withdraw_reason text,
  result_at timestamptz,
  archived_at timestamptz,
  -- kept after the personal data is gone
  final_counts jsonb,
  check (listed_from is null or listed_to is null or listed_from <= listed_to),
  check (stage <> 'listed' or (closes_at is not null and listed_at is not null))
);
create index vacancy_register on vacancy (agency_id, published_on desc nulls first, no desc);
create index vacancy_public on vacancy (listed_at desc, no desc) where stage = 'listed';
create index vacancy_review on vacancy (submitted_at) where review_outcome = 'inReview';
create index vacancy_stage on vacancy (stage, closes_at);

create table vacancy_revision (
  vacancy_no text not null references vacancy,
  number int not null,
  agency_id int not null references agency,
  content jsonb not null,
  state text not null check (state in ('open', 'approved', 'returned', 'void', 'superseded')),
  submitted_by uuid references account,
  submitted_at timestamptz not null default now(),
  decided_by uuid references account,
  decided_at timestamptz,
  reasons jsonb,
  primary key (vacancy_no, number)
);
-- rule 6: one open revision at a time
create unique index vacancy_revision_open on vacancy_revision (vacancy_no) where state = 'open';

alter table vacancy enable row level security;
alter table vacancy force row level security;
alter table vacancy_revision enable row level security;
alter table vacancy_revision force row level security;

grant select, insert, update on vacancy_no_counter to shiqiuren_web;
grant select, insert, update, delete on vacancy to shiqiuren_web;
grant select, insert, update, delete on vacancy_revision to shiqiuren_web;
grant select, update on vacancy, vacancy_revision to shiqiuren_worker;

create policy listed on vacancy for select to shiqiuren_web using (stage in ('listed', 'closed', 'archived'));
-- USING lets an applicant lock the row FOR SHARE while applying; no policy of hers passes a changed row
create policy lock_to_apply on vacancy for update to shiqiuren_web
  using (app_actor() = 'applicant' and stage = 'listed') with check (false);
create policy agency on vacancy to shiqiuren_web
  using (app_actor() in ('officer', 'agencyAdmin') and agency_id = any (app_agencies()))
  with check (app_actor() in ('officer', 'agencyAdmin') and agency_id = any (app_agencies()));
create policy review_read on vacancy for select to shiqiuren_web
  using (app_actor() = 'reviewer' and review_outcome <> 'draft');
create policy review_write on vacancy for update to shiqiuren_web
  using (app_actor() = 'reviewer' and review_outcome <> 'draft') with check (app_actor() = 'reviewer');
create policy staff on vacancy for select to shiqiuren_web using (app_actor() in ('operator', 'auditor'));
create policy import on vacancy for insert to shiqiuren_web with check (app_actor() = 'operator' and origin = 'feed');
create policy worker on vacancy to shiqiuren_worker using (true) with check (true);

create policy agency on vacancy_revision to shiqiuren_web
  using (app_actor() in ('officer', 'agencyAdmin') and agency_id = any (app_agencies()))
  with check (app_actor() in ('officer', 'agencyAdmin') and agency_id = any (app_agencies()));
create policy review on vacancy_revision to shiqiuren_web
  using (app_actor() = 'reviewer') with check (app_actor() = 'reviewer');
create policy staff on vacancy_revision for select to shiqiuren_web using (app_actor() in ('operator', 'auditor'));
create policy import on vacancy_revision for insert to shiqiuren_web with check (app_actor() = 'operator');
create policy worker on vacancy_revision to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
