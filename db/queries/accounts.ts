import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import type { AccountRole } from '../schema.ts';
import { keepPastPassword } from './past-passwords.ts';

/** 附表十 4-2-3: after so many wrong passwords the account rests for so long. */
export const MOST_FAILURES = 5;
export const LOCK_MINUTES = 15;

/** What a try to sign in may compare with. */
export interface Attempt {
  id: string;
  passwordHash: string;
  /** This try was the one that locks, should it be wrong. */
  locks: boolean;
  /** Since when it is an account's password; applicants' have no age. */
  passwordSetAt?: Date;
}

/**
 * Spends one try on the account of that login (as `gate`): counted before the password is compared, so that
 * parallel tries cannot be more than five. Undefined when there is none, or it is locked or disabled.
 * `signedIn` gives the tries back.
 */
export async function spendTry(trx: Trx, login: string): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    update account a set
      failed_count = case when a.locked_until is null then a.failed_count + 1 else 1 end,
      locked_until = case when a.locked_until is null and a.failed_count + 1 >= ${MOST_FAILURES}
        then clock_timestamp() + make_interval(mins => ${LOCK_MINUTES}) end
    where a.login = ${login} and a.disabled_at is null
      and (a.locked_until is null or a.locked_until <= clock_timestamp())
    returning a.id, a.password_hash as "passwordHash", a.locked_until is not null as locks,
      a.password_set_at as "passwordSetAt"`.execute(trx);
  return rows[0];
}

/** Notes a sign-in (as `gate`): the tries are given back, this and the last time kept (R3). */
export async function accountSignedIn(trx: Trx, id: string): Promise<void> {
  await sql`update account set failed_count = 0, locked_until = null,
    previous_sign_in_at = last_sign_in_at, last_sign_in_at = now() where id = ${id}`.execute(trx);
}

/** The password fitted: the tries are given back (as `gate`). */
export async function giveAccountTriesBack(trx: Trx, id: string): Promise<void> {
  await sql`update account set failed_count = 0, locked_until = null where id = ${id}`.execute(trx);
}

/** What a person sees of her own account. */
export interface OwnAccount {
  login: string;
  name: string;
  email: string;
  phone: string;
  role: AccountRole;
  passwordSetAt: Date;
}

export async function ownAccount(trx: Trx, id: string): Promise<OwnAccount | undefined> {
  return trx
    .selectFrom('account')
    .select(['login', 'name', 'email', 'phone', 'role', 'password_set_at as passwordSetAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The living account of a login (as `gate`). */
export async function accountByLogin(trx: Trx, login: string): Promise<{ id: string } | undefined> {
  return trx
    .selectFrom('account')
    .select('id')
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Hash of the account, to compare with the old password (as `gate`). */
export async function accountPassword(
  trx: Trx,
  id: string,
): Promise<{ login: string; hash: string } | undefined> {
  const row = await trx
    .selectFrom('account')
    .select(['login', 'password_hash as hash'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row;
}

/** When its owner set the account's password last (as `gate`); undefined while it is the one she was given. */
export async function ownPasswordSetAt(trx: Trx, id: string): Promise<Date | undefined> {
  const row = await trx
    .selectFrom('account as a')
    .select('a.password_set_at')
    .where('a.id', '=', id)
    .where((eb) =>
      eb.exists(eb.selectFrom('past_password as p').select('p.id').whereRef('p.account_id', '=', 'a.id')),
    )
    .executeTakeFirst();
  return row?.password_set_at;
}

/** Sets a password (as `gate`) and ends a lock; the one before is kept among the past ones. */
export async function setAccountPassword(trx: Trx, id: string, hash: string, at: Date): Promise<void> {
  await keepPastPassword(trx, { kind: 'account', id });
  await trx
    .updateTable('account')
    .set({ password_hash: hash, password_set_at: at, failed_count: 0, locked_until: null })
    .where('id', '=', id)
    .execute();
}
