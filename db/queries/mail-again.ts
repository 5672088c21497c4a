import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

/** What a mail is, by its ledger row. */
export async function mailRowOf(
  trx: Trx,
  mailId: string,
): Promise<{ key: string; kind: string; vacancyNo: string | null; createdAt: Date } | undefined> {
  return trx
    .selectFrom('mail_delivery')
    .select(['key', 'kind', 'vacancy_no as vacancyNo', 'created_at as createdAt'])
    .where('id', '=', mailId)
    .executeTakeFirst();
}

/** A mail nobody tried to send although it was asked for: it is moot, and waits for nothing any more. */
export async function leftUnsent(trx: Trx, mailId: string): Promise<void> {
  await sql`update mail_delivery set state = 'replaced', secret_enc = null, updated_at = clock_timestamp()
    where id = ${mailId} and state = 'created'`.execute(trx);
}

/** Whether a mail with an interview notice of this application may have reached the applicant. */
export async function noticeMailTried(trx: Trx, applicationId: string): Promise<boolean> {
  const tried = await trx
    .selectFrom('mail_delivery')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('kind', '=', 'notice')
    .where('attempts', '>', 0)
    .where('state', '<>', 'permanentFailure')
    .limit(1)
    .executeTakeFirst();
  return tried !== undefined;
}

/** The withdrawn application of a notice, and which version its withdrawal is; undefined when it is not withdrawn. */
export async function withdrawalOfNotice(
  trx: Trx,
  noticeId: string,
): Promise<{ applicationId: string; version: number } | undefined> {
  return trx
    .selectFrom('interview_notice as n')
    .innerJoin('application as a', 'a.id', 'n.application_id')
    .select(['a.id as applicationId', 'a.version'])
    .where('n.id', '=', noticeId)
    .where('a.state', '=', 'withdrawn')
    .executeTakeFirst();
}
