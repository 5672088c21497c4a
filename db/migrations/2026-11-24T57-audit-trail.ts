import { type Kysely, sql } from 'kysely';

/**
 * An auditor asks by the number on a receipt: a view tells which application and vacancy it is, and nothing more.
 * The index is of the back office's own acts, so that an applicant's act pays nothing for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create view application_number with (security_barrier) as
  select id, no, vacancy_no from application where (select app_actor()) = 'auditor';
create policy application_number on application for select to current_user
  using ((select app_actor()) = 'auditor');
grant select on application_number to shiqiuren_web;

create index audit_event_account on audit_event (actor_id, id)
  where actor_kind in ('officer', 'agencyAdmin', 'reviewer', 'operator', 'auditor');
`.execute(db);
}
