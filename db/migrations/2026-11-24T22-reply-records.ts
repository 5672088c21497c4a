import { type Kysely, sql } from 'kysely';

/** 查詢回覆紀錄 pages by instant and id: one batch of notices shares its instant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create index interview_notice_records on interview_notice (agency_id, created_at desc, id desc);
drop index interview_notice_agency;
`.execute(db);
}
