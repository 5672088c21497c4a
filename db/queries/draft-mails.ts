/** Mails to those who have a draft for a vacancy, as the worker sends them: it never sees what they typed. */
import { type SqlBool, sql } from 'kysely';
import { type DraftRound, type ListingEnd, presentRound } from '../../domain/draft-rounds.ts';
import type { Trx } from '../actor.ts';
import { openJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';

/** A round by its name and edition, for one vacancy. */
type Round = Pick<DraftRound, 'name' | 'edition'>;

export const draftMailKey = (draftId: string, r: Round): string => `draft:${draftId}:${r.name}:${r.edition}`;

/** The round whose time it is by the database's clock; undefined when there is none. */
export async function presentDraftRound(trx: Trx, no: string): Promise<DraftRound | undefined> {
  const v = await trx
    .selectFrom('vacancy')
    .select(['stage', 'mode', 'listed_at', 'extended_at', 'closes_at', 'closed_at', 'withdrawn_at'])
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .where('no', '=', no)
    .executeTakeFirst();
  return v && presentRound(listingEndOf(v), v.now.toISOString());
}

/** What the rounds of a vacancy depend on, of its row. */
export const listingEndOf = (v: {
  stage: string;
  mode: string | null;
  listed_at: Date | null;
  extended_at: Date | null;
  closes_at: Date | null;
  closed_at: Date | null;
  withdrawn_at: Date | null;
}): ListingEnd => ({
  stage: v.stage,
  mode: v.mode ?? '',
  listedAt: iso(v.listed_at),
  extendedAt: iso(v.extended_at),
  closesAt: iso(v.closes_at),
  closedAt: iso(v.closed_at),
  withdrawnAt: iso(v.withdrawn_at),
});

/** Notes that a round was begun: its vacancy looks for the next one from now on. */
export async function beginDraftRound(trx: Trx, vacancyNo: string, r: Round): Promise<void> {
  await trx
    .insertInto('draft_round')
    .values({ vacancy_no: vacancyNo, name: r.name, edition: r.edition })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** Ids of at most `limit` drafts that were there when the round's time came, after `after` ('' at first). */
export async function draftsAfter(
  trx: Trx,
  o: { vacancyNo: string; at: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('application_draft')
    .select('id')
    .where('vacancy_no', '=', o.vacancyNo)
    .where('created_at', '<=', new Date(o.at))
    .$if(o.after !== '', (qb) => qb.where('id', '>', o.after))
    .orderBy('id')
    .limit(o.limit)
    .execute();
  return rows.map((r) => r.id);
}

/** Whom a draft's mail goes to and what it says; undefined when it was handed in or deleted. */
export async function draftMailData(trx: Trx, keyring: Keyring, draftId: string) {
  const d = await trx
    .selectFrom('application_draft as d')
    .innerJoin('applicant as p', 'p.id', 'd.applicant_id')
    .innerJoin('vacancy as v', 'v.no', 'd.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'v.agency_id')
    .select(['d.vacancy_no', 'd.applicant_id', 'p.wrapped_key', 'p.profile_enc'])
    .select(['v.title', 'v.closes_at', 'v.closed_at', 'v.withdrawn_at', 'g.name as agency'])
    .where('d.id', '=', draftId)
    .where(
      sql<SqlBool>`not exists (select from application a
        where a.vacancy_no = d.vacancy_no and a.applicant_id = d.applicant_id and a.state = 'open')`,
    )
    .executeTakeFirst();
  if (!d?.closes_at) return undefined;
  const owner = `applicant:${d.applicant_id}`;
  const key = unwrapDataKey(keyring, d.wrapped_key, owner);
  const { email, name } = openJson<{ email: string; name?: string }>(key, d.profile_enc, `${owner}:profile`);
  return {
    vacancyNo: d.vacancy_no,
    applicantId: d.applicant_id,
    to: { name: name ?? '', address: email },
    title: d.title,
    agency: d.agency,
    closesAt: d.closes_at,
    endedAt: d.closed_at ?? d.withdrawn_at ?? d.closes_at,
  };
}

/** Mails of drafts begun and not handed over that nobody should get any more: the draft is gone, or another round has come. */
export async function replaceMootDraftMails(
  trx: Trx,
  vacancyNo: string,
  present: Round | undefined,
): Promise<void> {
  await sql`update mail_delivery m set state = 'replaced', updated_at = clock_timestamp()
    where m.vacancy_no = ${vacancyNo} and m.kind = 'draft'
      and m.state in ('created', 'temporaryFailure', 'uncertain')
      and (m.key not like ${`draft:%:${present?.name ?? ''}:${present?.edition ?? ''}`}
        or not exists (select from application_draft d where d.id = split_part(m.key, ':', 2)::uuid))`.execute(
    trx,
  );
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
