/** Word to an officer that the words she wrote beside an extension or an early end were sent back. */
import { sql } from 'kysely';
import type { ListingAct } from '../../domain/listing-note.ts';
import type { Trx } from '../actor.ts';
import { isId } from '../ids.ts';
import { put } from '../outbox.ts';
import { recordMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';

/** Begins the mail; to whom it goes is found when it is sent. In the transaction of the return. */
export async function tellNoteReturned(
  trx: Trx,
  o: { id: string; vacancyNo: string; agencyId: number; decidedAt: Date },
): Promise<void> {
  const key = mailKey.noteReturned(o.id, o.decidedAt);
  const row = { kind: 'noteReturned', vacancyNo: o.vacancyNo, agency_id: o.agencyId };
  await put(trx, { kind: 'startMail', target: await recordMail(trx, { key, ...row }), key: `mail:${key}` });
}

export interface NoteReturnedMail {
  vacancyNo: string;
  agencyId: number;
  accountId: string;
  to: { name: string; email: string };
  agency: string;
  title: string;
  act: ListingAct;
  body: string;
  why: string;
  decidedAt: Date;
}

/**
 * What the mail says: to who took the vacancy over, else to who wrote the words. undefined when they were handed in again
 * or decided about since, when that account is disabled or of another agency by now, or when its officer wants no such
 * mails. As the worker.
 * @param decided when they were sent back, as the ledger's key says it
 */
export async function noteReturnedData(
  trx: Trx,
  id: string,
  decided: string,
): Promise<NoteReturnedMail | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await sql<NoteReturnedMail>`
    select n.vacancy_no as "vacancyNo", n.agency_id as "agencyId", a.id as "accountId",
      json_build_object('name', a.name, 'email', a.email) as to, g.name as agency, v.title, n.act, n.body,
      coalesce(n.why_returned, '') as why, n.decided_at as "decidedAt"
    from listing_note n
    join vacancy v on v.no = n.vacancy_no
    join agency g on g.id = n.agency_id
    join account a on a.id = coalesce(v.handler_id, n.written_by) and a.role = 'officer' and a.disabled_at is null
    join account_agency ag on ag.account_id = a.id and ag.agency_id = n.agency_id
    left join account_setting s on s.account_id = a.id
    where n.id = ${id}::uuid and n.state = 'returned' and coalesce(s.notes_returned, true)`.execute(trx);
  const row = rows[0];
  return row && mailKey.noteReturned(id, row.decidedAt).endsWith(`:${decided}`) ? row : undefined;
}
