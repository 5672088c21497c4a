/** Word to those who still wait when a vacancy is archived, as the worker sends it. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { archiveDue } from './archive.ts';
import { mailKey } from './mails.ts';
import { type UntoldPage, untoldApplicants } from './untold-applicants.ts';

export interface WithoutResult {
  closedAt: Date;
  /** 聯絡方式 */
  contact: string;
}

/** A closed vacancy whose archive is due and that has no result; undefined when it is none. */
export async function endingWithoutResult(trx: Trx, no: string): Promise<WithoutResult | undefined> {
  if (!(await archiveDue(trx, no)).due) return undefined;
  const v = await trx
    .selectFrom('vacancy')
    .select(['closed_at', 'content'])
    .where('no', '=', no)
    .where('stage', '=', 'closed')
    .where('result_at', 'is', null)
    .executeTakeFirst();
  return v?.closed_at ? { closedAt: v.closed_at, contact: v.content.contact } : undefined;
}

/** Who waits for a result and is not told that there is none. Who was told 資格不符 knows how it ended. */
export async function applicantsWithoutResult(trx: Trx, page: UntoldPage): Promise<string[]> {
  const rows = await untoldApplicants(trx, mailKey.noResult(''), page)
    .where(
      sql<SqlBool>`not exists (select from application_result r where r.application_id = a.id)
        and coalesce((select l.outcome <> 'unqualified' from screening_letter l
          where l.application_id = a.id order by l.version desc limit 1), true)`,
    )
    .execute();
  return rows.map((r) => r.id);
}
