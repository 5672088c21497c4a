import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { sealSecret, sha256 } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { put } from '../outbox.ts';
import { recordMail } from './mail-rows.ts';

type MailedPurpose = 'confirmMailbox' | 'resetPassword';
/** `renewPassword` is carried by the page that asks for a new password in place of an overdue one. */
export type TokenPurpose = MailedPurpose | 'renewPassword';
export type TokenOwner = { kind: 'applicant' | 'account'; id: string };

/** How long a mailed link, or such a page, works. */
export const TOKEN_MINUTES: Record<TokenPurpose, number> = {
  confirmMailbox: 24 * 60,
  resetPassword: 30,
  renewPassword: 30,
};
/** So many links of one purpose an hour to one person; a stranger cannot fill a mailbox. */
const MOST_AN_HOUR = 3;

const MAILS = { confirmMailbox: 'confirmMailbox', resetPassword: 'passwordReset' } as const;
const KEYS = { confirmMailbox: 'confirm', resetPassword: 'reset' } as const;

const column = (owner: TokenOwner): 'applicant_id' | 'account_id' =>
  owner.kind === 'applicant' ? 'applicant_id' : 'account_id';

/**
 * Makes a one-time link and puts its mail (as `gate`): the token goes sealed into the mail's row, its hash into
 * the table, and neither into Temporal. Earlier links of the same purpose end.
 * @returns false when the hour's number is used up: nothing is mailed
 */
export async function mailToken(
  trx: Trx,
  keyring: Keyring,
  purpose: MailedPurpose,
  owner: TokenOwner,
): Promise<boolean> {
  const minutes = TOKEN_MINUTES[purpose];
  const { recent } = await trx
    .selectFrom('one_time_token')
    .select((eb) => eb.fn.countAll<string>().as('recent'))
    .where(column(owner), '=', owner.id)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', sql<Date>`now() + make_interval(mins => ${minutes - 60})`)
    .executeTakeFirstOrThrow();
  if (Number(recent) >= MOST_AN_HOUR) return false;
  const token = await newToken(trx, purpose, owner);
  const key = `${KEYS[purpose]}:${owner.id}:${randomBytes(4).toString('hex')}`;
  const mailId = await recordMail(trx, {
    key,
    kind: MAILS[purpose],
    applicant_id: owner.kind === 'applicant' ? owner.id : null,
    account_id: owner.kind === 'account' ? owner.id : null,
    secret: sealSecret(keyring, token, `mail:${key}`),
  });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${mailId}` });
  return true;
}

/** Makes a token for whoever has just shown who she is (as `gate`); earlier ones of the same purpose end. */
export async function newToken(trx: Trx, purpose: TokenPurpose, owner: TokenOwner): Promise<string> {
  await trx
    .updateTable('one_time_token')
    .set({ used_at: sql<Date>`now()` })
    .where(column(owner), '=', owner.id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
  const token = randomBytes(32).toString('base64url');
  await trx
    .insertInto('one_time_token')
    .values({
      token_hash: sha256(token),
      purpose,
      applicant_id: owner.kind === 'applicant' ? owner.id : null,
      account_id: owner.kind === 'account' ? owner.id : null,
      expires_at: sql<Date>`now() + make_interval(mins => ${TOKEN_MINUTES[purpose]})`,
    })
    .execute();
  return token;
}

export interface FoundToken extends TokenOwner {
  /** More than one link of the purpose was asked for: someone else may have begun it. */
  contested: boolean;
}

const found = (row: {
  applicant_id: string | null;
  account_id: string | null;
  asked: number;
}): FoundToken => ({
  ...(row.applicant_id
    ? { kind: 'applicant', id: row.applicant_id }
    : { kind: 'account', id: row.account_id as string }),
  contested: row.asked > 1,
});

type Row = { applicant_id: string | null; account_id: string | null; asked: number };
const asked = sql<number>`(select count(*)::int from one_time_token o where o.purpose = t.purpose
  and (o.applicant_id = t.applicant_id or o.account_id = t.account_id))`;

/** Looks at a link without using it (as `gate`): undefined when unknown, used or too old. */
export async function lookAtToken(
  trx: Trx,
  purpose: TokenPurpose,
  token: string,
): Promise<FoundToken | undefined> {
  const { rows } = await sql<Row>`
    select t.applicant_id, t.account_id, ${asked} as asked from one_time_token t
    where t.token_hash = ${sha256(token)} and t.purpose = ${purpose} and t.used_at is null
      and t.expires_at > clock_timestamp()`.execute(trx);
  return rows[0] && found(rows[0]);
}

/** Whether a link to confirm a mailbox has done what it was for (as `gate`): pressed twice, or an answer got lost. */
export async function mailboxConfirmed(trx: Trx, token: string): Promise<boolean> {
  const { rows } = await sql`
    select from one_time_token t join applicant a on a.id = t.applicant_id and a.confirmed_at is not null
    where t.token_hash = ${sha256(token)} and t.purpose = 'confirmMailbox' and t.used_at is not null`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Uses a link up (as `gate`); of two who try at the same moment one gets it. */
export async function useToken(
  trx: Trx,
  purpose: TokenPurpose,
  token: string,
): Promise<FoundToken | undefined> {
  const { rows } = await sql<Row>`
    update one_time_token t set used_at = clock_timestamp()
    where t.token_hash = ${sha256(token)} and t.purpose = ${purpose} and t.used_at is null
      and t.expires_at > clock_timestamp()
    returning t.applicant_id, t.account_id, ${asked} as asked`.execute(trx);
  return rows[0] && found(rows[0]);
}
