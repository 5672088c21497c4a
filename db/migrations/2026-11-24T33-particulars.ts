import { type Kysely, sql } from 'kysely';

/**
 * What an applicant states for one application beside her résumé ({declaration, adjustments}), under the
 * application's own key. The table's policies and grants hold for the column as for its neighbours.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table application add column particulars_enc bytea`.execute(db);
}
