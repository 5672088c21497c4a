import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, Db, Trx } from '../actor.ts';
import { sha256 } from '../crypto.ts';
import type { AccountRole } from '../schema.ts';

/** Ways in that the record knows; the pages have words for them (R9). */
export type SignInWay = 'account';

export type Who =
  | {
      kind: 'account';
      accountId: string;
      role: AccountRole;
      name: string;
      agencies: { id: number; code: string; name: string }[];
      previousSignInAt: Date | null;
    }
  | { kind: 'applicant'; applicantId: string };

/** A browser that is signed in. */
export interface SignIn {
  idHash: Buffer;
  /** Token that every form of this sign-in carries. */
  csrf: string;
  way: string;
  startedAt: Date;
  /** When its password was given last: at its beginning, or since. */
  passwordGivenAt: Date;
  who: Who;
}

/** Who acts, for the policies of the database. */
export function actorOf(who: Who): Actor {
  if (who.kind === 'applicant') return { kind: 'applicant', applicantId: who.applicantId };
  const { role, accountId } = who;
  return role === 'officer' || role === 'agencyAdmin'
    ? { kind: role, accountId, agencyIds: who.agencies.map((a) => a.id) }
    : { kind: role, accountId };
}

/**
 * Opens a sign-in (as `gate`). The browser gets the token, the database its hash; each sign-in has a fresh one.
 * @param hours after which it ends in any case
 */
export async function openSignIn(
  trx: Trx,
  o: { accountId?: string; applicantId?: string; way: SignInWay; hours: number },
): Promise<{ token: string; csrf: string }> {
  const token = randomBytes(32).toString('base64url');
  const csrf = randomBytes(32).toString('base64url');
  await trx
    .insertInto('web_session')
    .values({
      id_hash: sha256(token),
      account_id: o.accountId ?? null,
      applicant_id: o.applicantId ?? null,
      csrf,
      sign_in_way: o.way,
      expires_at: sql<Date>`now() + make_interval(hours => ${o.hours})`,
    })
    .execute();
  return { token, csrf };
}

interface Found {
  csrf: string;
  sign_in_way: string;
  created_at: Date;
  password_given_at: Date;
  account_id: string | null;
  applicant_id: string | null;
  role: AccountRole | null;
  name: string | null;
  previous_sign_in_at: Date | null;
  agencies: { id: number; code: string; name: string }[] | null;
}

/**
 * The living sign-in of a token, or undefined when it is unknown, ended, idle too long or its account disabled. Notes
 * that it was seen, at most once a minute. Every request asks: one trip, the database's function acts as `gate`.
 */
export async function findSignIn(
  db: Db | Trx,
  token: string,
  idleMinutes: number,
): Promise<SignIn | undefined> {
  const idHash = sha256(token);
  const { rows } =
    await sql<Found>`/* signIn.find */ select * from find_sign_in(${idHash}::bytea, ${idleMinutes}::int)`.execute(
      db,
    );
  const row = rows[0];
  if (!row) return undefined;
  const base = {
    ...{ idHash, csrf: row.csrf, way: row.sign_in_way, startedAt: row.created_at },
    passwordGivenAt: row.password_given_at,
  };
  if (row.applicant_id) return { ...base, who: { kind: 'applicant', applicantId: row.applicant_id } };
  if (!row.account_id || !row.role) return undefined;
  return {
    ...base,
    who: {
      kind: 'account',
      accountId: row.account_id,
      role: row.role,
      name: row.name ?? '',
      agencies: row.agencies ?? [],
      previousSignInAt: row.previous_sign_in_at,
    },
  };
}

/** Notes that the password was given once more (as `gate`). */
export async function passwordGiven(trx: Trx, idHash: Buffer): Promise<void> {
  await trx
    .updateTable('web_session')
    .set({ password_given_at: sql<Date>`now()` })
    .where('id_hash', '=', idHash)
    .execute();
}

/** Ends one sign-in (as `gate`). */
export async function endSignIn(trx: Trx, idHash: Buffer): Promise<void> {
  await trx
    .updateTable('web_session')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .execute();
}

export type SubjectOfSignIn = { accountId: string } | { applicantId: string };
const subjectId = (who: SubjectOfSignIn): string => ('accountId' in who ? who.accountId : who.applicantId);

/** Ends every sign-in of a person but the one named (as `gate`). Answers how many ended. */
export async function endOtherSignIns(trx: Trx, who: SubjectOfSignIn, keep: Buffer | null): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('web_session')
    .set({ revoked_at: sql<Date>`now()` })
    .where('accountId' in who ? 'account_id' : 'applicant_id', '=', subjectId(who))
    .where('revoked_at', 'is', null)
    .where('id_hash', '<>', keep ?? Buffer.alloc(32))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export interface LivingSignIn {
  idHash: Buffer;
  way: string;
  startedAt: Date;
  lastSeenAt: Date;
}

/** The living sign-ins of a person, newest first (as `gate`). */
export async function livingSignIns(
  trx: Trx,
  who: SubjectOfSignIn,
  idleMinutes: number,
): Promise<LivingSignIn[]> {
  const rows = await trx
    .selectFrom('web_session')
    .select(['id_hash', 'sign_in_way', 'created_at', 'last_seen_at'])
    .where('accountId' in who ? 'account_id' : 'applicant_id', '=', subjectId(who))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_seen_at', '>', sql<Date>`now() - make_interval(mins => ${idleMinutes})`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((r) => ({
    idHash: r.id_hash,
    way: r.sign_in_way,
    startedAt: r.created_at,
    lastSeenAt: r.last_seen_at,
  }));
}
