import { type Kysely, sql } from 'kysely';

/**
 * What a list shows of a vacancy stands beside what it is found by (R11): a search then reads one table without
 * policies instead of three, and no text of several kilobytes for a row of four facts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table listed_vacancy add column agency_id int references agency, add column brief jsonb;

-- nothing but what the public's page shows
create function vacancy_brief(content jsonb) returns jsonb language sql immutable strict parallel safe as $$
  select jsonb_object_agg(key, content -> key) from unnest('{title,mode,grade,jobSeries,jobSeriesText,openings,
    openingsText,reserves,workplaces}'::text[]) as k(key) $$;

create or replace function keep_listed_vacancy() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if new.stage <> 'listed' then
    delete from public.listed_vacancy where no = new.no;
    return null;
  end if;
  insert into public.listed_vacancy as l (no, listed_at, closes_at, updated_at, listed_from, listed_to, mode,
      personnel_category, job_series, workplaces, rank_classes, conditions, agency, search_text, grams, agency_id,
      brief)
    values (new.no, new.listed_at, new.closes_at, new.updated_at, new.listed_from, new.listed_to, new.mode,
      new.personnel_category, new.job_series, new.workplaces, new.rank_classes,
      array(select key from jsonb_each(new.content -> 'conditions') where value = 'true'),
      translate(lower(normalize(new.content ->> 'agencyName', nfkc)), '臺', '台'),
      new.search_text, public.text_grams(new.search_text), new.agency_id, public.vacancy_brief(new.content))
  on conflict (no) do update set listed_at = excluded.listed_at, closes_at = excluded.closes_at,
    updated_at = excluded.updated_at, listed_from = excluded.listed_from, listed_to = excluded.listed_to,
    mode = excluded.mode, personnel_category = excluded.personnel_category, job_series = excluded.job_series,
    workplaces = excluded.workplaces, rank_classes = excluded.rank_classes, conditions = excluded.conditions,
    agency = excluded.agency, search_text = excluded.search_text, grams = excluded.grams,
    agency_id = excluded.agency_id, brief = excluded.brief
    where l.search_text <> excluded.search_text or l.listed_at <> excluded.listed_at
      or l.closes_at <> excluded.closes_at or l.updated_at <> excluded.updated_at
      or (l.listed_from, l.listed_to, l.mode) is distinct from (excluded.listed_from, excluded.listed_to, excluded.mode)
      or l.personnel_category <> excluded.personnel_category or l.job_series <> excluded.job_series
      or l.workplaces <> excluded.workplaces or l.rank_classes <> excluded.rank_classes
      or l.conditions <> excluded.conditions or l.agency <> excluded.agency
      or (l.agency_id, l.brief) is distinct from (excluded.agency_id, excluded.brief);
  return null;
end $$;

-- the owner is bound by the policies unless it is a superuser
alter table vacancy no force row level security;
update vacancy set version = version where stage = 'listed';
alter table vacancy force row level security;
alter table listed_vacancy alter column agency_id set not null, alter column brief set not null;
`.execute(db);
}
