/** Word to those who still wait when a vacancy is archived, as the worker sends it. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { archiveDue } from './archive.ts';
import { mailKey } from './mails.ts';

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

/**
 * Ids of at most `limit` open applications, after `after` ('' at first), whose mail is not settled. Who was told 資格不符
 * knows how it ended.
 */
export async function applicantsWithoutResult(
  trx: Trx,
  o: { vacancyNo: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('application as a')
    .select('a.id')
    .where('a.vacancy_no', '=', o.vacancyNo)
    .where('a.state', '=', 'open')
    .where(
      sql<SqlBool>`not exists (select from application_result r where r.application_id = a.id)
        and not exists (select from mail_delivery m where m.key = ${mailKey.noResult('')} || a.id::text
          and m.state in ('handedOver', 'permanentFailure', 'replaced'))
        and coalesce((select l.outcome <> 'unqualified' from screening_letter l
          where l.application_id = a.id order by l.version desc limit 1), true)`,
    )
    .$if(o.after !== '', (qb) => qb.where('a.id', '>', o.after))
    .orderBy('a.id')
    .limit(o.limit)
    .execute();
  return rows.map((r) => r.id);
}
