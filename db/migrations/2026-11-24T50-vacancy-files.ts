import { type Kysely, sql } from 'kysely';

/**
 * 附件 of vacancies. A registration's content names its files by id, so a revision adds and removes them like
 * anything else; rows and bytes are only added. A file is put before its registration may have a number: until then
 * it belongs to the agency alone. The bytes stand among the other blobs, but belong to no application and are not
 * sealed: they are meant for everybody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table vacancy_file (
  id uuid primary key default gen_random_uuid(),
  agency_id int not null references agency,
  vacancy_no text references vacancy on delete set null,
  name text not null,
  media_type text not null,
  size int not null,
  digest text not null,
  blob_id uuid not null references blob,
  added_by uuid not null references account,
  added_at timestamptz not null default now(),
  scan_state text not null default 'pending' check (scan_state in ('pending', 'passed', 'failed')),
  scanned_at timestamptz
);
create index vacancy_file_vacancy on vacancy_file (vacancy_no);
create index vacancy_file_blob on vacancy_file (blob_id);
create index vacancy_file_pending on vacancy_file (id) where scan_state = 'pending';

alter table vacancy_file enable row level security;
alter table vacancy_file force row level security;
grant select, insert, update (vacancy_no, agency_id) on vacancy_file to shiqiuren_web;
grant select, delete, update (scan_state, scanned_at) on vacancy_file to shiqiuren_worker;

create policy agency_read on vacancy_file for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_add on vacancy_file for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer'
    and agency_id = any ((select app_agencies())::int[]) and added_by = (select app_subject()));
create policy agency_bind on vacancy_file for update to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check ((select app_actor()) = 'officer'
    and agency_id = any ((select app_agencies())::int[]));
-- vacancy's own policies decide which of them this reader sees at all
create policy listed on vacancy_file for select to shiqiuren_web
  using (exists (select from vacancy v where v.no = vacancy_no and v.stage in ('listed', 'closed', 'archived')
    and v.content -> 'files' @> jsonb_build_array(jsonb_build_object('id', vacancy_file.id))));
create policy review on vacancy_file for select to shiqiuren_web
  using ((select app_actor()) = 'reviewer' and exists (select from vacancy v where v.no = vacancy_no));
create policy worker on vacancy_file to shiqiuren_worker using (true) with check (true);

alter table blob alter column application_id drop not null, alter column agency_id drop not null;
alter table blob add check ((application_id is null) = (agency_id is null));
create index blob_of_a_vacancy on blob (id) where application_id is null;
-- whoever sees the file has its bytes
create policy vacancy_file on blob for select to shiqiuren_web
  using (application_id is null and exists (select from vacancy_file f where f.blob_id = blob.id));
create policy vacancy_file_add on blob for insert to shiqiuren_web
  with check (application_id is null and applicant_id is null
    and (select app_actor()) = 'officer');

alter table vacancy no force row level security;
alter table vacancy_revision no force row level security;
alter table vacancy_template no force row level security;
update vacancy set content = content || '{"files": []}';
update vacancy_revision set content = content || '{"files": []}';
update vacancy_template set content = content || '{"files": []}';
alter table vacancy force row level security;
alter table vacancy_revision force row level security;
alter table vacancy_template force row level security;

create or replace view attachment_scans with (security_barrier) as
  select count(*) filter (where scan_state = 'pending')::int as pending,
    count(*) filter (where scan_state = 'failed')::int as failed
  from (select scan_state from attachment union all select scan_state from vacancy_file) as every
  where (select app_actor()) in ('operator', 'auditor');
create policy attachment_scans on vacancy_file for select to current_user
  using ((select app_actor()) in ('operator', 'auditor'));
`.execute(db);
}
