import { type Kysely, sql } from 'kysely';

/**
 * When a listing was extended or ended early, and why, for the officers of its agency: read out of the audit trail,
 * which is the only record of every extension (the vacancy keeps the first and the last). Nothing about who did it,
 * and no other event, is shown. As in the views for operators, the owner is bound by its own policy.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create view listing_turn with (security_barrier) as
  select subject_id as vacancy_no, act, at, why as reason, details ->> 'from' as day_before, details ->> 'to' as day_after
  from audit_event
  where (select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and subject_kind = 'vacancy' and act in ('vacancy.extend', 'vacancy.endEarly');
create policy listing_turn on audit_event for select to current_user
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and subject_kind = 'vacancy' and act in ('vacancy.extend', 'vacancy.endEarly'));
grant select on listing_turn to shiqiuren_web;
`.execute(db);
}
