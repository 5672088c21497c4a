import { type Kysely, sql } from 'kysely';

/**
 * Interview notices, replies and the ledger of mails. A token holder (the applicant behind the mailed link)
 * sees one notice, its application and its key, found by the hash of the token alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table interview_notice (
  id uuid primary key,
  application_id uuid not null references application,
  vacancy_no text not null references vacancy,
  agency_id int not null,
  applicant_id uuid,
  batch_id uuid,
  -- rises when a corrected notice replaces this one
  version int not null default 1,
  state text not null default 'live' check (state in ('live', 'replaced', 'withdrawn')),
  replaces uuid references interview_notice,
  -- {content, contactPerson, contactPhone, contactEmail, place}
  body_enc bytea,
  interview_at timestamptz,
  reply_by timestamptz not null,
  token_key_id text not null,
  token_hash bytea not null unique,
  reply text check (reply in ('accepted', 'declined')),
  reply_version int not null default 0,
  replied_at timestamptz,
  created_by uuid not null references account,
  created_at timestamptz not null default now()
);
create index interview_notice_application on interview_notice (application_id, created_at);
create index interview_notice_vacancy on interview_notice (vacancy_no, created_at);
create index interview_notice_agency on interview_notice (agency_id, created_at desc);

create table interview_reply (
  notice_id uuid not null references interview_notice,
  reply_version int not null,
  application_id uuid not null references application,
  agency_id int not null,
  applicant_id uuid,
  reply text not null check (reply in ('accepted', 'declined')),
  message_enc bytea,
  replied_at timestamptz not null default now(),
  primary key (notice_id, reply_version)
);
create index interview_reply_application on interview_reply (application_id);

create table mail_delivery (
  id uuid primary key default gen_random_uuid(),
  -- one row for one mail to one person: e.g. receipt:<application>:<version>, digest:<vacancy>:<day>
  key text not null unique,
  kind text not null,
  vacancy_no text,
  application_id uuid,
  notice_id uuid,
  applicant_id uuid,
  account_id uuid,
  agency_id int,
  reply_version int,
  -- a one-time secret for the link, encrypted under the keyring; removed once handed over
  secret_enc bytea,
  message_id text not null,
  state text not null default 'created'
    check (state in ('created', 'sending', 'handedOver', 'uncertain', 'temporaryFailure', 'permanentFailure', 'replaced')),
  attempts int not null default 0,
  last_code text,
  created_at timestamptz not null default now(),
  sending_at timestamptz,
  handed_over_at timestamptz,
  updated_at timestamptz not null default now()
);
create index mail_delivery_notice on mail_delivery (notice_id);
create index mail_delivery_application on mail_delivery (application_id);
create index mail_delivery_waiting on mail_delivery (created_at) where state not in ('handedOver', 'replaced');

grant select, insert, update on interview_notice to shiqiuren_web;
grant select, update on interview_notice to shiqiuren_worker;
grant select, insert on interview_reply to shiqiuren_web;
grant select, update on interview_reply to shiqiuren_worker;
grant select, insert, update (state, updated_at) on mail_delivery to shiqiuren_web;
grant select, insert, update on mail_delivery to shiqiuren_worker;

alter table interview_notice enable row level security;
alter table interview_notice force row level security;
alter table interview_reply enable row level security;
alter table interview_reply force row level security;
alter table mail_delivery enable row level security;
alter table mail_delivery force row level security;

create policy agency on interview_notice to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()))
  with check (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy own on interview_notice for select to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject());
create policy token on interview_notice to shiqiuren_web
  using (app_actor() = 'tokenHolder' and token_hash = app_token()) with check (token_hash = app_token());
create policy worker on interview_notice to shiqiuren_worker using (true) with check (true);

create policy agency on interview_reply for select to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy own on interview_reply for select to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject());
create policy token on interview_reply to shiqiuren_web
  using (app_actor() = 'tokenHolder'
    and notice_id in (select n.id from interview_notice n where n.token_hash = app_token()))
  with check (notice_id in (select n.id from interview_notice n where n.token_hash = app_token()));
create policy worker on interview_reply to shiqiuren_worker using (true) with check (true);

create policy token on application to shiqiuren_web
  using (app_actor() = 'tokenHolder'
    and id in (select n.application_id from interview_notice n where n.token_hash = app_token()))
  with check (id in (select n.application_id from interview_notice n where n.token_hash = app_token()));
create policy token on data_key for select to shiqiuren_web
  using (app_actor() = 'tokenHolder'
    and application_id in (select n.application_id from interview_notice n where n.token_hash = app_token()));

create policy agency on mail_delivery to shiqiuren_web
  using (app_actor() = 'officer' and agency_id = any (app_agencies()))
  with check (app_actor() = 'officer' and agency_id = any (app_agencies()));
create policy own on mail_delivery for select to shiqiuren_web
  using (app_actor() = 'applicant' and applicant_id = app_subject());
create policy gate on mail_delivery for insert to shiqiuren_web with check (app_actor() = 'gate');
create policy operator on mail_delivery to shiqiuren_web
  using (app_actor() = 'operator') with check (app_actor() = 'operator');
create policy worker on mail_delivery to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
