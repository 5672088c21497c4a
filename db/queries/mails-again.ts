/** What the ledger of a vacancy's notices and that of its letters have in common. */
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { putMailAgain } from './mail-rows.ts';

/** `mail_delivery m` was refused for good, or is tried by nobody any more. */
export const givenUp = sql<SqlBool>`mail_given_up(m.state, m.updated_at)`;

export interface MailTotals {
  total: number;
  handedOver: number;
  /** Given up, and worth sending again. */
  unreached: number;
}

/** Counts of all that `mails` selects, of which `mail_delivery` is `m`. */
export async function mailTotals<D, T extends keyof D>(
  mails: SelectQueryBuilder<D, T, object>,
  unreached: RawBuilder<SqlBool>,
): Promise<MailTotals> {
  return mails
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`count(*) filter (where m.state = 'handedOver')::int`.as('handedOver'),
      sql<number>`count(*) filter (where ${unreached})::int`.as('unreached'),
    ])
    .executeTakeFirstOrThrow() as Promise<MailTotals>;
}

/** Whose mails go out again: of everyone of the vacancy, or of one application. */
export interface Unreached {
  vacancyNo: string;
  only?: string | undefined;
}

/** Each of these mails that is still given up goes out once more, under its own Message-ID. @returns how many */
export async function sendMailsAgain<D, T extends keyof D>(
  trx: Trx,
  which: SelectQueryBuilder<D, T, { id: string }>,
): Promise<number> {
  const again = await trx
    .updateTable('mail_delivery')
    .set({ state: 'created', updated_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', which)
    .where(sql<SqlBool>`mail_given_up(state, updated_at)`)
    .returning(['id', 'attempts'])
    .execute();
  for (const { id, attempts } of again) await putMailAgain(trx, id, attempts);
  return again.length;
}
