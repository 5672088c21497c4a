import { type Kysely, sql } from 'kysely';

/**
 * Which characters of a document no font has, under its application's key: whoever takes it out is told their codes.
 * A document made before has only their number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table resume_document add column missing_enc bytea`.execute(db);
}
