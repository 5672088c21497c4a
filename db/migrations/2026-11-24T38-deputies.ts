import { type Kysely, sql } from 'kysely';

/**
 * Whose vacancy it is once it was handed over, who stands in for an officer, and which mails she wants. None of it
 * changes what anybody may see or do: that follows the agencies of an account alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- null: whoever registered it
alter table vacancy add column handler_id uuid references account;

create table deputy (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account,
  deputy_id uuid not null references account check (deputy_id <> account_id),
  from_day date not null,
  to_day date not null check (from_day <= to_day),
  created_at timestamptz not null default now(),
  -- taken back before its last day
  ended_at timestamptz
);
create index deputy_of on deputy (account_id, to_day) where ended_at is null;
create index deputy_standing_in on deputy (deputy_id, to_day) where ended_at is null;

-- no row: everything on
create table account_setting (
  account_id uuid primary key references account on delete cascade,
  digest boolean not null,
  reply_alerts boolean not null,
  closing_soon boolean not null,
  updated_at timestamptz not null default now()
);

grant select, insert, update (ended_at) on deputy to shiqiuren_web;
grant select on deputy to shiqiuren_worker;
grant select, insert, update on account_setting to shiqiuren_web;
grant select on account_setting to shiqiuren_worker;

alter table deputy enable row level security;
alter table deputy force row level security;
alter table account_setting enable row level security;
alter table account_setting force row level security;

create policy agency_read on deputy for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and (deputy_id = (select app_subject()) or exists (
    select from account_agency g
    where g.account_id = deputy.account_id and g.agency_id = any ((select app_agencies())::int[]))));
create policy own_name on deputy for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and account_id = (select app_subject()));
create policy own_end on deputy for update to shiqiuren_web
  using ((select app_actor()) = 'officer' and account_id = (select app_subject()))
  with check (account_id = (select app_subject()));
create policy worker on deputy for select to shiqiuren_worker using (true);

create policy own on account_setting to shiqiuren_web
  using ((select app_actor()) = 'officer' and account_id = (select app_subject()))
  with check (account_id = (select app_subject()));
create policy worker on account_setting for select to shiqiuren_worker using (true);
`.execute(db);
}
