import { replyToken } from '../db/keyring.ts';
import { type NoticeMailData, noticeMailData, replyMailData } from '../db/queries/applicant-mail-data.ts';
import type { MailRow } from '../db/queries/mail-rows.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { interviewNoticeMail } from '../mail/templates/interview-notice.ts';
import { noticeReminderMail } from '../mail/templates/notice-reminder.ts';
import { replyReceiptMail } from '../mail/templates/reply-receipt.ts';
import { replyWordMail } from '../mail/templates/reply-word-to-officer.ts';
import type { ApplicationPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { allHandedOver, type Composed, handOver } from './hand-over.ts';
import {
  interviewFacts,
  noticeCalendar,
  officerCalendar,
  officerReplaced,
  replyCalendar,
} from './interview.ts';
import { interviewOffMails } from './interview-off.ts';
import { linksOf } from './links.ts';
import { officerMailboxes } from './officer-mailboxes.ts';

/** Interview notices and what follows them (R82–R91). The reply token is derived here, mailed and nothing else. */
export function noticeActivities(
  deps: Deps,
): Pick<ApplicationPorts, 'sendNotice' | 'sendReminder' | 'sendReplyReceipt'> {
  const links = linksOf(deps.config.publicUrl);
  const read = (id: string) => asWorker(deps, (trx) => noticeMailData(trx, deps.keyring, id));
  const replyLink = (n: NoticeMailData): string =>
    links.reply(replyToken(deps.keyring, n.tokenKeyId, n.noticeId, n.version));
  const rowOf = (n: NoticeMailData, key: string, kind: string, replyVersion?: number) => ({
    key,
    kind,
    replyVersion,
    noticeId: n.noticeId,
    vacancyNo: n.application.vacancyNo,
    ...n.application.ids,
  });
  const toApplicant = (row: MailRow, n: NoticeMailData, mail: Omit<Composed, 'to'>) =>
    handOver(deps, row, {
      ...mail,
      to: { name: n.application.to.name, address: n.application.to.email },
    });

  return {
    async sendNotice({ noticeId }) {
      const n = await read(noticeId);
      // Replaced, withdrawn or nobody left to write to: a mail not handed over yet never will be.
      if (n?.state !== 'live') return asWorker(deps, (trx) => replaceMail(trx, mailKey.notice(noticeId)));
      const mail = interviewNoticeMail({
        ...interviewFacts(n),
        content: n.body.content,
        slots: n.slots.map((at) => at.toISOString()),
        moveHours: n.moveHours,
        replyBy: n.replyBy.toISOString(),
        link: replyLink(n),
        noticeNo: n.noticeNo,
        createdAt: n.createdAt.toISOString(),
        replacesEarlier: n.replacesEarlier,
      });
      const told = toApplicant(rowOf(n, mailKey.notice(noticeId), 'notice'), n, {
        ...mail,
        attachments: noticeCalendar(n),
      });
      const earlier = n.earlierReply === 'accepted' ? n.earlierInterviewAt : null;
      const off = earlier && {
        key: mailKey.interviewOff(noticeId, 'replaced'),
        why: 'noticeReplaced' as const,
        since: n.createdAt,
        interviewAt: earlier,
        attachments: officerReplaced(n, earlier),
      };
      await allHandedOver([told, ...(off ? await interviewOffMails(deps, n, off) : [])]);
    },

    async sendReminder({ noticeId, which }) {
      const n = await read(noticeId);
      const now = new Date();
      const moot =
        which === 'beforeReplyBy'
          ? n?.reply !== null || n.replyBy <= now
          : n?.reply !== 'accepted' || n.interviewAt === null || n.interviewAt <= now;
      // Those invited heard that the vacancy was withdrawn: a reminder would call them to an interview of nothing.
      const withdrawn = n?.application.vacancyStage === 'withdrawn';
      if (n?.state !== 'live' || moot || withdrawn)
        return asWorker(deps, (trx) => replaceMail(trx, mailKey.reminder(noticeId, which)));
      const mail = noticeReminderMail({
        ...interviewFacts(n),
        which,
        replyBy: n.replyBy.toISOString(),
        offersTimes: n.slots.length > 0,
        link: replyLink(n),
        noticeNo: n.noticeNo,
      });
      await toApplicant(rowOf(n, mailKey.reminder(noticeId, which), 'reminder'), n, mail);
    },

    /** Also of a notice replaced meanwhile: the page acknowledged the reply. Not of one changed again since. */
    async sendReplyReceipt({ noticeId, replyVersion }) {
      const n = await read(noticeId);
      const r = n && (await asWorker(deps, (trx) => replyMailData(trx, deps.keyring, n, replyVersion)));
      if (!r)
        return asWorker(deps, async (trx) => {
          await replaceMail(trx, mailKey.replyReceipt(noticeId, replyVersion));
          const word = mailKey.replyWord(noticeId, replyVersion);
          for (const key of [word, mailKey.deputyCopy(word)]) await replaceMail(trx, key);
        });
      const receipt = replyReceiptMail({
        ...interviewFacts(n),
        reply: r.reply,
        message: r.message,
        repliedAt: r.repliedAt.toISOString(),
        replyBy: n.replyBy.toISOString(),
        replyVersion,
        moveHours: n.slots.length > 0 && r.reply === 'accepted' ? n.moveHours : null,
        link: replyLink(n),
        noticeNo: n.noticeNo,
      });
      const word = replyWordMail({
        agency: n.application.agencyName,
        vacancyNo: n.application.vacancyNo,
        title: n.application.title,
        noticeNo: n.noticeNo,
        reply: r.reply,
        before: r.before,
        repliedAt: r.repliedAt.toISOString(),
        link: links.notice(n.application.vacancyNo, n.application.ids.application_id),
      });
      const row = (key: string, kind: string) => rowOf(n, key, kind, replyVersion);
      const boxes = await officerMailboxes(deps, {
        ...n.application,
        key: mailKey.replyWord(noticeId, replyVersion),
      });
      await allHandedOver([
        toApplicant(row(mailKey.replyReceipt(noticeId, replyVersion), 'replyReceipt'), n, {
          ...receipt,
          attachments: replyCalendar(n, r, replyVersion),
        }),
        ...boxes.map(({ key, to }) =>
          handOver(deps, row(key, 'replyWord'), {
            ...word,
            to,
            attachments: officerCalendar(n, r, replyVersion),
          }),
        ),
      ]);
    },
  };
}
