import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import { put } from '../outbox.ts';

export interface MailRow {
  /** One mail to one person: `receipt:<application>:<version>`, `digest:<vacancy>:<day>`, … */
  key: string;
  kind: string;
  vacancyNo?: string;
  noticeId?: string;
  application_id?: string | null;
  applicant_id?: string | null;
  account_id?: string | null;
  agency_id?: number | null;
  replyVersion?: number;
  secret?: Buffer;
}

/**
 * Puts the ledger row of a mail, state `created`, with the Message-ID every try of it will carry.
 * @returns the row's id (made here: the putting actor need not be able to read it back).
 */
export async function recordMail(trx: Trx, m: MailRow): Promise<string> {
  const id = randomUUID();
  await trx
    .insertInto('mail_delivery')
    .values({
      id,
      key: m.key,
      kind: m.kind,
      vacancy_no: m.vacancyNo ?? null,
      notice_id: m.noticeId ?? null,
      application_id: m.application_id ?? null,
      applicant_id: m.applicant_id ?? null,
      account_id: m.account_id ?? null,
      agency_id: m.agency_id ?? null,
      reply_version: m.replyVersion ?? null,
      secret_enc: m.secret ?? null,
      message_id: `<${id}@shiqiuren.invalid>`,
    })
    .execute();
  return id;
}

/**
 * A mail that the act of this transaction makes moot: begun by nobody from now on. One under way or handed over is
 * out of reach, one refused for good stays what it was.
 */
export async function stopMail(trx: Trx, key: string): Promise<void> {
  await trx
    .updateTable('mail_delivery')
    .set({ state: 'replaced', updated_at: sql<Date>`clock_timestamp()` })
    .where('key', '=', key)
    .where('state', 'in', ['created', 'temporaryFailure', 'uncertain'])
    .execute();
}

/** Asks for one more try of a mail that nobody tries any more; once for each number of tries it has behind it. */
export async function putMailAgain(trx: Trx, mailId: string, attempts: number): Promise<void> {
  await put(trx, { kind: 'startMail', target: mailId, key: `mailAgain:${mailId}:${attempts}` });
}
