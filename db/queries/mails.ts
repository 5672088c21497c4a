import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type Trx, withActor } from '../actor.ts';
import { audit } from '../audit.ts';
import type { MailRow } from './mail-rows.ts';

/** The ledger's keys: one mail to one person. */
export const mailKey = {
  receipt: (applicationId: string, version: number) => `receipt:${applicationId}:${version}`,
  produced: (applicationId: string, version: number) => `produced:${applicationId}:${version}`,
  notice: (noticeId: string) => `notice:${noticeId}`,
  noticeWithdrawn: (noticeId: string) => `noticeWithdrawn:${noticeId}`,
  interviewOff: (noticeId: string, why: 'withdrawn' | 'replaced' | 'applicationWithdrawn') =>
    `interviewOff:${noticeId}:${why}`,
  reminder: (noticeId: string, which: string) => `reminder:${noticeId}:${which}`,
  replyReceipt: (noticeId: string, replyVersion: number) => `replyReceipt:${noticeId}:${replyVersion}`,
  replyWord: (noticeId: string, replyVersion: number) => `replyWord:${noticeId}:${replyVersion}`,
  result: (applicationId: string, version: number) => `result:${applicationId}:${version}`,
  resultApproval: (vacancyNo: string, version: number, accountId: string) =>
    `resultApproval:${vacancyNo}:${version}:${accountId}`,
  noteReturned: (noteId: string, decidedAt: Date) => `noteReturned:${noteId}:${decidedAt.getTime()}`,
  screening: (applicationId: string, version: number) => `screening:${applicationId}:${version}`,
  reserveEnded: (applicationId: string) => `reserveEnded:${applicationId}`,
  vacancyWithdrawn: (applicationId: string) => `vacancyWithdrawn:${applicationId}`,
  noResult: (applicationId: string) => `noResult:${applicationId}`,
  placeFree: (applicationId: string) => `placeFree:${applicationId}`,
  digest: (vacancyNo: string, day: string) => `digest:${vacancyNo}:${day}`,
  closing: (vacancyNo: string) => `closing:${vacancyNo}`,
  closingSoon: (vacancyNo: string, day: string) => `closingSoon:${vacancyNo}:${day}`,
  /** The same mail to who stands in for its reader. */
  deputyCopy: (key: string) => `${key}:deputy`,
} as const;

/**
 * A try that seems under way may belong to a worker that was killed. After this long it is taken for dead;
 * until then nobody else sends, so that one mail is never in two hands.
 */
const TRY_SECONDS = 90;
const WORKER = { kind: 'worker' } as const;
/** States in which a mail is begun by nobody any more. */
const SETTLED = sql`'handedOver', 'permanentFailure', 'replaced'`;

export type Claim =
  | { go: true; id: string; messageId: string; attempt: number }
  /** `done`: handed over, refused for good or replaced; `busy`: another try is under way. */
  | { go: false; why: 'done' | 'busy' };

/**
 * Claims a mail for one try and commits that (state `sending`) before anything is sent, so that a crash leaves
 * a trace. The Message-ID is the row's own for ever. A try found dead was uncertain.
 */
export async function claimMail(db: Db, m: MailRow): Promise<Claim> {
  return withActor(db, WORKER, async (trx) => {
    const id = randomUUID();
    const { rows } = await sql<{
      id: string;
      message_id: string;
      attempts: number;
      why: 'done' | 'busy' | null;
    }>`/* mails.claim */
      with claimed as (
        insert into mail_delivery as m (id, key, kind, vacancy_no, notice_id, application_id, applicant_id,
          account_id, agency_id, reply_version, message_id, state, attempts, sending_at)
        values (${id}, ${m.key}, ${m.kind}, ${m.vacancyNo ?? null}, ${m.noticeId ?? null}, ${m.application_id ?? null},
          ${m.applicant_id ?? null}, ${m.account_id ?? null}, ${m.agency_id ?? null}, ${m.replyVersion ?? null},
          ${`<${id}@shiqiuren.invalid>`}, 'sending', 1, clock_timestamp())
        on conflict (key) do update set state = 'sending', attempts = m.attempts + 1,
          sending_at = clock_timestamp(), updated_at = clock_timestamp()
          where m.state not in (${SETTLED})
            and (m.state <> 'sending' or m.sending_at <= clock_timestamp() - make_interval(secs => ${TRY_SECONDS}))
        returning m.id, m.message_id, m.attempts)
      select id, message_id, attempts, null as why from claimed
      union all
      select id, message_id, attempts, case when state in (${SETTLED}) then 'done' else 'busy' end
      from mail_delivery where key = ${m.key} and not exists (select from claimed)`.execute(trx);
    const row = rows[0];
    // Claimed by another at this very moment: not to be seen yet.
    if (!row) return { go: false, why: 'busy' };
    if (row.why) return { go: false, why: row.why };
    return { go: true, id: row.id, messageId: row.message_id, attempt: row.attempts };
  });
}

export type Outcome = 'handedOver' | 'uncertain' | 'temporaryFailure' | 'permanentFailure';

/**
 * Records how a try ended. What is settled for good is audited; a one-time secret goes once the mail is handed over.
 * A try that was taken for dead and came back late may still report success, but never take one back; nor does the end
 * of a try call back a mail that was replaced meanwhile, since nobody would try it again.
 */
export async function settleMail(
  db: Db,
  o: { id: string; attempt: number; outcome: Outcome; code: string },
): Promise<void> {
  await withActor(db, WORKER, async (trx) => {
    const handed = o.outcome === 'handedOver';
    const { rows } = await sql<{ kind: string; agency_id: number | null }>`/* mails.settle */
      update mail_delivery set state = ${o.outcome}, last_code = ${o.code}, updated_at = clock_timestamp(),
        handed_over_at = case when ${handed} then clock_timestamp() end,
        secret_enc = case when ${handed} then null else secret_enc end
      where id = ${o.id} and state <> 'handedOver'
        and (${handed} or (attempts = ${o.attempt} and state <> 'replaced'))
      returning kind, agency_id`.execute(trx);
    const row = rows[0];
    if (!row || !['handedOver', 'permanentFailure'].includes(o.outcome)) return;
    await audit(trx, WORKER, {
      act: `mail.${o.outcome}`,
      subjectKind: 'mail',
      subjectId: o.id,
      agencyId: row.agency_id,
      details: { kind: row.kind, code: o.code, attempt: o.attempt },
    });
  });
}

/** A mail that nobody should get any more (its notice was replaced, its application withdrawn): never sent. */
export async function replaceMail(trx: Trx, key: string): Promise<void> {
  await sql`update mail_delivery set state = 'replaced', secret_enc = null, updated_at = clock_timestamp()
    where key = ${key} and state <> 'handedOver'`.execute(trx);
}

/** Digests of a vacancy that were begun and not handed over, all but the one of today's key. */
export async function replaceDigests(trx: Trx, vacancyNo: string, today: string | null): Promise<void> {
  await sql`update mail_delivery set state = 'replaced', updated_at = clock_timestamp()
    where vacancy_no = ${vacancyNo} and kind = 'digest' and key is distinct from ${today}
      and state not in ('handedOver', 'replaced') and state <> 'permanentFailure'`.execute(trx);
}

export interface AccountMail {
  key: string;
  kind: string;
  accountId: string | null;
  applicantId: string | null;
  /** Of a one-time link: still sealed under the keyring, with `mail:<key>` as its additional data. */
  secret: Buffer | null;
  createdAt: Date;
  account: { name: string; email: string; disabled: boolean } | null;
  applicant: { wrappedKey: Buffer; profile: Buffer } | null;
}

/** A mail that belongs to no vacancy, with what its address is read from; undefined when there is nothing to send. */
export async function accountMail(trx: Trx, mailId: string): Promise<AccountMail | undefined> {
  const m = await trx
    .selectFrom('mail_delivery')
    .select(['key', 'kind', 'account_id', 'applicant_id', 'secret_enc', 'created_at'])
    .where('id', '=', mailId)
    .executeTakeFirst();
  if (!m || (m.secret_enc === null && m.kind !== 'passwordChanged')) return undefined;
  const account = m.account_id
    ? await trx
        .selectFrom('account')
        .select(['name', 'email', 'disabled_at'])
        .where('id', '=', m.account_id)
        .executeTakeFirst()
    : undefined;
  const applicant = m.applicant_id
    ? await trx
        .selectFrom('applicant')
        .select(['wrapped_key', 'profile_enc'])
        .where('id', '=', m.applicant_id)
        .executeTakeFirst()
    : undefined;
  return {
    key: m.key,
    kind: m.kind,
    accountId: m.account_id,
    applicantId: m.applicant_id,
    secret: m.secret_enc,
    createdAt: m.created_at,
    account: account
      ? { name: account.name, email: account.email, disabled: account.disabled_at !== null }
      : null,
    applicant: applicant ? { wrappedKey: applicant.wrapped_key, profile: applicant.profile_enc } : null,
  };
}

/** When a one-time link runs out; undefined when it was used, has run out or is not known. */
export async function linkExpiry(trx: Trx, tokenHash: Buffer): Promise<Date | undefined> {
  const { rows } = await sql<{ expires_at: Date }>`select expires_at from one_time_token
    where token_hash = ${tokenHash} and used_at is null and expires_at > clock_timestamp()`.execute(trx);
  return rows[0]?.expires_at;
}
