import { type Kysely, sql } from 'kysely';

/**
 * R14, R15: one subscription for each mailbox. Address and searches are sealed under a key of their own. Whoever
 * asks for a mailbox is nobody yet (`gate`); the mailed links are found by their hashes alone. A subscription that
 * ended keeps its row without anything personal for a month, so that a link used twice still gets a true answer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table newsletter_subscription (
  id uuid primary key,
  email_index bytea unique,
  wrapped_key bytea,
  -- {email, searches: [conditions], pending: {search, frequency} | null}
  profile_enc bytea,
  frequency text not null check (frequency in ('daily', 'weekly')),
  -- of the link that waits for its confirmation, and until when it works
  confirm_hash bytea unique,
  confirm_until timestamptz,
  confirmed_at timestamptz,
  -- the derived link of preferences and cancelling
  token_key_id text not null,
  token_hash bytea not null unique,
  -- when a mail to this mailbox was last asked for on the web
  asked_at timestamptz not null default clock_timestamp(),
  -- vacancies listed up to here were told
  covered_until timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check ((ended_at is null) = (email_index is not null and wrapped_key is not null and profile_enc is not null))
);
create index newsletter_subscription_due on newsletter_subscription (id)
  where confirmed_at is not null and ended_at is null;

alter table newsletter_subscription enable row level security;
alter table newsletter_subscription force row level security;
grant select, insert, update on newsletter_subscription to shiqiuren_web;
grant select, update, delete on newsletter_subscription to shiqiuren_worker;

create policy gate on newsletter_subscription to shiqiuren_web
  using (app_actor() = 'gate') with check (app_actor() = 'gate');
create policy token on newsletter_subscription to shiqiuren_web
  using (app_actor() = 'tokenHolder' and (token_hash = app_token() or confirm_hash = app_token()))
  with check (app_actor() = 'tokenHolder');
create policy worker on newsletter_subscription to shiqiuren_worker using (true) with check (true);
`.execute(db);
}
