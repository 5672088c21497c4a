import { type Kysely, sql } from 'kysely';

/**
 * A result is drawn up by one officer and approved by another: a draft waits, is returned with a reason or becomes the
 * result. Who drew it up is taken from the draft, and that it is somebody else than who approves is this database's own
 * rule. Letters and reason are sealed under a key of the draft's own, gone with its row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table result_draft (
  vacancy_no text primary key references vacancy,
  agency_id int not null references agency,
  -- rises each time it is drawn up
  version int not null default 1,
  state text not null check (state in ('waiting', 'returned')),
  -- ids, codes and ranks of those chosen
  chosen jsonb not null,
  settled_on date not null,
  reserve_months int check (reserve_months in (3, 5)),
  wrapped_key bytea not null,
  letters_enc bytea not null,
  drawn_by uuid not null references account,
  drawn_at timestamptz not null default now(),
  returned_by uuid references account,
  returned_at timestamptz,
  reason_enc bytea,
  constraint result_draft_two_officers check (returned_by <> drawn_by),
  check ((state = 'returned') = (returned_by is not null)),
  check ((state = 'returned') = (reason_enc is not null))
);
create index result_draft_agency on result_draft (agency_id);

-- null: sent before results were approved
alter table vacancy_result add column drawn_by uuid references account,
  add constraint vacancy_result_two_officers check (drawn_by <> sent_by);

grant select, insert, update, delete on result_draft to shiqiuren_web;
grant select, delete on result_draft to shiqiuren_worker;

alter table result_draft enable row level security;
alter table result_draft force row level security;

create policy agency_read on result_draft for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_draw on result_draft for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and state = 'waiting' and drawn_by = (select app_subject()));
create policy agency_change on result_draft for update to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]))
  with check (agency_id = any ((select app_agencies())::int[]) and (
    (state = 'waiting' and drawn_by = (select app_subject()))
    or (state = 'returned' and returned_by = (select app_subject()))));
create policy agency_approve on result_draft for delete to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and state = 'waiting' and drawn_by <> (select app_subject()));
create policy worker on result_draft to shiqiuren_worker using (true);

drop policy agency on vacancy_result;
create policy agency_read on vacancy_result for select to shiqiuren_web
  using ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[]));
create policy agency_approve on vacancy_result for insert to shiqiuren_web
  with check ((select app_actor()) = 'officer' and agency_id = any ((select app_agencies())::int[])
    and sent_by = (select app_subject()) and drawn_by <> (select app_subject())
    and exists (select from result_draft d where d.vacancy_no = vacancy_result.vacancy_no
      and d.agency_id = vacancy_result.agency_id and d.drawn_by = vacancy_result.drawn_by and d.state = 'waiting'));
`.execute(db);
}
