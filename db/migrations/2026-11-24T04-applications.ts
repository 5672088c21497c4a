import { type Kysely, sql } from 'kysely';

/**
 * Applications, their keys, documents and retrievals. Personal columns (`…_enc`) are AES-256-GCM under the
 * application's own data key; deleting the key, the encrypted columns and the index ends them (rule 9).
 * agency_id and applicant_id are repeated so that every policy is one comparison.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create sequence application_serial;
grant usage on sequence application_serial to shiqiuren_web;

create table application (
  id uuid primary key,
  no text not null unique,
  vacancy_no text not null references vacancy,
  agency_id int not null references agency,
  applicant_id uuid references applicant on delete set null,
  mode text not null check (mode in ('civilService', 'open')),
  -- the revision of the vacancy it was made under
  revision int not null,
  -- rises each time changed data is handed in
  version int not null default 1,
  state text not null default 'open' check (state in ('open', 'withdrawn', 'ended')),
  submitted_at timestamptz not null,
  updated_at timestamptz not null default now(),
  consent_at timestamptz not null,
  withdrawn_at timestamptz,
  ended_at timestamptz,
  -- what the applicants page shows: {name, sex, birthDate, phone, email}
  brief_enc bytea,
  record_enc bytea,
  -- blind index of the ID number
  id_index bytea,
  production_state text not null default 'pending' check (production_state in ('pending', 'produced', 'failed')),
  produced_at timestamptz,
  production_error text,
  reply_status text not null default 'none' check (reply_status in ('none', 'notified', 'accepted', 'declined')),
  live_notice_id uuid,
  child_started_at timestamptz,
  process text not null default 'workflow' check (process in ('workflow', 'none'))
);
create unique index application_once on application (vacancy_no, applicant_id) where state = 'open';
create index application_list on application (vacancy_no, submitted_at, id);
create index application_by_id_number on application (vacancy_no, id_index);
create index application_own on application (applicant_id, submitted_at desc);
create index application_pending on application (id) where production_state = 'pending' and state = 'open';
create index application_no_child on application (submitted_at) where child_started_at is null;

create table data_key (
  application_id uuid primary key references application,
  agency_id int not null,
  applicant_id uuid,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);

create table blob (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application,
  agency_id int not null,
  applicant_id uuid,
  -- SHA-256 of the stored (encrypted) bytes
  sha256 bytea not null,
  size int not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
alter table blob alter column bytes set storage external;
create index blob_application on blob (application_id);

create table resume_document (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application,
  agency_id int not null,
  applicant_id uuid,
  application_version int not null,
  blob_id uuid not null references blob,
  pages int not null,
  font_hash text not null,
  -- how many characters no font had
  missing_characters int not null default 0,
  produced_at timestamptz not null default now(),
  unique (application_id, application_version)
);

create table attachment (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application,
  agency_id int not null,
  applicant_id uuid,
  application_version int not null,
  seq int not null,
  media_type text not null,
  size int not null,
  name_enc bytea not null,
  blob_id uuid not null references blob,
  unique (application_id, application_version, seq)
);

create table retrieval (
  id uuid primary key default gen_random_uuid(),
  vacancy_no text not null references vacancy,
  agency_id int not null,
  account_id uuid not null references account,
  purpose text not null,
  retrieved_at timestamptz not null default now()
);
create index retrieval_vacancy on retrieval (vacancy_no, retrieved_at);
create table retrieval_item (
  retrieval_id uuid not null references retrieval,
  application_id uuid not null references application,
  agency_id int not null,
  applicant_id uuid,
  application_version int not null,
  purpose text not null,
  retrieved_at timestamptz not null default now(),
  primary key (retrieval_id, application_id)
);
create index retrieval_item_application on retrieval_item (application_id);

grant select, insert, update on application to shiqiuren_web;
grant select, update on application to shiqiuren_worker;
grant select, insert on data_key, blob, attachment, retrieval, retrieval_item to shiqiuren_web;
grant select on resume_document to shiqiuren_web;
grant select, delete, update (applicant_id) on data_key to shiqiuren_worker;
grant select, insert, delete on blob, resume_document to shiqiuren_worker;
grant select, delete on attachment to shiqiuren_worker;
grant select on retrieval, retrieval_item to shiqiuren_worker;

alter table application enable row level security;
alter table application force row level security;
alter table data_key enable row level security;
alter table data_key force row level security;
alter table blob enable row level security;
alter table blob force row level security;
alter table resume_document enable row level security;
alter table resume_document force row level security;
alter table attachment enable row level security;
alter table attachment force row level security;
alter table retrieval enable row level security;
alter table retrieval force row level security;
alter table retrieval_item enable row level security;
alter table retrieval_item force row level security;

create policy own on application to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject()) with check (applicant_id = app_subject());
create policy agency on application to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()))
  with check (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy worker on application to shiqiuren_worker using (true) with check (true);

create policy own on data_key to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject()) with check (applicant_id = app_subject());
create policy agency on data_key for select to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy worker on data_key to shiqiuren_worker using (true) with check (true);

create policy own on blob to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject()) with check (applicant_id = app_subject());
create policy agency on blob for select to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy worker on blob to shiqiuren_worker using (true) with check (true);

create policy own on resume_document for select to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject());
create policy agency on resume_document for select to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy worker on resume_document to shiqiuren_worker using (true) with check (true);

create policy own on attachment to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject()) with check (applicant_id = app_subject());
create policy agency on attachment for select to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy worker on attachment to shiqiuren_worker using (true) with check (true);

create policy agency on retrieval to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()))
  with check (app_actor() = 'officer' and agency_id = any (app_agencies()) and account_id = app_subject());
create policy auditor on retrieval for select to shiqiuren_web using (app_actor() = 'auditor');
create policy worker on retrieval for select to shiqiuren_worker using (true);
create policy agency on retrieval_item to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()))
  with check (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy own on retrieval_item for select to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject());
create policy auditor on retrieval_item for select to shiqiuren_web using (app_actor() = 'auditor');
create policy worker on retrieval_item for select to shiqiuren_worker using (true);
`.execute(db);
}
