import { type Kysely, sql } from 'kysely';

/**
 * What an agency administrator may see and do: the accounts of her agencies' officers and who stands in for whom, no
 * longer everybody's; and turning such an account off and on. The function acts as the gate, whose policies reach
 * accounts and sign-ins, for nobody but her, and puts back who asked.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter policy staff on account using ((select app_actor()) in ('reviewer', 'operator', 'auditor'));
alter policy colleague on account using ((select app_actor()) in ('officer', 'agencyAdmin') and exists (
  select from account_agency g where g.account_id = account.id and g.agency_id = any ((select app_agencies())::int[])));
alter policy colleague on account_agency
  using ((select app_actor()) in ('officer', 'agencyAdmin') and agency_id = any ((select app_agencies())::int[]));
alter policy agency_read on deputy using ((select app_actor()) in ('officer', 'agencyAdmin')
  and (deputy_id = (select app_subject()) or exists (select from account_agency g
    where g.account_id = deputy.account_id and g.agency_id = any ((select app_agencies())::int[]))));

create function switch_account(target uuid, off boolean) returns text
language plpgsql set search_path = pg_catalog, public as $$
declare
  asked_by text := current_setting('app.actor', true);
  agencies int[] := app_agencies();
  answer text;
begin
  if asked_by is distinct from 'agencyAdmin' then return 'notFound'; end if;
  perform set_config('app.actor', 'gate', true);
  select case
      when a.role <> 'officer' or not exists (
        select from account_agency g where g.account_id = a.id and g.agency_id = any (agencies)) then 'notFound'
      when exists (
        select from account_agency g where g.account_id = a.id and g.agency_id <> all (agencies)) then 'shared'
      when (a.disabled_at is not null) = off then 'asIs'
      else 'done' end
    into answer from account a where a.id = target for update;
  if answer = 'done' then
    update account set disabled_at = case when off then now() end where id = target;
    if off then
      update web_session set revoked_at = now() where account_id = target and revoked_at is null;
    end if;
  end if;
  perform set_config('app.actor', asked_by, true);
  return coalesce(answer, 'notFound');
end $$;
revoke execute on function switch_account(uuid, boolean) from public;
grant execute on function switch_account(uuid, boolean) to shiqiuren_web;
`.execute(db);
}
