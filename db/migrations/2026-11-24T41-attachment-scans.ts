import { type Kysely, sql } from 'kysely';

/**
 * What the virus scanner said of each attachment. Everything begins as pending, also what was handed in before a
 * scanner was configured; where none is, pending files are offered as before (`domain/scan.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table attachment add column scan_state text not null default 'pending'
  check (scan_state in ('pending', 'passed', 'failed'));
alter table attachment add column scanned_at timestamptz;
create index attachment_pending on attachment (id) where scan_state = 'pending';
grant update (scan_state, scanned_at) on attachment to shiqiuren_worker;

-- how many wait and how many were found bad, for those who run the system; no names, no files
create view attachment_scans with (security_barrier) as
  select count(*) filter (where scan_state = 'pending')::int as pending,
    count(*) filter (where scan_state = 'failed')::int as failed
  from attachment where (select app_actor()) in ('operator', 'auditor');
create policy attachment_scans on attachment for select to current_user
  using ((select app_actor()) in ('operator', 'auditor'));
grant select on attachment_scans to shiqiuren_web;
`.execute(db);
}
