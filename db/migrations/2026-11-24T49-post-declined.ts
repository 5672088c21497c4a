import { type Kysely, sql } from 'kysely';

/**
 * A post declined by who was selected: said by herself, or recorded by an officer whom she told. The place is offered
 * once: a reserve says whose place it was offered, and no place is two reserves'.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table application_result
  add column declined_at timestamptz,
  -- the officer who recorded it; null: the applicant herself
  add column declined_by uuid references account,
  add column stands_in_for uuid unique references application_result,
  add constraint application_result_declined check (declined_at is null or outcome = 'selected');

create policy own_decline on application_result for update to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject())
    and outcome = 'selected' and declined_at is null)
  with check ((select app_actor()) = 'applicant' and applicant_id = (select app_subject())
    and outcome = 'selected' and declined_at is not null and declined_by is null);
`.execute(db);
}
