import { type Kysely, sql } from 'kysely';

/** R16: the texts of the open data, one row for each feed. They tell what the public page shows, so no policy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table feed_snapshot (
  name text primary key check (name in ('xml', 'xml2', 'json', 'atom')),
  -- the state of the records the text tells
  key text not null,
  vacancies int not null,
  made_at timestamptz not null,
  sha256 bytea not null,
  gzipped bytea not null
);
-- what is compressed is not compressed again
alter table feed_snapshot alter column gzipped set storage external;
grant select on feed_snapshot to shiqiuren_web;
grant select, insert, update, delete on feed_snapshot to shiqiuren_worker;
`.execute(db);
}
