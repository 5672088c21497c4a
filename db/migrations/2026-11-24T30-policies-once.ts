import { type Kysely, sql } from 'kysely';

/**
 * Policies ask who acts once for a statement. Written plainly, PostgreSQL asks again for every row: 3 ms of 3.5 for
 * the counts of a vacancy with 1,000 applicants. In a scalar subquery it is an InitPlan, asked at most once.
 * Nothing else about any policy changes. Later policies are written so from the start: (select app_actor()).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create function pg_temp.once(condition text) returns text language sql immutable as $$
  select regexp_replace(
    regexp_replace(condition, '\\mapp_(actor|subject|token)\\(\\)', '(select app_\\1())', 'g'),
    '\\mapp_agencies\\(\\)', '(select app_agencies())::int[]', 'g') $$;
do $do$
declare p record;
begin
  for p in select * from pg_policies where schemaname = 'public'
    and concat(qual, with_check) ~ '\\mapp_(actor|subject|token|agencies)\\(\\)'
    and concat(qual, with_check) !~* 'select app_'
  loop
    execute format('alter policy %I on %I.%I%s%s', p.policyname, p.schemaname, p.tablename,
      ' using (' || pg_temp.once(p.qual) || ')', ' with check (' || pg_temp.once(p.with_check) || ')');
  end loop;
end $do$;
-- The look-up of a sign-in in one trip: it acts as the gate, under the gate's policies, and puts back who asked. (A SET
-- clause of the function would do the same, but only a superuser may name a parameter of ours in one. After an error
-- the setting falls back with the transaction.)
create function find_sign_in(token_hash bytea, idle_minutes int) returns table (
  csrf text, sign_in_way text, created_at timestamptz, account_id uuid, applicant_id uuid, role text, name text,
  previous_sign_in_at timestamptz, agencies json)
language plpgsql set search_path = pg_catalog, public as $$
declare asked_by text := current_setting('app.actor', true);
begin
  perform set_config('app.actor', 'gate', true);
  update web_session s set last_seen_at = now()
  where s.id_hash = token_hash and s.revoked_at is null and s.expires_at > now()
    and s.last_seen_at > now() - make_interval(mins => idle_minutes)
    and s.last_seen_at < now() - interval '1 minute';
  return query
    select s.csrf, s.sign_in_way, s.created_at, s.account_id, s.applicant_id, a.role, a.name, a.previous_sign_in_at,
      (select json_agg(json_build_object('id', g.id, 'code', g.code, 'name', g.name) order by g.code)
        from account_agency ag join agency g on g.id = ag.agency_id where ag.account_id = a.id)
    from web_session s left join account a on a.id = s.account_id and a.disabled_at is null
    where s.id_hash = token_hash and s.revoked_at is null and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => idle_minutes);
  perform set_config('app.actor', coalesce(asked_by, ''), true);
end $$;
revoke execute on function find_sign_in(bytea, int) from public;
grant execute on function find_sign_in(bytea, int) to shiqiuren_web;
-- 每日應徵人數通知 of one vacancy, asked by each of its applicants' pages
create index mail_delivery_digest on mail_delivery (vacancy_no, handed_over_at) where kind = 'digest';
`.execute(db);
}
