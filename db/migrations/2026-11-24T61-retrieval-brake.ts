import { type Kysely, sql } from 'kysely';

/**
 * Whom an officer retrieved lately, for the brake on it; and what it stopped, read out of the audit trail for operators
 * and auditors. As in their other views, the owner is bound by its own policy.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create index retrieval_account on retrieval (account_id, retrieved_at);
create index audit_event_braked on audit_event (at) where act = 'resume.retrieveBraked';
create view retrieval_braked with (security_barrier) as
  select at, actor_id::uuid as account_id, agency_id, subject_id as vacancy_no, details
  from audit_event
  where (select app_actor()) in ('operator', 'auditor') and act = 'resume.retrieveBraked';
create policy retrieval_braked on audit_event for select to current_user
  using ((select app_actor()) in ('operator', 'auditor') and act = 'resume.retrieveBraked');
grant select on retrieval_braked to shiqiuren_web;
`.execute(db);
}
