import type { Composed } from '../../mail/letter.ts';
import { applicationCorrectedMail } from '../../mail/templates/application-corrected.ts';
import { applicationWithdrawnMail } from '../../mail/templates/application-withdrawn.ts';
import { archiveWarningMail } from '../../mail/templates/archive-warning.ts';
import { changeMailboxMail } from '../../mail/templates/change-mailbox.ts';
import { closingNoticeMail } from '../../mail/templates/closing-notice.ts';
import { closingSoonMail } from '../../mail/templates/closing-soon.ts';
import { confirmMailboxMail } from '../../mail/templates/confirm-mailbox.ts';
import { contactChangedMail } from '../../mail/templates/contact-changed.ts';
import { digestMail } from '../../mail/templates/digest.ts';
import { draftReminderMail } from '../../mail/templates/draft-reminder.ts';
import { endedWithoutResultMail } from '../../mail/templates/ended-without-result.ts';
import { interviewNoticeMail } from '../../mail/templates/interview-notice.ts';
import { interviewOffMail } from '../../mail/templates/interview-off.ts';
import { mailboxChangedMail } from '../../mail/templates/mailbox-changed.ts';
import { newsletterMail } from '../../mail/templates/newsletter.ts';
import { newsletterConfirmMail, newsletterManageMail } from '../../mail/templates/newsletter-links.ts';
import { noteReturnedMail } from '../../mail/templates/note-returned.ts';
import { noticeReminderMail } from '../../mail/templates/notice-reminder.ts';
import { noticeWithdrawnMail } from '../../mail/templates/notice-withdrawn.ts';
import { passwordChangedMail } from '../../mail/templates/password-changed.ts';
import { passwordResetMail } from '../../mail/templates/password-reset.ts';
import { placeFreeMail } from '../../mail/templates/place-free.ts';
import { postDeclinedMail } from '../../mail/templates/post-declined.ts';
import { receiptMail } from '../../mail/templates/receipt.ts';
import { replyReceiptMail } from '../../mail/templates/reply-receipt.ts';
import { replyWordMail } from '../../mail/templates/reply-word-to-officer.ts';
import { reserveEndedMail } from '../../mail/templates/reserve-ended.ts';
import { resultApprovalMail } from '../../mail/templates/result-approval.ts';
import { resultReminderMail } from '../../mail/templates/result-reminder.ts';
import { resumeProducedMail } from '../../mail/templates/resume-produced.ts';
import { reviewOutcomeMail } from '../../mail/templates/review-outcome.ts';
import { screeningLetterMail } from '../../mail/templates/screening-letter.ts';
import { selectionResultMail } from '../../mail/templates/selection-result.ts';
import { vacancyWithdrawnMail } from '../../mail/templates/vacancy-withdrawn.ts';

export const LINK = 'https://recruit.example.gov.tw/r/7Hc2abcDEFghiJKLmnoPQRstuVWXyz0123456789_-Q';

const vacancy = { agency: '測試機關', vacancyNo: '1151100018', title: '專員' };

export const interview = {
  ...vacancy,
  name: '測試姓名3',
  content: '請攜帶身分證正本。\n至 5 樓會議室報到。',
  contactPerson: '測試人員1',
  contactPhone: '02-00000000 分機 201',
  contactEmail: 'hr@example.gov.tw',
  interviewAt: '2026-11-30T02:00:00.000Z',
  place: '測試大樓 5 樓',
  replyBy: '2026-11-26T09:00:00.000Z',
  link: LINK,
  noticeNo: '1151100018-03-1',
  createdAt: '2026-11-21T02:12:00.000Z',
  replacesEarlier: false,
  slots: [],
  moveHours: 24,
};

/** Every letter with invented data; `text` replaces each free text, to look for it where it must not be. */
export function letters(text?: string): Record<string, Composed> {
  const t = (otherwise: string): string => text ?? otherwise;
  const v = { ...vacancy, agency: t('測試機關'), title: t('專員'), link: LINK };
  const person = { ...v, name: t('測試姓名3') };
  const meeting = {
    ...interview,
    ...person,
    content: t(interview.content),
    contactPerson: t('測試人員1'),
    contactPhone: t(interview.contactPhone),
    contactEmail: t(interview.contactEmail),
    place: t(interview.place),
  };
  const at = '2026-11-21T02:12:00.000Z';
  const until = '2026-12-04T16:00:00.000Z';
  const applicationNo = 'A1151121-000001';
  const answers = { unanswered: 2, accepted: 3, declined: 1 };
  const result = {
    ...person,
    applicationNo,
    letter: t('感謝您應徵。\n敬請見諒。'),
    contact: t('人事室 02-00000000'),
  };
  const reply = { replyVersion: 1, repliedAt: at, message: t('準時出席') };
  return {
    receipt: receiptMail({
      ...person,
      applicationNo,
      receivedAt: at,
      version: 1,
      mode: 'civilService',
      attachments: 2,
      parts: ['基本資料', '學歷 2 筆', '簡要自述 204 字'],
    }),
    receiptOfChange: receiptMail({
      ...person,
      applicationNo,
      receivedAt: at,
      version: 2,
      mode: 'open',
      attachments: 0,
      parts: ['基本資料', '學歷 1 筆'],
    }),
    produced: resumeProducedMail({ ...person, applicationNo, producedAt: at, missing: 1 }),
    digest: digestMail({ ...v, at, total: 12, sinceLast: 3, pending: 4, ...answers, closesAt: until }),
    notice: interviewNoticeMail(meeting),
    noticeWithoutTime: interviewNoticeMail({
      ...meeting,
      interviewAt: null,
      place: '',
      replacesEarlier: true,
    }),
    noticeWithSlots: interviewNoticeMail({
      ...meeting,
      interviewAt: null,
      slots: ['2026-11-30T02:00:00.000Z', '2026-11-30T03:00:00.000Z'],
    }),
    reminderToReply: noticeReminderMail({ ...meeting, which: 'beforeReplyBy', offersTimes: false }),
    reminderOfInterview: noticeReminderMail({ ...meeting, which: 'beforeInterview', offersTimes: false }),
    noticeWithdrawn: noticeWithdrawnMail(meeting),
    withdrawnNoticeWithoutTime: noticeWithdrawnMail({ ...meeting, interviewAt: null }),
    replyReceipt: replyReceiptMail({ ...meeting, ...reply, reply: 'accepted' }),
    changedReplyReceipt: replyReceiptMail({ ...meeting, ...reply, reply: 'declined', replyVersion: 2 }),
    replyWord: replyWordMail({ ...v, noticeNo: 'N-1', reply: 'declined', before: 'accepted', repliedAt: at }),
    selected: selectionResultMail({ ...result, outcome: 'selected', rank: null, reserveUntil: null }),
    reserve: selectionResultMail({ ...result, outcome: 'reserve', rank: 2, reserveUntil: until }),
    notSelected: selectionResultMail({ ...result, outcome: 'notSelected', rank: null, reserveUntil: null }),
    papersAskedFor: screeningLetterMail({ ...result, outcome: 'supplement', handInBy: '2026-12-04' }),
    unqualified: screeningLetterMail({ ...result, outcome: 'unqualified', handInBy: null }),
    vacancyWithdrawn: vacancyWithdrawnMail({
      ...result,
      withdrawnAt: at,
      reason: '暫不辦理徵才',
      invited: true,
    }),
    reserveEnded: reserveEndedMail({ ...result, rank: 2, reserveUntil: until }),
    postDeclined: postDeclinedMail({ ...result, declinedAt: at }),
    placeFree: placeFreeMail({
      ...v,
      applicationNo,
      how: 'declined',
      since: at,
      next: { applicationNo, rank: 1 },
    }),
    placeFreeForGood: placeFreeMail({ ...v, applicationNo, how: 'withdrawn', since: at, next: null }),
    noteReturned: noteReturnedMail({
      ...v,
      name: t('測試人員1'),
      act: '延長刊登',
      body: t('因報名系統維護，延長三日。'),
      why: t('請寫明維護日期'),
      decidedAt: at,
    }),
    resultApproval: resultApprovalMail({
      ...v,
      name: t('測試人員2'),
      drawnBy: t('測試人員1'),
      drawnAt: at,
      selected: 1,
      reserve: 2,
    }),
    interviewOff: interviewOffMail({
      ...v,
      applicationNo,
      why: 'applicationWithdrawn',
      since: at,
      interviewAt: interview.interviewAt,
    }),
    closing: closingNoticeMail({ ...v, closedAt: until, total: 12, produced: 11, failed: 1 }),
    closingSoon: closingSoonMail({
      ...v,
      closesAt: until,
      total: 12,
      insteadOf: '王大明',
    }),
    draftOneDayLeft: draftReminderMail({
      ...{ ...person, round: 'oneDayLeft', closesAt: until, keptUntil: until },
    }),
    draftOfWithdrawn: draftReminderMail({
      ...person,
      round: 'withdrawn',
      closesAt: until,
      keptUntil: until,
    }),
    draftClosed: draftReminderMail({
      ...{ ...person, round: 'closed', closesAt: until, keptUntil: until },
    }),
    closingWithNobody: closingNoticeMail({ ...v, closedAt: until, total: 0, produced: 0, failed: 0 }),
    resultReminder: resultReminderMail({ ...v, closedAt: at, archiveAt: until, waiting: 11 }),
    endedWithoutResult: endedWithoutResultMail({ ...result, closedAt: at }),
    archiveWarning: archiveWarningMail({
      ...v,
      archiveAt: until,
      daysLeft: 30,
      hasResult: false,
      applications: 12,
      waiting: 11,
    }),
    newsletter: newsletterMail({
      frequency: 'weekly',
      until: '2026-11-29T23:00:00.000Z',
      manageLink: LINK,
      searches: [
        {
          words: t('工作地：臺北市'),
          total: 3,
          link: LINK,
          vacancies: [
            { title: t('專員'), agency: t('測試機關'), workplaces: '臺北市', closesAt: until, link: LINK },
          ],
        },
      ],
    }),
    changeMailbox: changeMailboxMail({ expiresAt: until, link: LINK }),
    mailboxChanged: mailboxChangedMail({ name: t('測試姓名3'), changedAt: at, link: LINK }),
    contactChanged: contactChangedMail({ ...v, applicationNo, changedAt: at }),
    confirmNewsletter: newsletterConfirmMail({
      conditions: [t('工作地：臺北市')],
      frequency: 'daily',
      expiresAt: until,
      link: LINK,
    }),
    manageNewsletter: newsletterManageMail({ link: LINK }),
    confirm: confirmMailboxMail({ expiresAt: until, link: LINK }),
    reset: passwordResetMail({ name: t('測試姓名3'), expiresAt: until, link: LINK }),
    approved: reviewOutcomeMail({
      ...v,
      outcome: 'approved',
      reasons: [],
      decidedAt: at,
      revision: false,
      opensAt: '2026-11-23T16:00:00.000Z',
      closesAt: until,
    }),
    returned: reviewOutcomeMail({
      ...v,
      outcome: 'returned',
      reasons: [t('職系與職稱不符'), '請補工作地址'],
      decidedAt: at,
      revision: false,
      opensAt: null,
      closesAt: null,
    }),
    passwordChanged: passwordChangedMail({ name: person.name, changedAt: at, link: LINK }),
    corrected: applicationCorrectedMail({ ...v, applicationNo, correctedAt: at }),
    withdrawn: applicationWithdrawnMail({
      ...person,
      applicationNo,
      withdrawnAt: at,
      stillOpen: true,
      interviewOff: true,
    }),
  };
}
