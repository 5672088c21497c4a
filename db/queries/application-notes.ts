/** Notes about an applicant among the officers of the agency; the applicant never sees them. */
import { randomUUID } from 'node:crypto';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { open, seal } from '../crypto.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, loadDataKeys } from '../personal.ts';

type Officer = Actor & { kind: 'officer' };

export interface ApplicationNote {
  id: string;
  body: string;
  createdAt: Date;
  /** Null when who wrote it is of the agency no longer. */
  by: string | null;
  /** Written by who looks: she may delete it. */
  own: boolean;
}

const bodyOf = (noteId: string): string => `application_note:${noteId}:body`;

/** The notes about one application, oldest first. */
export async function notesOf(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  applicationId: string,
): Promise<ApplicationNote[]> {
  const key = await loadDataKey(trx, keyring, applicationId);
  if (!key) return [];
  const rows = await trx
    .selectFrom('application_note as n')
    .leftJoin('account as a', 'a.id', 'n.account_id')
    .select(['n.id', 'n.body_enc', 'n.created_at', 'n.account_id', 'a.name'])
    .where('n.application_id', '=', applicationId)
    .orderBy('n.created_at')
    .orderBy('n.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    body: open(key, row.body_enc, bodyOf(row.id)).toString('utf8'),
    createdAt: row.created_at,
    by: row.name,
    own: row.account_id === actor.accountId,
  }));
}

/** The notes about several applications, oldest first, by application. */
export async function noteTexts(
  trx: Trx,
  keyring: Keyring,
  applicationIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await trx
    .selectFrom('application_note')
    .select(['id', 'application_id', 'body_enc'])
    .where('application_id', 'in', [...applicationIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const keys = await loadDataKeys(trx, keyring, [...new Set(rows.map((row) => row.application_id))]);
  const texts = new Map<string, string[]>();
  for (const row of rows) {
    const key = keys.get(row.application_id);
    if (!key) continue;
    const before = texts.get(row.application_id) ?? [];
    texts.set(row.application_id, [...before, open(key, row.body_enc, bodyOf(row.id)).toString('utf8')]);
  }
  return texts;
}

/** Writes a note about an open application. @returns false when it was withdrawn meanwhile, or is foreign */
export async function addNote(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; applicationId: string; body: string; requestId: string | null },
): Promise<boolean> {
  if (!isId(o.applicationId)) return false;
  const row = await trx
    .selectFrom('application')
    .select('agency_id')
    .where('id', '=', o.applicationId)
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .forKeyShare()
    .executeTakeFirst();
  const key = row && (await loadDataKey(trx, keyring, o.applicationId));
  if (!key) return false;
  const id = randomUUID();
  await trx
    .insertInto('application_note')
    .values({
      id,
      application_id: o.applicationId,
      agency_id: row.agency_id,
      account_id: actor.accountId,
      body_enc: seal(key, o.body, bodyOf(id)),
    })
    .execute();
  await audit(trx, actor, {
    act: 'note.add',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: row.agency_id,
    requestId: o.requestId,
    details: { note: id },
  });
  return true;
}

/** Deletes a note of her own. @returns false when there is none such */
export async function deleteNote(
  trx: Trx,
  actor: Officer,
  o: { applicationId: string; noteId: string; requestId: string | null },
): Promise<boolean> {
  if (!isId(o.noteId) || !isId(o.applicationId)) return false;
  const gone = await trx
    .deleteFrom('application_note')
    .where('id', '=', o.noteId)
    .where('application_id', '=', o.applicationId)
    .where('account_id', '=', actor.accountId)
    .returning('agency_id')
    .executeTakeFirst();
  if (!gone) return false;
  await audit(trx, actor, {
    act: 'note.delete',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: gone.agency_id,
    requestId: o.requestId,
    details: { note: o.noteId },
  });
  return true;
}
