import { type Kysely, sql } from 'kysely';

/**
 * Interview times to choose from: an offer belongs to the notices of one sending, each of its times to at most one of
 * them. Whoever holds a link sees the times of her offer and may take a free one, or give back her own; that two never
 * have the same is this table's own rule, not the program's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table interview_notice add column offer_id uuid;
-- the time taken by this answer, so that every change is kept
alter table interview_reply add column interview_at timestamptz;

create table interview_slot (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null,
  vacancy_no text not null references vacancy,
  agency_id int not null,
  starts_at timestamptz not null,
  notice_id uuid unique references interview_notice,
  unique (offer_id, starts_at)
);

grant select, insert, update (notice_id) on interview_slot to shiqiuren_web;
grant select on interview_slot to shiqiuren_worker;

alter table interview_slot enable row level security;
alter table interview_slot force row level security;

create policy agency on interview_slot to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy token on interview_slot for select to shiqiuren_web
  using ((select app_actor()) = 'tokenHolder' and offer_id in (
    select n.offer_id from interview_notice n where n.token_hash = (select app_token())));
create policy take on interview_slot for update to shiqiuren_web
  using ((select app_actor()) = 'tokenHolder' and exists (
    select from interview_notice n where n.token_hash = (select app_token())
      and n.offer_id = interview_slot.offer_id
      and (interview_slot.notice_id is null or interview_slot.notice_id = n.id)))
  with check (notice_id is null or notice_id in (
    select n.id from interview_notice n where n.token_hash = (select app_token())));
create policy worker on interview_slot for select to shiqiuren_worker using (true);
`.execute(db);
}
