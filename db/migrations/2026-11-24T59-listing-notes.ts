import { type Kysely, sql } from 'kysely';

/**
 * What an officer writes beside the reason of an extension or an early end. The act holds at once; its words are read by
 * the public only after review, so they are no part of the vacancy. `asked` until the act it explains was carried out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table listing_note (
  id uuid primary key default gen_random_uuid(),
  vacancy_no text not null references vacancy on delete cascade,
  agency_id int not null references agency,
  act text not null check (act in ('extend', 'end')),
  -- of the form whose act it explains
  key text not null,
  state text not null default 'asked' check (state in ('asked', 'open', 'approved', 'returned')),
  body text not null check (length(body) between 1 and 500),
  written_by uuid not null references account,
  written_at timestamptz not null default now(),
  decided_by uuid references account,
  decided_at timestamptz,
  why_returned text,
  unique (vacancy_no, key)
);
create index listing_note_state on listing_note (state, written_at) where state in ('open', 'returned');
alter table listing_note enable row level security;
alter table listing_note force row level security;
grant select, insert, delete on listing_note to shiqiuren_web;
grant update (state, body, written_by, written_at, decided_by, decided_at, why_returned) on listing_note to shiqiuren_web;
grant select, update (state) on listing_note to shiqiuren_worker;

create policy shown on listing_note for select to shiqiuren_web using (state = 'approved' and exists (
  select from vacancy v where v.no = vacancy_no and v.stage in ('listed', 'closed', 'archived')));
create policy agency_read on listing_note for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_write on listing_note for insert to shiqiuren_web with check (
  (select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]) and state = 'asked');
create policy agency_drop on listing_note for delete to shiqiuren_web using (
  (select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]) and state = 'asked');
create policy agency_again on listing_note for update to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and state in ('asked', 'returned'))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and state in ('asked', 'open'));
create policy review_read on listing_note for select to shiqiuren_web
  using ((select app_actor()) = 'reviewer' and state <> 'asked');
create policy review_write on listing_note for update to shiqiuren_web
  using ((select app_actor()) = 'reviewer' and state = 'open')
  with check ((select app_actor()) = 'reviewer' and state in ('approved', 'returned'));
create policy staff on listing_note for select to shiqiuren_web
  using ((select app_actor()) in ('operator', 'auditor'));
create policy worker on listing_note to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
