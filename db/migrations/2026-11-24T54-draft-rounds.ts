import { type Kysely, sql } from 'kysely';

/** Which rounds of mails to drafts were begun for a vacancy: counts of nobody, known to the worker alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table draft_round (
  vacancy_no text not null references vacancy,
  name text not null check (name in ('extended', 'threeDaysLeft', 'oneDayLeft', 'closed')),
  -- the Taipei day of the end it tells of, 20261209
  edition text not null,
  begun_at timestamptz not null default clock_timestamp(),
  primary key (vacancy_no, name, edition)
);
grant select, insert on draft_round to shiqiuren_worker;
`.execute(db);
}
