import { type Kysely, sql } from 'kysely';

/**
 * Roles and the functions that policies read. The actor is set for one transaction by `withActor`;
 * unset settings give NULL and so no rows. Web and worker are separate roles, neither owns a table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'shiqiuren_web') then
    create role shiqiuren_web login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'shiqiuren_worker') then
    create role shiqiuren_worker login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null; -- two databases of one cluster may be migrated at the same moment
end $$;
revoke create on schema public from public;
grant usage on schema public to shiqiuren_web, shiqiuren_worker;

create function app_actor() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.actor', true), '') $$;
create function app_subject() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.subject', true), '')::uuid $$;
create function app_agencies() returns int[] language sql stable parallel safe as
  $$ select string_to_array(nullif(current_setting('app.agency_ids', true), ''), ',')::int[] $$;
create function app_token() returns bytea language sql stable parallel safe as
  $$ select decode(nullif(current_setting('app.token_hash', true), ''), 'hex') $$;
`.execute(db);
}
