/** The words beside an extension or an early end: written with the act, reviewed, then read by all. */
import { sql } from 'kysely';
import type { ListingAct } from '../../domain/listing-note.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';
import { tellNoteReturned } from './note-returned-mail.ts';

type Officer = Actor & { kind: 'officer' };
type Reviewer = Actor & { kind: 'reviewer' };

/** Puts the words before their act is asked for; nobody but the agency sees them until it was carried out. */
export async function askWithNote(
  trx: Trx,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; act: ListingAct; key: string; body: string },
): Promise<void> {
  await trx
    .insertInto('listing_note')
    .values({
      vacancy_no: o.vacancyNo,
      agency_id: o.agencyId,
      act: o.act,
      key: o.key,
      body: o.body,
      written_by: actor.accountId,
    })
    .onConflict((oc) =>
      oc
        .columns(['vacancy_no', 'key'])
        .doUpdateSet({ body: o.body })
        .where('listing_note.state', '=', 'asked'),
    )
    .execute();
}

/** The act was refused: its words explain nothing. */
export async function dropNote(trx: Trx, o: { vacancyNo: string; key: string }): Promise<void> {
  await trx
    .deleteFrom('listing_note')
    .where('vacancy_no', '=', o.vacancyNo)
    .where('key', '=', o.key)
    .where('state', '=', 'asked')
    .execute();
}

/** The act was carried out, in this transaction: its words wait for review. Whether there are any. As the worker. */
export async function openNote(trx: Trx, o: { vacancyNo: string; key: string }): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('listing_note')
    .set({ state: 'open' })
    .where('vacancy_no', '=', o.vacancyNo)
    .where('key', '=', o.key)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const columns = [
  'id',
  'vacancy_no',
  'act',
  'state',
  'body',
  'written_at',
  'decided_at',
  'why_returned',
] as const;

/** Those of acts carried out, oldest first. */
export async function listingNotes(trx: Trx, vacancyNo: string) {
  return trx
    .selectFrom('listing_note')
    .select(columns)
    .where('vacancy_no', '=', vacancyNo)
    .where('state', '<>', 'asked')
    .orderBy('written_at')
    .execute();
}
export type ListingNote = Awaited<ReturnType<typeof listingNotes>>[number];

/** The newest reviewed words about the extension and about the early end, for everybody. */
export async function publicNotes(trx: Trx, vacancyNo: string): Promise<Partial<Record<ListingAct, string>>> {
  const rows = await trx
    .selectFrom('listing_note')
    .select(['act', 'body'])
    .where('vacancy_no', '=', vacancyNo)
    .where('state', '=', 'approved')
    .orderBy('written_at')
    .execute();
  return Object.fromEntries(rows.map(({ act, body }) => [act, body]));
}

/** A returned one of her agencies, to be written anew; undefined when there is none of this id. */
export async function returnedNote(trx: Trx, actor: Officer, o: { vacancyNo: string; id: string }) {
  if (!isId(o.id)) return undefined;
  return trx
    .selectFrom('listing_note')
    .select(columns)
    .where('id', '=', o.id)
    .where('vacancy_no', '=', o.vacancyNo)
    .where('agency_id', 'in', [...actor.agencyIds])
    .where('state', '=', 'returned')
    .executeTakeFirst();
}

/** Hands a returned one in again. */
export async function rewriteNote(
  trx: Trx,
  actor: Officer,
  o: { vacancyNo: string; id: string; body: string },
): Promise<{ ok: boolean }> {
  if (!isId(o.id)) return { ok: false };
  const row = await trx
    .updateTable('listing_note')
    .set({ state: 'open', body: o.body, written_by: actor.accountId, written_at: sql`now()` })
    .where('id', '=', o.id)
    .where('vacancy_no', '=', o.vacancyNo)
    .where('agency_id', 'in', [...actor.agencyIds])
    .where('state', '=', 'returned')
    .returning('agency_id')
    .executeTakeFirst();
  if (!row) return { ok: false };
  await audit(trx, actor, {
    act: 'listingNote.rewrite',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: row.agency_id,
  });
  return { ok: true };
}

const waiting = (trx: Trx) =>
  trx
    .selectFrom('listing_note as n')
    .innerJoin('vacancy as v', 'v.no', 'n.vacancy_no')
    .innerJoin('agency as a', 'a.id', 'n.agency_id')
    .select(['n.id', 'n.vacancy_no', 'n.act', 'n.body', 'n.written_at', 'n.agency_id'])
    .select(['v.title', 'v.content', 'a.name as agency_name'])
    .where('n.state', '=', 'open');

/** What waits for a reviewer, oldest first. */
export const noteQueue = (trx: Trx) => waiting(trx).orderBy('n.written_at').limit(200).execute();

/** One of them; undefined when nobody has to decide about it (any more). */
export async function noteToReview(trx: Trx, id: string) {
  return isId(id) ? waiting(trx).where('n.id', '=', id).executeTakeFirst() : undefined;
}
export type NoteToReview = NonNullable<Awaited<ReturnType<typeof noteToReview>>>;

/** Lets the public read it, or sends it back with the reason, which its officer is told by mail. */
export async function decideNote(
  trx: Trx,
  actor: Reviewer,
  o:
    | { id: string; body: string; decision: 'approve' }
    | { id: string; body: string; decision: 'return'; why: string },
): Promise<{ ok: boolean }> {
  const row = await trx
    .updateTable('listing_note')
    .set({
      state: o.decision === 'approve' ? 'approved' : 'returned',
      decided_by: actor.accountId,
      decided_at: sql<Date>`now()`,
      why_returned: o.decision === 'return' ? o.why : null,
    })
    .where('id', '=', o.id)
    // only the words that the reviewer read
    .where('body', '=', o.body)
    .where('state', '=', 'open')
    .returning(['vacancy_no', 'agency_id', 'decided_at'])
    .executeTakeFirst();
  if (!row) return { ok: false };
  // pages of the vacancy are kept by the state of its row
  await trx
    .updateTable('vacancy')
    .set({ updated_at: sql<Date>`now()` })
    .where('no', '=', row.vacancy_no)
    .execute();
  await audit(trx, actor, {
    act: o.decision === 'approve' ? 'listingNote.approve' : 'listingNote.return',
    subjectKind: 'vacancy',
    subjectId: row.vacancy_no,
    agencyId: row.agency_id,
  });
  if (o.decision === 'return' && row.decided_at) {
    const { vacancy_no: vacancyNo, agency_id: agencyId, decided_at: decidedAt } = row;
    await tellNoteReturned(trx, { id: o.id, vacancyNo, agencyId, decidedAt });
  }
  return { ok: true };
}
