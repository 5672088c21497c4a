/** R14, R15: subscribing, confirming, changing and cancelling, as the web does it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type SqlBool, sql } from 'kysely';
import type { SearchConditions } from '../../domain/search-conditions.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { blindIndex, newDataKey, openJson, sealJson, sealSecret, sha256, unwrapDataKey } from '../crypto.ts';
import { type Keyring, newsletterToken } from '../keyring.ts';
import { put } from '../outbox.ts';
import { foldAddress } from './applicant-accounts.ts';
import { recordMail } from './mail-rows.ts';

export type Frequency = 'daily' | 'weekly';
export interface Wish {
  search: SearchConditions;
  frequency: Frequency;
}
/** What is sealed. */
export interface Profile {
  email: string;
  searches: SearchConditions[];
  /** Asked for on the web, not yet confirmed from the mailbox. */
  pending: Wish | null;
}
/** So many searches in one subscription; more would make a mail nobody reads. */
export const MOST_SEARCHES = 10;
/** Who never confirmed is forgotten after this, and the link works as long. */
export const CONFIRM_DAYS = 7;
/** One mail to a mailbox in this time, whoever asks for it. */
const ASK_MINUTES = 60;

interface Row {
  id: string;
  wrapped_key: Buffer | null;
  profile_enc: Buffer | null;
}
/** What a subscription's key and profile are bound to. */
export const profileAad = (id: string): string => `newsletter:${id}`;

/** Address and searches; undefined once the subscription has ended. */
export function openProfile(keyring: Keyring, row: Row): Profile | undefined {
  if (!row.wrapped_key || !row.profile_enc) return undefined;
  return openJson<Profile>(
    unwrapDataKey(keyring, row.wrapped_key, profileAad(row.id)),
    row.profile_enc,
    profileAad(row.id),
  );
}
function sealProfile(keyring: Keyring, row: Row, profile: Profile): Buffer {
  return sealJson(
    unwrapDataKey(keyring, row.wrapped_key as Buffer, profileAad(row.id)),
    profile,
    profileAad(row.id),
  );
}

/**
 * Somebody names a mailbox and a wish (as `gate`). Nothing changes but that one mail is put, which asks its owner;
 * a mailbox that was written to within the hour gets none.
 * @returns whether a mail was put; for the audit and tests, never for the page
 */
export async function askForNewsletter(
  trx: Trx,
  keyring: Keyring,
  email: string,
  wish: Wish,
): Promise<boolean> {
  const index = blindIndex(keyring, 'email', foldAddress(email));
  const token = randomBytes(32).toString('base64url');
  const known = await byIndex(trx, index);
  if (known && !known.may_ask) return false;
  const confirm = {
    confirm_hash: sha256(token),
    confirm_until: sql<Date>`clock_timestamp() + make_interval(days => ${CONFIRM_DAYS})`,
  };
  const id = known?.id ?? randomUUID();
  if (known) {
    const profile = openProfile(keyring, known) as Profile;
    await trx
      .updateTable('newsletter_subscription')
      .set({
        ...confirm,
        asked_at: sql<Date>`clock_timestamp()`,
        profile_enc: sealProfile(keyring, known, { ...profile, pending: wish }),
      })
      .where('id', '=', id)
      .execute();
  } else {
    const { key, wrapped } = newDataKey(keyring, profileAad(id));
    const keyId = keyring.reply.current;
    const made = await trx
      .insertInto('newsletter_subscription')
      .values({
        id,
        ...confirm,
        email_index: index,
        wrapped_key: wrapped,
        profile_enc: sealJson(key, { email, searches: [], pending: wish } satisfies Profile, profileAad(id)),
        frequency: wish.frequency,
        token_key_id: keyId,
        token_hash: sha256(newsletterToken(keyring, keyId, id)),
      })
      .onConflict((c) => c.column('email_index').doNothing())
      .executeTakeFirst();
    // two at the same moment: the other one's mail is on its way
    if (made.numInsertedOrUpdatedRows !== 1n) return false;
  }
  await putMail(trx, 'newsletterConfirm', id, (key) => sealSecret(keyring, token, `mail:${key}`));
  return true;
}

/** R15 without the mail at hand: the link of preferences goes to the mailbox, if it is subscribed (as `gate`). */
export async function askForManageLink(trx: Trx, keyring: Keyring, email: string): Promise<boolean> {
  const known = await byIndex(trx, blindIndex(keyring, 'email', foldAddress(email)));
  if (!known?.confirmed_at || !known.may_ask) return false;
  await trx
    .updateTable('newsletter_subscription')
    .set({ asked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', known.id)
    .execute();
  await putMail(trx, 'newsletterManage', known.id);
  return true;
}

async function putMail(
  trx: Trx,
  kind: string,
  id: string,
  secretOf?: (key: string) => Buffer,
): Promise<void> {
  const key = `${kind}:${id}:${randomBytes(4).toString('hex')}`;
  const mailId = await recordMail(trx, { key, kind, secret: secretOf?.(key) });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${mailId}` });
}

async function byIndex(trx: Trx, index: Buffer) {
  return trx
    .selectFrom('newsletter_subscription')
    .select(['id', 'wrapped_key', 'profile_enc', 'confirmed_at'])
    .select(sql<boolean>`asked_at < clock_timestamp() - make_interval(mins => ${ASK_MINUTES})`.as('may_ask'))
    .where('email_index', '=', index)
    .forUpdate()
    .executeTakeFirst();
}

export type Holder = Actor & { kind: 'tokenHolder' };
const hashOf = (holder: Holder) => sql<Buffer>`decode(${holder.tokenHash}, 'hex')`;

/** What waits for its confirmation; undefined when the link is unknown, used or too old. Changes nothing. */
export async function pendingWish(trx: Trx, keyring: Keyring, holder: Holder): Promise<Wish | undefined> {
  const row = await trx
    .selectFrom('newsletter_subscription')
    .select(['id', 'wrapped_key', 'profile_enc'])
    .where(sql<SqlBool>`confirm_hash = ${hashOf(holder)} and confirm_until > clock_timestamp()`)
    .executeTakeFirst();
  return (row && openProfile(keyring, row)?.pending) ?? undefined;
}

/**
 * Confirms what was asked for: the subscription begins, or a search is added to it and its frequency set.
 * @returns the token of its preferences; undefined when the link is unknown, used or too old
 */
export async function confirmNewsletter(
  trx: Trx,
  keyring: Keyring,
  holder: Holder,
): Promise<{ manageToken: string } | undefined> {
  const row = await trx
    .selectFrom('newsletter_subscription')
    .select(['id', 'wrapped_key', 'profile_enc', 'token_key_id'])
    .where(sql<SqlBool>`confirm_hash = ${hashOf(holder)} and confirm_until > clock_timestamp()`)
    .forUpdate()
    .executeTakeFirst();
  const profile = row && openProfile(keyring, row);
  if (!row || !profile?.pending) return undefined;
  const { search, frequency } = profile.pending;
  const others = profile.searches.filter((one) => !isDeepStrictEqual(one, search));
  const searches = [...others, search].slice(-MOST_SEARCHES);
  await trx
    .updateTable('newsletter_subscription')
    .set({
      profile_enc: sealProfile(keyring, row, { ...profile, searches, pending: null }),
      frequency,
      // the hash stays: its policy finds the row by it
      confirm_until: null,
      confirmed_at: sql<Date>`coalesce(confirmed_at, clock_timestamp())`,
      // what is listed already is on the web; the first edition tells what comes after
      covered_until: sql<Date>`coalesce(covered_until, clock_timestamp())`,
    })
    .where('id', '=', row.id)
    .execute();
  await record(trx, holder, 'newsletter.confirm', row.id);
  return { manageToken: newsletterToken(keyring, row.token_key_id, row.id) };
}

export interface Subscription {
  id: string;
  email: string;
  searches: SearchConditions[];
  frequency: Frequency;
}
/** `endedAt`: it was cancelled then. */
export type Managed = { state: 'live'; subscription: Subscription } | { state: 'ended'; endedAt: Date };

/** The subscription behind a link of preferences; undefined for an unknown link. Changes nothing. */
export async function managed(trx: Trx, keyring: Keyring, holder: Holder): Promise<Managed | undefined> {
  const row = await held(trx, holder, false);
  if (row?.ended_at) return { state: 'ended', endedAt: row.ended_at };
  const profile = row && openProfile(keyring, row);
  if (!profile) return undefined;
  const { email, searches } = profile;
  return { state: 'live', subscription: { id: row.id, email, searches, frequency: row.frequency } };
}

/** Changes frequency and which searches stay, by their places; without any left nothing is sent until one is added. */
export async function changeNewsletter(
  trx: Trx,
  keyring: Keyring,
  holder: Holder,
  o: { frequency: Frequency; keep: readonly number[] },
): Promise<boolean> {
  const row = await held(trx, holder);
  const profile = row && !row.ended_at && openProfile(keyring, row);
  if (!row || !profile) return false;
  const searches = profile.searches.filter((_, i) => o.keep.includes(i));
  await trx
    .updateTable('newsletter_subscription')
    .set({ frequency: o.frequency, profile_enc: sealProfile(keyring, row, { ...profile, searches }) })
    .where('id', '=', row.id)
    .execute();
  await record(trx, holder, 'newsletter.change', row.id);
  return true;
}

/** Ends a subscription and deletes what is personal in it. A second time changes nothing. */
export async function cancelNewsletter(trx: Trx, holder: Holder): Promise<Date | undefined> {
  const row = await held(trx, holder);
  if (!row) return undefined;
  if (row.ended_at) return row.ended_at;
  return endSubscription(trx, holder, row.id);
}

/** The same for the mailbox of an account that is deleted (as `gate`); without a subscription nothing changes. */
export async function cancelNewsletterOf(trx: Trx, keyring: Keyring, email: string): Promise<void> {
  const row = await trx
    .selectFrom('newsletter_subscription')
    .select('id')
    .where('email_index', '=', blindIndex(keyring, 'email', foldAddress(email)))
    .executeTakeFirst();
  if (row) await endSubscription(trx, { kind: 'gate' }, row.id);
}

async function endSubscription(trx: Trx, actor: Actor, id: string): Promise<Date | undefined> {
  const ended = await trx
    .updateTable('newsletter_subscription')
    .set({
      ended_at: sql<Date>`clock_timestamp()`,
      email_index: null,
      wrapped_key: null,
      profile_enc: null,
      confirm_hash: null,
      confirm_until: null,
    })
    .where('id', '=', id)
    .returning('ended_at')
    .executeTakeFirstOrThrow();
  await record(trx, actor, 'newsletter.cancel', id);
  return ended.ended_at ?? undefined;
}

/** By the link of preferences; locked where it is going to change. */
async function held(trx: Trx, holder: Holder, lock = true) {
  const found = trx
    .selectFrom('newsletter_subscription')
    .select(['id', 'wrapped_key', 'profile_enc', 'frequency', 'ended_at'])
    .where(
      sql<SqlBool>`token_hash = ${hashOf(holder)} and (confirmed_at is not null or ended_at is not null)`,
    );
  return (lock ? found.forUpdate() : found).executeTakeFirst();
}

const record = (trx: Trx, actor: Actor, act: string, id: string): Promise<void> =>
  audit(trx, actor, { act, subjectKind: 'newsletter', subjectId: id });
