/** An applicant moves her account to another mailbox, and with it every application that is open. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { blindIndex, openJson, sealJson, sealSecret, sha256, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { put } from '../outbox.ts';
import { loadDataKeys, openBrief, openRecord, sealBrief, sealRecord } from '../personal.ts';
import { type ApplicantProfile, applicantProfile, foldAddress } from './applicant-accounts.ts';
import { profileKey } from './applicant-resume.ts';
import { recordMail } from './mail-rows.ts';
import { endOtherSignIns } from './sign-ins.ts';

type Applicant = Actor & { kind: 'applicant' };

/** How long the mailed link works, and how many are mailed an hour. */
export const MAILBOX_LINK_HOURS = 24;
const MOST_AN_HOUR = 3;

const addressAad = (hash: Buffer): string => `mailbox:${hash.toString('hex')}`;

/**
 * Mails a link to the new mailbox; nothing changes before it is used. Earlier links of hers end. Whether the address has
 * an account already is not looked at: nobody learns of it who does not read that mailbox.
 * @returns false when the hour's number is used up: nothing is mailed
 */
export async function askForMailbox(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  address: string,
): Promise<boolean> {
  const key = await profileKey(trx, keyring, actor);
  const { recent } = await trx
    .selectFrom('mailbox_change')
    .select((eb) => eb.fn.countAll<string>().as('recent'))
    .where('applicant_id', '=', actor.applicantId)
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow();
  const mailed = Number(recent) < MOST_AN_HOUR;
  if (mailed) {
    await endLinks(trx, actor);
    const token = randomBytes(32).toString('base64url');
    const hash = sha256(token);
    await trx
      .insertInto('mailbox_change')
      .values({
        token_hash: hash,
        applicant_id: actor.applicantId,
        address_enc: sealJson(key, address, addressAad(hash)),
        expires_at: sql<Date>`now() + make_interval(hours => ${MAILBOX_LINK_HOURS})`,
      })
      .execute();
    await putMail(trx, keyring, actor, { kind: 'changeMailbox', secret: token });
  }
  await audit(trx, actor, {
    act: 'account.askMailbox',
    subjectKind: 'applicant',
    subjectId: actor.applicantId,
    details: { mailed },
  });
  return mailed;
}

export interface AskedMailbox {
  applicantId: string;
  address: string;
  expiresAt: Date;
}

/** Looks at a link without using it (as `gate` or the worker): undefined when unknown, used or too old. */
export async function lookAtMailbox(
  trx: Trx,
  keyring: Keyring,
  token: string,
): Promise<AskedMailbox | undefined> {
  const hash = sha256(token);
  const { rows } = await sql<{ id: string; wrapped_key: Buffer; address_enc: Buffer; expires_at: Date }>`
    select a.id, a.wrapped_key, m.address_enc, m.expires_at
    from mailbox_change m join applicant a on a.id = m.applicant_id
    where m.token_hash = ${hash} and m.used_at is null and m.expires_at > clock_timestamp()`.execute(trx);
  const row = rows[0];
  if (!row) return undefined;
  const key = unwrapDataKey(keyring, row.wrapped_key, `applicant:${row.id}`);
  return {
    applicantId: row.id,
    address: openJson<string>(key, row.address_enc, addressAad(hash)),
    expiresAt: row.expires_at,
  };
}

/**
 * An account that was never confirmed does not keep an address from whoever reads its mailbox (as `gate`); such an account
 * has applied nowhere.
 */
export async function freeUnconfirmed(trx: Trx, keyring: Keyring, address: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from applicant
    where email_index = ${blindIndex(keyring, 'email', foldAddress(address))} and confirmed_at is null
    returning id`.execute(trx);
  for (const { id } of rows)
    await audit(trx, { kind: 'gate' }, { act: 'account.delete', subjectKind: 'applicant', subjectId: id });
}

/**
 * Uses the link: from now on the new mailbox is the account's name and gets every mail, also those about applications that
 * run. Other sign-ins end, and so do links that went to the old mailbox, which is told.
 * @param o.keep the sign-in she does it from; null for none
 * @returns false when the link was used or ran out meanwhile
 * @throws the database's unique violation when the address has an account
 */
export async function changeMailbox(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  o: { token: string; keep: Buffer | null },
): Promise<boolean> {
  const asked = await lookAtMailbox(trx, keyring, o.token);
  const { numUpdatedRows } = await trx
    .updateTable('mailbox_change')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('token_hash', '=', sha256(o.token))
    .where('applicant_id', '=', actor.applicantId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  const before = await applicantProfile(trx, keyring, actor.applicantId);
  if (!asked || numUpdatedRows !== 1n || !before) return false;
  const { address } = asked;
  const profile: ApplicantProfile = { ...before, email: address };
  const key = await profileKey(trx, keyring, actor);
  await trx
    .updateTable('applicant')
    .set({
      email_index: blindIndex(keyring, 'email', foldAddress(address)),
      profile_enc: sealJson(key, profile, `applicant:${actor.applicantId}:profile`),
    })
    .where('id', '=', actor.applicantId)
    .execute();
  const applications = await moveApplications(trx, keyring, actor, address);
  await endLinks(trx, actor);
  await trx
    .updateTable('one_time_token')
    .set({ used_at: sql<Date>`now()` })
    .where('applicant_id', '=', actor.applicantId)
    .where('used_at', 'is', null)
    .execute();
  const ended = await endOtherSignIns(trx, actor, o.keep);
  await putMail(trx, keyring, actor, { kind: 'mailboxChanged', secret: before.email });
  await audit(trx, actor, {
    act: 'account.changeMailbox',
    subjectKind: 'applicant',
    subjectId: actor.applicantId,
    details: { applications, ended },
  });
  return true;
}

/** Her open applications are written to at the new address; an agency that knows the old one is told (個資法 §11). */
async function moveApplications(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  address: string,
): Promise<number> {
  const rows = await trx
    .selectFrom('application as a')
    .select(['a.id', 'a.vacancy_no', 'a.agency_id', 'a.brief_enc', 'a.record_enc', 'a.reply_status'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('retrieval_item as t')
            .select('t.retrieval_id')
            .whereRef('t.application_id', '=', 'a.id'),
        )
        .as('retrieved'),
    )
    .where('a.applicant_id', '=', actor.applicantId)
    .where('a.state', '=', 'open')
    .where('a.brief_enc', 'is not', null)
    .orderBy('a.id')
    .forUpdate('a')
    .execute();
  if (rows.length === 0) return 0;
  const keys = await loadDataKeys(
    trx,
    keyring,
    rows.map((r) => r.id),
  );
  for (const r of rows) {
    const key = keys.get(r.id);
    if (!key || !r.brief_enc || !r.record_enc) continue;
    const record = openRecord(key, r.id, r.record_enc);
    await trx
      .updateTable('application')
      .set({
        brief_enc: sealBrief(key, r.id, { ...openBrief(key, r.id, r.brief_enc), email: address }),
        record_enc: sealRecord(key, r.id, { ...record, basic: { ...record.basic, email: address } }),
      })
      .where('id', '=', r.id)
      .execute();
    if (!r.retrieved && r.reply_status === 'none') continue;
    const mailId = await recordMail(trx, {
      key: `contactChanged:${r.id}:${randomBytes(4).toString('hex')}`,
      kind: 'contactChanged',
      vacancyNo: r.vacancy_no,
      application_id: r.id,
      agency_id: r.agency_id,
      applicant_id: actor.applicantId,
    });
    await put(trx, { kind: 'startMail', target: mailId, key: `mail:${mailId}` });
  }
  return rows.length;
}

async function endLinks(trx: Trx, actor: Applicant): Promise<void> {
  await trx
    .updateTable('mailbox_change')
    .set({ used_at: sql<Date>`now()` })
    .where('applicant_id', '=', actor.applicantId)
    .where('used_at', 'is', null)
    .execute();
}

/** A mail of the account with its sealed word: the link's token, or the address it goes to. */
async function putMail(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  m: { kind: 'changeMailbox' | 'mailboxChanged'; secret: string },
): Promise<void> {
  const key = `${m.kind}:${actor.applicantId}:${randomBytes(4).toString('hex')}`;
  const mailId = await recordMail(trx, {
    key,
    kind: m.kind,
    applicant_id: actor.applicantId,
    secret: sealSecret(keyring, m.secret, `mail:${key}`),
  });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${mailId}` });
}
