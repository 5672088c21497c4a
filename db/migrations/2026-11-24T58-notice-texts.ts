import { type Kysely, sql } from 'kysely';

/** 通知範本: contents of interview notices that an agency uses again; nobody's name, time or place is part of one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table notice_text (
  id uuid primary key default gen_random_uuid(),
  agency_id int not null references agency,
  name text not null check (length(name) between 1 and 40),
  content text not null check (length(content) between 1 and 4000),
  -- rises with each change, so that two officers do not write over each other
  version int not null default 1,
  saved_by uuid not null references account,
  saved_at timestamptz not null default now(),
  unique (agency_id, name)
);
grant select, insert, update (name, content, version, saved_by, saved_at), delete on notice_text to shiqiuren_web;
alter table notice_text enable row level security;
alter table notice_text force row level security;
create policy agency on notice_text to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
`.execute(db);
}
