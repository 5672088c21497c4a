import { type Kysely, sql } from 'kysely';

/** Outbox, idempotency keys, audit trail, production slots, counters, holidays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table outbox (
  id bigint generated always as identity primary key,
  -- one message is put once, however often its transaction is tried again
  key text not null unique,
  kind text not null check (kind in ('startVacancy', 'signalVacancy', 'signalApplication', 'startMail')),
  target text not null,
  signal text,
  subject_id text,
  version int not null default 0,
  created_at timestamptz not null default now(),
  available_at timestamptz not null default now(),
  claimed_until timestamptz,
  attempts int not null default 0,
  last_code text,
  done_at timestamptz,
  done_reason text check (done_reason in ('sent', 'moot')),
  parked_at timestamptz
);
create index outbox_waiting on outbox (available_at, id) where done_at is null and parked_at is null;
create index outbox_parked on outbox (parked_at) where parked_at is not null;

create table idempotency (
  key text primary key,
  actor text not null,
  act text not null,
  result jsonb,
  created_at timestamptz not null default now()
);
create index idempotency_age on idempotency (created_at);

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null,
  actor_id text,
  agency_id int,
  act text not null,
  subject_kind text not null,
  subject_id text,
  why text,
  request_id text,
  workflow_id text,
  -- counts, codes and versions; never personal data
  details jsonb
);
create index audit_event_subject on audit_event (subject_kind, subject_id);
create index audit_event_at on audit_event (at);
create table audit_seal (
  seq bigint primary key,
  event_id bigint not null unique references audit_event,
  prev bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default now()
);

create table production_slot (
  slot text primary key,
  produced int not null default 0,
  failed int not null default 0,
  late boolean not null default false,
  finished_at timestamptz not null default now()
);

create table visit_counter (day date primary key, visits bigint not null default 0);
create table visit_seen (day date not null, visitor bytea not null, last_seen_at timestamptz not null default now(),
  primary key (day, visitor));
create index visit_seen_recent on visit_seen (last_seen_at);
create table holiday (day date primary key, name text not null, is_workday boolean not null default false);
create table reconcile_report (
  id bigint generated always as identity primary key, finished_at timestamptz not null default now(), report jsonb not null
);

grant insert on outbox to shiqiuren_web;
grant select, update on outbox to shiqiuren_web;
grant select, insert, update, delete on outbox to shiqiuren_worker;
grant select, insert, update on idempotency to shiqiuren_web, shiqiuren_worker;
grant delete on idempotency to shiqiuren_worker;
grant insert on audit_event to shiqiuren_web, shiqiuren_worker;
grant select on audit_event, audit_seal to shiqiuren_web;
grant select on audit_event to shiqiuren_worker;
grant select, insert on audit_seal to shiqiuren_worker;
grant select on production_slot to shiqiuren_web;
grant select, insert, update on production_slot to shiqiuren_worker;
grant select, insert, update on visit_counter to shiqiuren_web;
grant select, insert, update, delete on visit_seen to shiqiuren_web;
grant delete on visit_seen to shiqiuren_worker;
grant select on holiday, reconcile_report to shiqiuren_web;
grant select on holiday to shiqiuren_worker;
grant select, insert on reconcile_report to shiqiuren_worker;

alter table outbox enable row level security;
alter table outbox force row level security;
alter table idempotency enable row level security;
alter table idempotency force row level security;
alter table audit_event enable row level security;
alter table audit_event force row level security;
alter table audit_seal enable row level security;
alter table audit_seal force row level security;

create policy put on outbox for insert to shiqiuren_web with check (app_actor() is not null);
create policy operator on outbox to shiqiuren_web
  using (app_actor() = 'operator') with check (app_actor() = 'operator');
create policy worker on outbox to shiqiuren_worker using (true) with check (true);
create policy own on idempotency to shiqiuren_web
  using (actor = app_actor() || ':' || coalesce(current_setting('app.subject', true), ''))
  with check (actor = app_actor() || ':' || coalesce(current_setting('app.subject', true), ''));
create policy worker on idempotency to shiqiuren_worker using (true) with check (true);
create policy append on audit_event for insert to shiqiuren_web with check (app_actor() is not null);
create policy auditor on audit_event for select to shiqiuren_web using (app_actor() = 'auditor');
create policy worker_append on audit_event for insert to shiqiuren_worker with check (true);
create policy worker_read on audit_event for select to shiqiuren_worker using (true);
create policy auditor on audit_seal for select to shiqiuren_web using (app_actor() in ('auditor', 'operator'));
create policy worker on audit_seal to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
