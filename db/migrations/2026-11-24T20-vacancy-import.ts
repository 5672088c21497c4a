import { type Kysely, sql } from 'kysely';

/**
 * Files of vacancies an officer brought in (R13): the checked rows wait here between the dry run and her word,
 * then the numbers that came of them, so that she can take them back within the hour.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table vacancy_import (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account,
  format text not null check (format in ('xlsx', 'ods', 'csv', 'xml')),
  target text not null check (target in ('draft', 'review')),
  row_count int not null,
  -- [{row, agencyId, content, notes}]; emptied once they are vacancies
  rows jsonb,
  created_at timestamptz not null default now(),
  applied_at timestamptz,
  undone_at timestamptz,
  nos text[] not null default '{}'
);
create index vacancy_import_own on vacancy_import (account_id, created_at desc);

grant select, insert, update, delete on vacancy_import to shiqiuren_web;
alter table vacancy_import enable row level security;
alter table vacancy_import force row level security;
create policy own on vacancy_import to shiqiuren_web
  using (app_actor() = 'officer' and account_id = app_subject())
  with check (app_actor() = 'officer' and account_id = app_subject());
`.execute(db);
}
