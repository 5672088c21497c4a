/** R14: what an edition tells whom, as the worker reads it. */
import { type SqlBool, sql } from 'kysely';
import { NO_CONDITIONS, type SearchConditions } from '../../domain/search-conditions.ts';
import type { Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { newsletterToken } from '../keyring.ts';
import { type Frequency, openProfile } from './newsletter.ts';
import { matching, withBrief } from './public-search.ts';

/** Ledger key: one mail for each person and edition. */
export const editionKey = (subscriptionId: string, edition: string): string =>
  `newsletter:${subscriptionId}:${edition.slice(0, 10)}`;

/** Vacancies told in one mail; the rest are behind a link. */
export const MOST_TOLD = 30;

export interface Reader {
  id: string;
  email: string;
  searches: SearchConditions[];
  frequency: Frequency;
  /** Told up to here. */
  since: Date;
  manageToken: string;
}

const COLUMNS = [
  'id',
  'wrapped_key',
  'profile_enc',
  'frequency',
  'covered_until',
  'confirmed_at',
  'token_key_id',
] as const;

/**
 * Whom an edition is still owed, after an id ('' at first), at most `limit`: daily ones, on Mondays also weekly
 * ones, of those not told up to `until` yet.
 */
export async function readersAfter(
  trx: Trx,
  keyring: Keyring,
  o: { after: string; weekly: boolean; until: Date; limit: number },
): Promise<Reader[]> {
  const rows = await trx
    .selectFrom('newsletter_subscription')
    .select(COLUMNS)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('covered_until', '<', o.until)
    .where('frequency', 'in', o.weekly ? ['daily', 'weekly'] : ['daily'])
    .$if(o.after !== '', (q) => q.where('id', '>', o.after))
    .orderBy('id')
    .limit(o.limit)
    .execute();
  return rows.flatMap((row) => readerOf(keyring, row));
}

/** One reader, for a mail that is tried again. */
export async function readerById(trx: Trx, keyring: Keyring, id: string): Promise<Reader | undefined> {
  const row = await trx
    .selectFrom('newsletter_subscription')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row && readerOf(keyring, row)[0];
}

function readerOf(
  keyring: Keyring,
  row: {
    id: string;
    wrapped_key: Buffer | null;
    profile_enc: Buffer | null;
    frequency: Frequency;
    covered_until: Date | null;
    confirmed_at: Date | null;
    token_key_id: string;
  },
): Reader[] {
  const profile = openProfile(keyring, row);
  const since = row.covered_until ?? row.confirmed_at;
  if (!profile || !since) return [];
  const { email, searches } = profile;
  const { id, frequency } = row;
  return [
    { id, email, searches, frequency, since, manageToken: newsletterToken(keyring, row.token_key_id, id) },
  ];
}

/** The reader has been told up to an instant: by the mail of this ledger key, if it was handed over; null = nothing to tell. */
export async function markTold(trx: Trx, id: string, until: Date, key: string | null): Promise<void> {
  await sql`update newsletter_subscription set covered_until = greatest(covered_until, ${until})
    where id = ${id} and (${key}::text is null
      or exists (select 1 from mail_delivery where key = ${key} and state = 'handedOver'))`.execute(trx);
}

export interface News {
  search: SearchConditions;
  /** How many in all. */
  total: number;
  rows: {
    no: string;
    title: string;
    agencyName: string;
    workplaces: string[];
    closesAt: Date;
  }[];
}

/** What was listed in (since, until] and is still open, by search; one that several find is told once. */
export async function newsFor(
  trx: Trx,
  o: { searches: readonly SearchConditions[]; since: Date; until: Date },
): Promise<News[]> {
  const told = new Set<string>();
  const news: News[] = [];
  for (const stored of o.searches) {
    const search = { ...NO_CONDITIONS, ...stored };
    const fresh = () =>
      matching(trx, { conditions: search, from: '', to: '' })
        .where('l.listed_at', '>', o.since)
        .where('l.listed_at', '<=', o.until);
    const nos = await fresh().select('l.no').orderBy('l.listed_at', 'desc').orderBy('l.no', 'desc').execute();
    const own = nos.map((row) => row.no).filter((no) => !told.has(no));
    for (const no of own) told.add(no);
    const shown = own.slice(0, Math.max(0, MOST_TOLD - (told.size - own.length)));
    if (own.length === 0) continue;
    const rows =
      shown.length === 0
        ? []
        : await withBrief(fresh().where(sql<SqlBool>`l.no = any (${shown})`))
            .orderBy('l.listed_at', 'desc')
            .orderBy('l.no', 'desc')
            .execute();
    news.push({
      search,
      total: own.length,
      rows: rows.map((row) => ({
        no: row.no,
        title: row.brief.title,
        agencyName: row.agency_name,
        workplaces: row.brief.workplaces,
        closesAt: row.closes_at,
      })),
    });
  }
  return news;
}

/** Where the mail of a confirmation or of a link goes; undefined when it is moot. */
export async function askedMail(
  trx: Trx,
  keyring: Keyring,
  mailId: string,
): Promise<
  | {
      key: string;
      kind: string;
      secret: Buffer | null;
      email: string;
      pending: { search: SearchConditions; frequency: Frequency } | null;
      confirmUntil: Date | null;
      manageToken: string;
    }
  | undefined
> {
  const mail = await trx
    .selectFrom('mail_delivery')
    .select(['key', 'kind', 'secret_enc'])
    .where('id', '=', mailId)
    .executeTakeFirst();
  const id = mail?.key.split(':')[1];
  if (!mail || !id) return undefined;
  const row = await trx
    .selectFrom('newsletter_subscription')
    .select([...COLUMNS, 'confirm_until'])
    .where('id', '=', id)
    .executeTakeFirst();
  const profile = row && openProfile(keyring, row);
  if (!row || !profile) return undefined;
  return {
    key: mail.key,
    kind: mail.kind,
    secret: mail.secret_enc,
    email: profile.email,
    pending: profile.pending,
    confirmUntil: row.confirm_until,
    manageToken: newsletterToken(keyring, row.token_key_id, id),
  };
}

/** Forgets who never confirmed, and what is left of those who cancelled. */
export async function forgetUnconfirmed(trx: Trx): Promise<void> {
  await sql`delete from newsletter_subscription
    where (confirmed_at is null and ended_at is null and confirm_until < clock_timestamp())
      or ended_at < clock_timestamp() - interval '30 days'`.execute(trx);
}
