import { type Kysely, sql } from 'kysely';

/**
 * What those who run the system may see and set right, and no more. Row-level security cannot leave out columns,
 * so operators and auditors get views of ids, states and codes, and operators two functions that each make one
 * change. Both run as the tables' owner, whom FORCE ROW LEVEL SECURITY binds too unless it is a superuser: hence
 * the policies for the owner, and the same conditions once more in the views and functions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- open applications without a document
create view production_queue with (security_barrier) as
  select id, no, vacancy_no, mode, version, production_state, production_error, submitted_at
  from application
  where app_actor() in ('operator', 'auditor') and state = 'open' and production_state <> 'produced';
create policy production_queue on application for select to current_user
  using (app_actor() in ('operator', 'auditor') and state = 'open' and production_state <> 'produced');
create index application_failed on application (submitted_at) where production_state = 'failed' and state = 'open';

-- a failed one waits again, for the next slot
create function produce_again(application_id uuid)
  returns table (vacancy_no text, agency_id int, version int, mode text)
  language sql security definer set search_path = pg_catalog, public as $$
    update public.application a set production_state = 'pending', production_error = null
    where a.id = application_id and a.state = 'open' and a.production_state = 'failed' and app_actor() = 'operator'
    returning a.vacancy_no, a.agency_id, a.version, a.mode $$;
create policy produce_again on application for update to current_user
  using (app_actor() = 'operator' and state = 'open' and production_state = 'failed')
  with check (app_actor() = 'operator' and state = 'open' and production_state = 'pending');

-- the ledger without secrets; until now an operator could read and change all of it
drop policy operator on mail_delivery;
create view mail_ledger with (security_barrier) as
  select id, kind, vacancy_no, application_id, state, attempts, last_code, created_at, updated_at
  from mail_delivery where app_actor() in ('operator', 'auditor');
create policy mail_ledger on mail_delivery for select to current_user
  using (app_actor() in ('operator', 'auditor'));
create index mail_delivery_state on mail_delivery (state, created_at);

-- a mail refused for good, or given up by its run, is tried once more; a run tries every 30 minutes at least
create function mail_given_up(state text, updated_at timestamptz) returns boolean
  language sql stable parallel safe set search_path = pg_catalog as $$
    select state = 'permanentFailure'
      or (state in ('temporaryFailure', 'uncertain') and updated_at < now() - interval '2 hours') $$;
create function mail_again(mail_id uuid) returns table (kind text, agency_id int, attempts int)
  language sql security definer set search_path = pg_catalog, public as $$
    update public.mail_delivery m set state = 'created', updated_at = clock_timestamp()
    where m.id = mail_id and public.mail_given_up(m.state, m.updated_at) and app_actor() = 'operator'
    returning m.kind, m.agency_id, m.attempts $$;
create policy mail_again on mail_delivery for update to current_user
  using (app_actor() = 'operator' and mail_given_up(state, updated_at))
  with check (app_actor() = 'operator' and state = 'created');

-- how far the sealer is behind; a transaction that ends late may have a smaller id, as in db/audit.ts
create view audit_lag with (security_barrier) as
  select count(*)::int as unsealed, min(e.at) as oldest
  from audit_event e
  where app_actor() in ('operator', 'auditor')
    and e.id > coalesce((select max(s.event_id) from audit_seal s), 0) - 100000
    and not exists (select 1 from audit_seal s where s.event_id = e.id);
create policy audit_lag on audit_event for select to current_user using (app_actor() in ('operator', 'auditor'));
create policy audit_lag on audit_seal for select to current_user using (app_actor() in ('operator', 'auditor'));

create policy auditor on outbox for select to shiqiuren_web using (app_actor() = 'auditor');

revoke execute on function produce_again(uuid), mail_again(uuid) from public;
grant execute on function produce_again(uuid), mail_again(uuid) to shiqiuren_web;
grant select on production_queue, mail_ledger, audit_lag to shiqiuren_web;
`.execute(db);
}
