import { leftUnsent, mailRowOf, withdrawalOfNotice } from '../db/queries/mail-again.ts';
import { mailKey } from '../db/queries/mails.ts';
import { vacancyMailData } from '../db/queries/vacancy-mail-data.ts';
import { taipeiDay } from '../domain/taipei-time.ts';
import type { Ports } from '../workflows/ports.ts';
import { sendCorrection, sendReviewOutcome, sendWithdrawn } from './act-mails.ts';
import { handlerOf, sendClosingSoon } from './closing-soon.ts';
import { asWorker, type Deps } from './deps.ts';
import { sendDraftMailAgain } from './draft-mails.ts';
import { sendContactChanged } from './mailbox-mails.ts';
import { sendAskedMail, sendEditionAgain } from './newsletter.ts';
import { sendNoResultWordAgain } from './no-result-words.ts';
import { sendNoteReturned } from './notes-returned.ts';
import { sendNoticeWithdrawn } from './notice-withdrawn.ts';
import { sendProduced } from './produced-mails.ts';
import { sendResultApproval } from './result-approvals.ts';
import { sendPlaceFree } from './results.ts';
import { sendScreeningLetter } from './screening-letters.ts';
import { sendWithdrawalWordAgain } from './withdrawal-words.ts';

/**
 * `sendMail` for every kind of mail: one that belongs to a vacancy or an application, which an operator wants tried
 * again after a refusal, is composed anew by the act that made it first, from what is true now. Moot by now (its
 * notice replaced, its day past), it is sent to nobody and the ledger says `replaced`.
 */
export function mailAgainActivities(deps: Deps, ports: Ports): Pick<Ports, 'sendMail'> {
  return {
    async sendMail({ mailId }) {
      const m = await asWorker(deps, (trx) => mailRowOf(trx, mailId));
      if (!m) return;
      const [, id = '', which = '', whom = ''] = m.key.split(':');
      switch (m.kind) {
        case 'receipt':
          await ports.sendReceipt({ applicationId: id, version: Number(which) });
          break;
        case 'produced':
          await sendProduced(deps, m.key, id);
          break;
        case 'notice':
          await ports.sendNotice({ noticeId: id });
          break;
        case 'noticeWithdrawn':
          await sendNoticeWithdrawn(deps, id);
          break;
        case 'interviewOff':
          await sendInterviewOffAgain(deps, ports, id, which);
          break;
        case 'reminder':
          if (which === 'beforeInterview' || which === 'beforeReplyBy')
            await ports.sendReminder({ noticeId: id, which });
          break;
        case 'replyReceipt':
        case 'replyWord':
          await ports.sendReplyReceipt({ noticeId: id, replyVersion: Number(which) });
          break;
        case 'result':
          await ports.sendResult({ applicationId: id, version: Number(which) });
          break;
        case 'resultApproval':
          await sendResultApproval(deps, { vacancyNo: id, version: Number(which), accountId: whom });
          break;
        case 'screening':
          await sendScreeningLetter(deps, id, Number(which));
          break;
        case 'reserveEnded':
          await ports.sendReserveEnded({ applicationId: id });
          break;
        case 'placeFree':
          await sendPlaceFree(deps, id);
          break;
        case 'digest':
          // Yesterday's number is worth nothing, and today's has a mail of its own.
          if (m.key === mailKey.digest(id, taipeiDay(new Date()))) await ports.sendDigest({ vacancyNo: id });
          break;
        case 'closingSoon': {
          const v = await asWorker(deps, (trx) => vacancyMailData(trx, id));
          // of a closing day that still stands
          if (v?.closesAt && taipeiDay(v.closesAt) === which)
            await sendClosingSoon(deps, v, await handlerOf(deps, id, v.now));
          break;
        }
        case 'closing':
          await ports.sendClosingNotice({ vacancyNo: id });
          break;
        case 'archiveWarning':
        case 'resultReminder':
          await ports.sendArchiveWarning({ vacancyNo: id });
          break;
        case 'reviewOutcome':
          await sendReviewOutcome(deps, id, Number(which));
          break;
        case 'noteReturned':
          await sendNoteReturned(deps, id, which);
          break;
        case 'contactChanged':
          await sendContactChanged(deps, m, id);
          break;
        case 'correction':
          await sendCorrection(deps, id, Number(which));
          break;
        case 'withdrawn':
          await sendWithdrawn(deps, id, Number(which));
          break;
        case 'vacancyWithdrawn':
          await sendWithdrawalWordAgain(deps, m);
          break;
        case 'noResult':
          await sendNoResultWordAgain(deps, m);
          break;
        case 'draft':
          await sendDraftMailAgain(deps, m);
          break;
        case 'newsletter':
          await sendEditionAgain(deps, id, which);
          break;
        case 'newsletterConfirm':
        case 'newsletterManage':
          await sendAskedMail(deps, mailId);
          break;
        default:
          await ports.sendMail({ mailId });
      }
      await asWorker(deps, (trx) => leftUnsent(trx, mailId));
    },
  };
}

/** The word that an interview is off is sent again by whatever made it. */
async function sendInterviewOffAgain(deps: Deps, ports: Ports, noticeId: string, why: string): Promise<void> {
  if (why === 'replaced') return ports.sendNotice({ noticeId });
  if (why === 'withdrawn') return sendNoticeWithdrawn(deps, noticeId);
  const w = await asWorker(deps, (trx) => withdrawalOfNotice(trx, noticeId));
  if (w) await sendWithdrawn(deps, w.applicationId, w.version);
}
