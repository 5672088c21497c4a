import { type Kysely, sql } from 'kysely';

/**
 * What is listed now, drawn into one narrow table for the public's search (R11). A policy keeps a planner from
 * using an index for conditions of a searcher's own (they might leak), so the search needs a table without one:
 * it holds nothing but what the public page shows. A trigger keeps it, whoever changes a vacancy.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table vacancy
  add column extended_at timestamptz,
  -- the last day announced at first, once a listing was extended
  add column first_listed_to date;

-- Every character and every pair of neighbours, blanks apart: Chinese has no words to index, and a trigram index
-- does not find one or two characters. The text is folded already, as search_text is: its only blank is ' '.
-- Compared byte by byte, which is many times quicker than by a language's rules.
create function text_grams(body text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct gram collate "C"), '{}') from (
    select one as gram from unnest(string_to_array(body, null)) as c(one)
    union all
    select one || next from unnest(string_to_array(body, null),
      (string_to_array(body, null))[2:]) as pairs(one, next)) as grams
  where strpos(gram collate "C", ' ') = 0 $$;

create table listed_vacancy (
  no text primary key references vacancy on delete cascade,
  listed_at timestamptz not null,
  closes_at timestamptz not null,
  updated_at timestamptz not null,
  listed_from date,
  listed_to date,
  mode text,
  personnel_category text not null,
  job_series text not null,
  workplaces text[] not null,
  rank_classes text[] not null,
  -- which of the four special conditions hold, by their codes
  conditions text[] not null,
  agency text not null,
  search_text text not null,
  grams text[] not null
);
create index listed_vacancy_newest on listed_vacancy (listed_at desc, no desc);
create index listed_vacancy_closing on listed_vacancy (closes_at, no);
create index listed_vacancy_grams on listed_vacancy using gin (grams) with (fastupdate = off);

create function keep_listed_vacancy() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if new.stage <> 'listed' then
    delete from public.listed_vacancy where no = new.no;
    return null;
  end if;
  insert into public.listed_vacancy as l (no, listed_at, closes_at, updated_at, listed_from, listed_to, mode,
      personnel_category, job_series, workplaces, rank_classes, conditions, agency, search_text, grams)
    values (new.no, new.listed_at, new.closes_at, new.updated_at, new.listed_from, new.listed_to, new.mode,
      new.personnel_category, new.job_series, new.workplaces, new.rank_classes,
      array(select key from jsonb_each(new.content -> 'conditions') where value = 'true'),
      translate(lower(normalize(new.content ->> 'agencyName', nfkc)), '臺', '台'),
      new.search_text, public.text_grams(new.search_text))
  on conflict (no) do update set listed_at = excluded.listed_at, closes_at = excluded.closes_at,
    updated_at = excluded.updated_at, listed_from = excluded.listed_from, listed_to = excluded.listed_to,
    mode = excluded.mode, personnel_category = excluded.personnel_category, job_series = excluded.job_series,
    workplaces = excluded.workplaces, rank_classes = excluded.rank_classes, conditions = excluded.conditions,
    agency = excluded.agency, search_text = excluded.search_text, grams = excluded.grams
    where l.search_text <> excluded.search_text or l.listed_at <> excluded.listed_at
      or l.closes_at <> excluded.closes_at or l.updated_at <> excluded.updated_at
      or (l.listed_from, l.listed_to, l.mode) is distinct from (excluded.listed_from, excluded.listed_to, excluded.mode)
      or l.personnel_category <> excluded.personnel_category or l.job_series <> excluded.job_series
      or l.workplaces <> excluded.workplaces or l.rank_classes <> excluded.rank_classes
      or l.conditions <> excluded.conditions or l.agency <> excluded.agency;
  return null;
end $$;
revoke execute on function keep_listed_vacancy() from public;
create trigger keep_listed_vacancy after insert or update on vacancy
  for each row execute function keep_listed_vacancy();

-- what is listed already; the owner is bound by the policies unless it is a superuser
alter table vacancy no force row level security;
update vacancy set version = version where stage = 'listed';
alter table vacancy force row level security;

grant select on listed_vacancy to shiqiuren_web, shiqiuren_worker;
`.execute(db);
}
