/** Pages of those who applied to a vacancy and are still to hear something by mail. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';

export interface UntoldPage {
  vacancyNo: string;
  /** The last id of the page before, '' at first. */
  after: string;
  limit: number;
}

/**
 * Ids of at most `limit` open applications whose mail is not settled.
 * @param mailFor what the mail's key is before the application's id
 */
export function untoldApplicants(trx: Trx, mailFor: string, { vacancyNo, after, limit }: UntoldPage) {
  return trx
    .selectFrom('application as a')
    .select('a.id')
    .where('a.vacancy_no', '=', vacancyNo)
    .where('a.state', '=', 'open')
    .where(
      sql<SqlBool>`not exists (select from mail_delivery m where m.key = ${mailFor} || a.id::text
        and m.state in ('handedOver', 'permanentFailure', 'replaced'))`,
    )
    .$if(after !== '', (qb) => qb.where('a.id', '>', after))
    .orderBy('a.id')
    .limit(limit);
}
