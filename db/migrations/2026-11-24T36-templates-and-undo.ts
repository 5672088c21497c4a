import { type Kysely, sql } from 'kysely';

/**
 * 範本: what an agency's registrations begin with; dates, writer and agency are today's, so they are not kept. And
 * where a withdrawn registration stood, so that its officer can take the withdrawal back for a while.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table vacancy_template (
  id uuid primary key default gen_random_uuid(),
  agency_id int not null references agency,
  name text not null check (length(name) between 1 and 40),
  content jsonb not null,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  unique (agency_id, name)
);
grant select, insert, delete on vacancy_template to shiqiuren_web;
alter table vacancy_template enable row level security;
alter table vacancy_template force row level security;
create policy agency on vacancy_template to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));

alter table vacancy add column withdrawn_from text
  check (withdrawn_from in ('preparing', 'scheduled', 'listed'));
`.execute(db);
}
