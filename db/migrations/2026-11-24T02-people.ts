import { type Kysely, sql } from 'kysely';

/** Agencies, accounts of the back office, applicants, sign-ins. `gate` is the actor of signing in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table agency (
  id int generated always as identity primary key,
  code text not null unique,
  name text not null,
  address text not null default '',
  phone text not null default '',
  extension text not null default '',
  -- made from a name in a feed, its code not confirmed
  provisional boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index agency_provisional_name on agency (name) where provisional;

create table account (
  id uuid primary key default gen_random_uuid(),
  login text not null unique,
  password_hash text not null,
  name text not null,
  email text not null,
  phone text not null default '',
  role text not null check (role in ('officer', 'reviewer', 'agencyAdmin', 'operator', 'auditor')),
  failed_count int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  previous_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);
create table account_agency (
  account_id uuid not null references account on delete cascade,
  agency_id int not null references agency,
  primary key (account_id, agency_id)
);

create table applicant (
  id uuid primary key default gen_random_uuid(),
  -- HMAC of the folded address: sign-in without keeping the address in clear
  email_index bytea not null unique,
  password_hash text not null,
  -- one wrapped key for each profile
  wrapped_key bytea not null,
  -- {email, name} and what else the account itself holds
  profile_enc bytea not null,
  confirmed_at timestamptz,
  failed_count int not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);
create table applicant_resume (
  applicant_id uuid primary key references applicant on delete cascade,
  record_enc bytea not null,
  version int not null default 1,
  updated_at timestamptz not null default now()
);
-- confirmation of a mailbox and password reset: only the hash is kept
create table one_time_token (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('confirmMailbox', 'resetPassword')),
  applicant_id uuid references applicant on delete cascade,
  account_id uuid references account on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((applicant_id is null) <> (account_id is null))
);

create table web_session (
  id_hash bytea primary key,
  account_id uuid references account on delete cascade,
  applicant_id uuid references applicant on delete cascade,
  csrf text not null,
  sign_in_way text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((account_id is null) <> (applicant_id is null))
);
create index web_session_account on web_session (account_id);
create index web_session_applicant on web_session (applicant_id);

alter table account enable row level security;
alter table account force row level security;
alter table account_agency enable row level security;
alter table account_agency force row level security;
alter table applicant enable row level security;
alter table applicant force row level security;
alter table applicant_resume enable row level security;
alter table applicant_resume force row level security;
alter table one_time_token enable row level security;
alter table one_time_token force row level security;
alter table web_session enable row level security;
alter table web_session force row level security;

grant select, insert, update on agency to shiqiuren_web;
grant select on agency to shiqiuren_worker;
grant select, insert, update on account, account_agency, applicant, applicant_resume, one_time_token to shiqiuren_web;
grant delete on applicant, applicant_resume, account_agency to shiqiuren_web;
grant select, insert, update, delete on web_session to shiqiuren_web;
grant select (id, name, email, role, disabled_at) on account to shiqiuren_worker;
grant select on account_agency, applicant to shiqiuren_worker;
grant select, delete on one_time_token, web_session to shiqiuren_worker;

create policy gate on account to shiqiuren_web using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy own on account for select to shiqiuren_web using (id = app_subject());
create policy staff on account for select to shiqiuren_web
  using (app_actor() in ('reviewer', 'operator', 'auditor', 'agencyAdmin'));
create policy worker on account for select to shiqiuren_worker using (true);
create policy gate on account_agency to shiqiuren_web using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy own on account_agency for select to shiqiuren_web using (account_id = app_subject());
create policy worker on account_agency for select to shiqiuren_worker using (true);
create policy gate on applicant to shiqiuren_web using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy own on applicant to shiqiuren_web
  using (app_actor() = 'applicant' and id = app_subject()) with check (id = app_subject());
create policy worker on applicant for select to shiqiuren_worker using (true);
create policy own on applicant_resume to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject()) with check (applicant_id = app_subject());
create policy gate on one_time_token to shiqiuren_web
  using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy worker on one_time_token to shiqiuren_worker using (true);
create policy gate on web_session to shiqiuren_web using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy worker on web_session to shiqiuren_worker using (true);
`.execute(db);
}
