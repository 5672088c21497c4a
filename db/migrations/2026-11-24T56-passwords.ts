import { type Kysely, sql } from 'kysely';

/**
 * The passwords a person had before the present one (附表十 4-2-5), as hashes that only the gate compares with; and when a
 * sign-in gave its password last, so that what takes personal data out can ask for it anew (ASVS 7.5.3).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table past_password (
  id bigint generated always as identity primary key,
  account_id uuid references account on delete cascade,
  applicant_id uuid references applicant on delete cascade,
  hash text not null,
  created_at timestamptz not null default clock_timestamp(),
  check ((account_id is null) <> (applicant_id is null))
);
create index past_password_account on past_password (account_id);
create index past_password_applicant on past_password (applicant_id);
grant select, insert, delete on past_password to shiqiuren_web;
alter table past_password enable row level security;
alter table past_password force row level security;
create policy gate on past_password to shiqiuren_web
  using ((select app_actor()) = 'gate') with check ((select app_actor()) = 'gate');

alter table web_session add column password_given_at timestamptz not null default now();
drop function find_sign_in(bytea, int);
create function find_sign_in(token_hash bytea, idle_minutes int) returns table (
  csrf text, sign_in_way text, created_at timestamptz, password_given_at timestamptz, account_id uuid,
  applicant_id uuid, role text, name text, previous_sign_in_at timestamptz, agencies json)
language plpgsql set search_path = pg_catalog, public as $$
declare asked_by text := current_setting('app.actor', true);
begin
  perform set_config('app.actor', 'gate', true);
  update web_session s set last_seen_at = now()
  where s.id_hash = token_hash and s.revoked_at is null and s.expires_at > now()
    and s.last_seen_at > now() - make_interval(mins => idle_minutes)
    and s.last_seen_at < now() - interval '1 minute';
  return query
    select s.csrf, s.sign_in_way, s.created_at, s.password_given_at, s.account_id, s.applicant_id, a.role, a.name,
      a.previous_sign_in_at,
      (select json_agg(json_build_object('id', g.id, 'code', g.code, 'name', g.name) order by g.code)
        from account_agency ag join agency g on g.id = ag.agency_id where ag.account_id = a.id)
    from web_session s left join account a on a.id = s.account_id and a.disabled_at is null
    where s.id_hash = token_hash and s.revoked_at is null and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => idle_minutes);
  perform set_config('app.actor', coalesce(asked_by, ''), true);
end $$;
revoke execute on function find_sign_in(bytea, int) from public;
grant execute on function find_sign_in(bytea, int) to shiqiuren_web;
`.execute(db);
}
