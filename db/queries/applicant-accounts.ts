import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { blindIndex, newDataKey, openJson, sealJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Attempt, LOCK_MINUTES, MOST_FAILURES } from './accounts.ts';
import { keepPastPassword } from './past-passwords.ts';

/** What an applicant's account itself holds, under its own key. */
export interface ApplicantProfile {
  email: string;
  name: string;
}

/** One address in one form: the mailbox is the same however its letters are written. */
export const foldAddress = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

const indexOf = (keyring: Keyring, email: string): Buffer => blindIndex(keyring, 'email', foldAddress(email));

export interface KnownApplicant {
  id: string;
  confirmed: boolean;
}

/** The account of an address (as `gate`), found by its blind index. */
export async function applicantByEmail(
  trx: Trx,
  keyring: Keyring,
  email: string,
): Promise<KnownApplicant | undefined> {
  const row = await trx
    .selectFrom('applicant')
    .select(['id', 'confirmed_at'])
    .where('email_index', '=', indexOf(keyring, email))
    .executeTakeFirst();
  return row && { id: row.id, confirmed: row.confirmed_at !== null };
}

/**
 * Makes an account with an unconfirmed mailbox (as `gate`).
 * @returns its id, or undefined when the address has one (also when two sign-ups meet)
 */
export async function createApplicant(
  trx: Trx,
  keyring: Keyring,
  o: { email: string; name: string; passwordHash: string },
): Promise<string | undefined> {
  const id = randomUUID();
  const { key, wrapped } = newDataKey(keyring, `applicant:${id}`);
  const profile: ApplicantProfile = { email: o.email, name: o.name };
  const { numAffectedRows } = await sql`
    insert into applicant (id, email_index, password_hash, wrapped_key, profile_enc)
    values (${id}, ${indexOf(keyring, o.email)}, ${o.passwordHash}, ${wrapped},
      ${sealJson(key, profile, `applicant:${id}:profile`)})
    on conflict (email_index) do nothing`.execute(trx);
  return numAffectedRows === 1n ? id : undefined;
}

/** As `spendTry` of accounts, for the address of an applicant. `confirmed` says whether the mailbox is. */
export async function spendApplicantTry(
  trx: Trx,
  keyring: Keyring,
  email: string,
): Promise<(Attempt & { confirmed: boolean }) | undefined> {
  const { rows } = await sql<Attempt & { confirmed: boolean }>`
    update applicant a set
      failed_count = case when a.locked_until is null then a.failed_count + 1 else 1 end,
      locked_until = case when a.locked_until is null and a.failed_count + 1 >= ${MOST_FAILURES}
        then clock_timestamp() + make_interval(mins => ${LOCK_MINUTES}) end
    where a.email_index = ${indexOf(keyring, email)}
      and (a.locked_until is null or a.locked_until <= clock_timestamp())
    returning a.id, a.password_hash as "passwordHash", a.locked_until is not null as locks,
      a.confirmed_at is not null as confirmed`.execute(trx);
  return rows[0];
}

/** The password fitted: the tries are given back (as `gate`). */
export async function giveTriesBack(trx: Trx, id: string): Promise<void> {
  await sql`update applicant set failed_count = 0, locked_until = null where id = ${id}`.execute(trx);
}

/** Notes a sign-in (as `gate`): the tries are given back, the time kept. */
export async function applicantSignedIn(trx: Trx, id: string): Promise<void> {
  await sql`update applicant set failed_count = 0, locked_until = null, last_sign_in_at = now()
    where id = ${id}`.execute(trx);
}

/**
 * Somebody signs up again with an address that was never confirmed (as `gate`): the newest password counts, so
 * that nobody can leave one of his own lying in wait.
 */
export async function renewSignUp(trx: Trx, id: string, passwordHash: string): Promise<void> {
  await sql`update applicant set password_hash = ${passwordHash} where id = ${id} and confirmed_at is null`.execute(
    trx,
  );
}

/** Notes that the mailbox answered (as `gate`). */
export async function confirmApplicant(trx: Trx, id: string): Promise<void> {
  await sql`update applicant set confirmed_at = coalesce(confirmed_at, now()) where id = ${id}`.execute(trx);
}

/** Sets a password (as `gate`) and ends a lock; the one before is kept among the past ones. */
export async function setApplicantPassword(trx: Trx, id: string, hash: string): Promise<void> {
  await keepPastPassword(trx, { kind: 'applicant', id });
  await trx
    .updateTable('applicant')
    .set({ password_hash: hash, failed_count: 0, locked_until: null })
    .where('id', '=', id)
    .execute();
}

/** Hash of the account, to compare with the old password (as `gate`). */
export async function applicantPassword(trx: Trx, id: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('applicant')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.password_hash;
}

/** The profile of an account; readable by its owner (and by `gate` and the worker, who mail to it). */
export async function applicantProfile(
  trx: Trx,
  keyring: Keyring,
  id: string,
): Promise<ApplicantProfile | undefined> {
  const row = await trx
    .selectFrom('applicant')
    .select(['wrapped_key', 'profile_enc'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = unwrapDataKey(keyring, row.wrapped_key, `applicant:${id}`);
  return openJson<ApplicantProfile>(key, row.profile_enc, `applicant:${id}:profile`);
}
