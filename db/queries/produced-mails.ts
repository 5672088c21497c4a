/** Word that a résumé was produced: when it is owed, and what it says. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { put } from '../outbox.ts';
import { recordMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';

/** The mails of a slot wait until its documents are made. */
const AFTER_SLOT_SECONDS = 600;
/**
 * Whether the newest version was handed in too long ago for its document to have been made at once, as the receipt of the
 * open platform says it is. To be asked of an `application`.
 */
export const madeLate = sql<SqlBool>`updated_at < clock_timestamp() - interval '10 minutes'`;

/**
 * Puts the word of a document kept in this transaction, which holds the application's lock: once for each application,
 * and once more for a version whose document lacks characters. What the receipt of the open platform said already (R67)
 * is not said again.
 */
export async function putProducedMail(
  trx: Trx,
  a: {
    id: string;
    applicant_id: string | null;
    agency_id: number;
    vacancy_no: string;
    mode: 'civilService' | 'open';
    late: SqlBool;
  },
  o: { version: number; missing: number },
): Promise<void> {
  if (a.mode === 'open' && !a.late && o.missing === 0) return;
  const first = mailKey.produced(a.id, 1);
  const told = await known(trx, first);
  if (told && o.missing === 0) return;
  const key = told ? mailKey.produced(a.id, o.version) : first;
  if (told && (await known(trx, key))) return;
  const mailId = await recordMail(trx, {
    key,
    kind: 'produced',
    vacancyNo: a.vacancy_no,
    application_id: a.id,
    applicant_id: a.applicant_id,
    agency_id: a.agency_id,
  });
  const inSeconds = a.mode === 'open' ? 0 : AFTER_SLOT_SECONDS;
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${key}`, inSeconds });
}

async function known(trx: Trx, key: string): Promise<boolean> {
  const row = await trx.selectFrom('mail_delivery').select('id').where('key', '=', key).executeTakeFirst();
  return row !== undefined;
}

/** The newest document; undefined while there is none. */
export async function documentOf(
  trx: Trx,
  applicationId: string,
): Promise<{ producedAt: Date; missing: number } | undefined> {
  return trx
    .selectFrom('resume_document')
    .select(['produced_at as producedAt', 'missing_characters as missing'])
    .where('application_id', '=', applicationId)
    .orderBy('application_version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
