import { mails } from './activity-calls.ts';
import type { MailInput } from './messages.ts';
import { WORDS } from './words.ts';

/**
 * A mail that belongs to no vacancy (confirmation of a mailbox, password reset): tried for 48 hours, from one minute
 * to thirty apart. A run that failed is a mail its ledger calls failed.
 */
export async function mail(input: MailInput): Promise<void> {
  await mails(WORDS.mail).sendMail({ mailId: input.mailId });
}
