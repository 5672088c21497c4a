import type { MailRow } from '../db/queries/mail-rows.ts';
import { claimMail, settleMail } from '../db/queries/mails.ts';
import type { OutgoingMail } from '../mail/transport.ts';
import type { Deps } from './deps.ts';
import { tryAgain } from './failures.ts';

export type Composed = Omit<OutgoingMail, 'messageId'>;

/**
 * Hands one mail over, at least once (facts of SMTP: there is no exactly once). The ledger row is claimed and
 * committed before the first byte, every try carries the same Message-ID, and a mail once handed over is never
 * sent again. A permanent refusal stops; it stays in the ledger for a person.
 * @throws ApplicationFailure `mailTemporary` when Temporal shall try again (also when the outcome is unknown).
 */
export async function handOver(deps: Deps, row: MailRow, mail: Composed): Promise<void> {
  const claim = await claimMail(deps.db, row);
  if (!claim.go) {
    if (claim.why === 'busy') throw tryAgain('mailTemporary');
    return;
  }
  const { outcome, code } = await deps.mail.send({ ...mail, messageId: claim.messageId });
  await settleMail(deps.db, { id: claim.id, attempt: claim.attempt, outcome, code });
  deps.log.info({ mail: claim.id, kind: row.kind, outcome, code, attempt: claim.attempt }, 'mail');
  if (outcome === 'temporaryFailure' || outcome === 'uncertain') throw tryAgain('mailTemporary');
}

/** None of these mails waits for another's server: what failed is tried again, what is done is not. */
export async function allHandedOver(mails: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(mails)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
