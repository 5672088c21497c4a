import { type Kysely, sql } from 'kysely';

/**
 * A withdrawn vacancy is archived in time, and an archived one is public: its 附件 and 公開說明 stay hidden as its page
 * does. (The policy on `vacancy` itself stays as it is: her own applications are read through it.)
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter policy listed on vacancy_file using (exists (
    select from vacancy v where v.no = vacancy_no and v.stage in ('listed', 'closed', 'archived')
      and v.withdrawn_at is null
      and v.content -> 'files' @> jsonb_build_array(jsonb_build_object('id', vacancy_file.id))))`.execute(db);
  await sql`alter policy shown on listing_note using (state = 'approved' and exists (
    select from vacancy v where v.no = vacancy_no and v.stage in ('listed', 'closed', 'archived')
      and v.withdrawn_at is null))`.execute(db);
}
