import { type Kysely, sql } from 'kysely';

/**
 * An applicant moves her account to another mailbox. The new address waits sealed under the key of her profile, found by
 * the hash of the link that was mailed to it. She herself carries the change out: her sign-ins elsewhere and the links
 * that went to the old mailbox end in the same transaction, so she may end what is hers there, and nothing else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table mailbox_change (
  token_hash bytea primary key,
  applicant_id uuid not null references applicant on delete cascade,
  address_enc bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mailbox_change_applicant on mailbox_change (applicant_id);
grant select, insert, update on mailbox_change to shiqiuren_web;
grant select, delete on mailbox_change to shiqiuren_worker;
alter table mailbox_change enable row level security;
alter table mailbox_change force row level security;
create policy own on mailbox_change to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()))
  with check (applicant_id = (select app_subject()));
create policy gate on mailbox_change for select to shiqiuren_web using ((select app_actor()) = 'gate');
create policy worker on mailbox_change to shiqiuren_worker using (true);

create policy mailbox on mail_delivery for insert to shiqiuren_web
  with check ((select app_actor()) = 'applicant' and kind in ('changeMailbox', 'mailboxChanged', 'contactChanged')
    and applicant_id = (select app_subject()));
create policy own_select on web_session for select to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy own_end on web_session for update to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()))
  with check (revoked_at is not null);
create policy own_select on one_time_token for select to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()));
create policy own_end on one_time_token for update to shiqiuren_web
  using ((select app_actor()) = 'applicant' and applicant_id = (select app_subject()))
  with check (used_at is not null);
`.execute(db);
}
