import { sql } from 'kysely';
import { ENDING_REASONS, EXTENSION_REASONS, isCode } from '../../domain/codes.ts';
import { closesAt, withinTenYears } from '../../domain/listing-period.ts';
import { isDay, taipeiDay, taipeiTime } from '../../domain/taipei-time.ts';
import { type Actor, actorKey, type Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { claimKey, keepResult } from '../idempotency.ts';
import { openNote } from './listing-notes.ts';
import { lockVacancy } from './vacancies.ts';
import { closeListing } from './vacancy-turns.ts';

/** Why a listing was not changed; pages have words for each. */
export type ListingRefusal =
  | 'notFound'
  /** The account is no officer of the vacancy's agency. */
  | 'notAllowed'
  /** Not listed, or its closing minute has passed. */
  | 'notListed'
  | 'badDay'
  /** The new last day does not lie after the present one. */
  | 'notLater'
  /** Longer than ten years in all (R29). */
  | 'tooLong'
  | 'reason';
export type ListingAnswer = { ok: true; closesAt: string } | { ok: false; refused: ListingRefusal };

interface Change {
  vacancyNo: string;
  /** Idempotency key of the officer's form; the same key gets the same answer. */
  key: string;
  accountId: string;
  reason: string;
}

/**
 * Extends a listing to a later last day (rule 4). The row lock and the database's clock decide, so extension
 * and closing cannot both win; the answer is kept by key, and the page may read it with `listingAnswer`.
 */
export async function extendListing(trx: Trx, o: Change & { listedTo: string }): Promise<ListingAnswer> {
  return once(trx, 'listing.extend', o, async (actor) => {
    const row = await lockVacancy(trx, o.vacancyNo);
    if (!row) return refuse('notFound');
    if (!(await mayChange(trx, o.accountId, row.agency_id))) return refuse('notAllowed');
    if (!isCode(EXTENSION_REASONS, o.reason)) return refuse('reason');
    if (!isDay(o.listedTo)) return refuse('badDay');
    const { listedFrom, listedTo } = row.content;
    if (o.listedTo <= listedTo) return refuse('notLater');
    if (!withinTenYears(listedFrom, o.listedTo)) return refuse('tooLong');
    const content = { ...row.content, listedTo: o.listedTo };
    const until = closesAt(content);
    const { numAffectedRows } = await sql`
      update vacancy set content = ${JSON.stringify(content)}, listed_to = ${o.listedTo}, closes_at = ${until},
        extended_at = now(), first_listed_to = coalesce(first_listed_to, ${listedTo}::date),
        version = version + 1, updated_at = now()
      where no = ${o.vacancyNo} and stage = 'listed' and closes_at > clock_timestamp()`.execute(trx);
    if (numAffectedRows !== 1n) return refuse('notListed');
    const note = await openNote(trx, o);
    await record(trx, actor, 'vacancy.extend', o, row.agency_id, { from: listedTo, to: o.listedTo, note });
    return { ok: true, closesAt: until };
  });
}

/** Ends a listing now and closes it in the same transaction; the announced last day becomes today. */
export async function endListing(trx: Trx, o: Change): Promise<ListingAnswer> {
  return once(trx, 'listing.end', o, async (actor) => {
    const row = await lockVacancy(trx, o.vacancyNo);
    if (!row) return refuse('notFound');
    if (!(await mayChange(trx, o.accountId, row.agency_id))) return refuse('notAllowed');
    if (!isCode(ENDING_REASONS, o.reason)) return refuse('reason');
    const clock = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx);
    const now = clock.rows[0]?.now as Date;
    const content = { ...row.content, listedTo: taipeiDay(now), closingTime: taipeiTime(now) };
    const { numAffectedRows } = await sql`
      update vacancy set content = ${JSON.stringify(content)}, listed_to = ${content.listedTo}, closes_at = ${now},
        ending_reason = ${o.reason}
      where no = ${o.vacancyNo} and stage = 'listed' and closes_at > clock_timestamp()`.execute(trx);
    if (numAffectedRows !== 1n) return refuse('notListed');
    const note = await openNote(trx, o);
    await record(trx, actor, 'vacancy.endEarly', o, row.agency_id, { from: row.content.listedTo, note });
    await closeListing(trx, o.vacancyNo);
    return { ok: true, closesAt: now.toISOString() };
  });
}

/** What was answered to a key of this officer's; undefined = not known (yet). */
export async function listingAnswer(
  trx: Trx,
  officer: Actor & { kind: 'officer' | 'agencyAdmin' },
  key: string,
): Promise<ListingAnswer | undefined> {
  const row = await trx
    .selectFrom('idempotency')
    .select('result')
    .where('key', '=', `${actorKey({ ...officer, kind: 'officer' })}:${key}`)
    .where('act', 'in', ['listing.extend', 'listing.end'])
    .executeTakeFirst();
  return (row?.result ?? undefined) as ListingAnswer | undefined;
}

type Officer = Actor & { kind: 'officer' };

async function once(
  trx: Trx,
  act: string,
  o: Change,
  change: (actor: Officer) => Promise<ListingAnswer>,
): Promise<ListingAnswer> {
  const actor: Officer = { kind: 'officer', accountId: o.accountId, agencyIds: [] };
  const known = await claimKey<ListingAnswer & Record<string, unknown>>(trx, actor, act, o.key);
  if (known) return known;
  const answer = await change(actor);
  await keepResult(trx, actor, o.key, answer);
  return answer;
}

/** The page has checked this; the update may also come from elsewhere, so the database is asked again. */
async function mayChange(trx: Trx, accountId: string, agencyId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('account as a')
    .innerJoin('account_agency as g', 'g.account_id', 'a.id')
    .select('a.id')
    .where('a.id', '=', accountId)
    .where('g.agency_id', '=', agencyId)
    .where('a.role', 'in', ['officer', 'agencyAdmin'])
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function record(
  trx: Trx,
  actor: Officer,
  act: string,
  o: Change,
  agencyId: number,
  details: Record<string, unknown>,
): Promise<void> {
  await audit(trx, actor, {
    act,
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId,
    why: o.reason,
    workflowId: `vacancy-${o.vacancyNo}`,
    details,
  });
}

const refuse = (refused: ListingRefusal): ListingAnswer => ({ ok: false, refused });
