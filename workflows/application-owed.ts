import { mails } from './activity-calls.ts';
import { oweReminder, oweReplyReceipt, type Which } from './application-notices.ts';
import type { ApplicationRun } from './application-run.ts';
import { WORDS } from './words.ts';

/**
 * Begins again the mails that were under way when the run before handed over. The record may call for them no more: the
 * receipt of a reply changed since, a reminder whose time has rung, the letter of an outcome that a later one replaced.
 * Each is looked at once more, and is sent or ends in its ledger as replaced.
 */
export function takeUp(run: ApplicationRun, applicationId: string): void {
  for (const duty of run.takeOwed()) {
    const [kind, of = '', last = ''] = duty.split(':');
    const version = Number(of);
    if (kind === 'receipt')
      run.duties.owe(duty, () => mails(WORDS.receipt).sendReceipt({ applicationId, version }));
    if (kind === 'result')
      run.duties.owe(duty, () => mails(WORDS.result).sendResult({ applicationId, version }));
    if (kind === 'notice') run.duties.owe(duty, () => mails(WORDS.notice).sendNotice({ noticeId: of }));
    if (kind === 'replyReceipt') oweReplyReceipt(run, of, Number(last));
    if (kind === 'reminder') oweReminder(run, of, last as Which);
  }
}
