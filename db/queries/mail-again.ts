import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

/** What a mail is, by its ledger row. */
export async function mailRowOf(
  trx: Trx,
  mailId: string,
): Promise<{ key: string; kind: string } | undefined> {
  return trx.selectFrom('mail_delivery').select(['key', 'kind']).where('id', '=', mailId).executeTakeFirst();
}

/** A mail nobody tried to send although it was asked for: it is moot, and waits for nothing any more. */
export async function leftUnsent(trx: Trx, mailId: string): Promise<void> {
  await sql`update mail_delivery set state = 'replaced', secret_enc = null, updated_at = clock_timestamp()
    where id = ${mailId} and state = 'created'`.execute(trx);
}
