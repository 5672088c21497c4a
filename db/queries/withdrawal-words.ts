/** Word of a vacancy's withdrawal to those who applied, as the worker sends it. */
import { type SqlBool, sql } from 'kysely';
import { VACANCY_WORD_DAYS, withdrawalWordAt } from '../../domain/withdrawal.ts';
import type { Trx } from '../actor.ts';
import { mailKey } from './mails.ts';
import { type UntoldPage, untoldApplicants } from './untold-applicants.ts';

export interface VacancyWithdrawal {
  withdrawnAt: Date;
  /** A code of WITHDRAW_REASONS. */
  reason: string;
  /** 聯絡方式 */
  contact: string;
}

/** A withdrawal that stands and is to be told by the database's clock; undefined when there is none. */
export async function withdrawalToTell(trx: Trx, no: string): Promise<VacancyWithdrawal | undefined> {
  const v = await trx
    .selectFrom('vacancy')
    .select(['withdrawn_at', 'withdraw_reason', 'content'])
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .where('no', '=', no)
    .where('stage', '=', 'withdrawn')
    .executeTakeFirst();
  if (!v?.withdrawn_at || withdrawalWordAt(v.withdrawn_at.toISOString(), 'applicants') > v.now.toISOString())
    return undefined;
  return {
    withdrawnAt: v.withdrawn_at,
    reason: v.withdraw_reason ?? '',
    contact: v.content.contact,
  };
}

/** One who applied and was not told yet: open, her data kept, and no mail about it begun. */
export const untoldApplicant = sql<SqlBool>`(a.state = 'open' and a.brief_enc is not null
  and exists (select from data_key k where k.application_id = a.id)
  and not exists (select from mail_delivery m where m.key = ${mailKey.vacancyWithdrawn('')} || a.id::text))`;

/** Whether a withdrawal is news still: somebody is untold, and it is not too long ago. To be asked of a vacancy `v`. */
export const withdrawalUntold = sql<SqlBool>`(v.stage = 'withdrawn'
  and v.withdrawn_at > clock_timestamp() - make_interval(days => ${VACANCY_WORD_DAYS})
  and exists (select from application a where a.vacancy_no = v.no and ${untoldApplicant}))`;

/** Who is not told of the withdrawal yet. */
export async function applicantsToTell(trx: Trx, page: UntoldPage): Promise<string[]> {
  const rows = await untoldApplicants(trx, mailKey.vacancyWithdrawn(''), page).execute();
  return rows.map((r) => r.id);
}
