import { compose } from '../compose.ts';
import { action, type Composed, facts, paragraph, strong } from '../letter.ts';
import { appointmentWords, deadlineWords } from '../words.ts';
import { contactRows, type InterviewFacts, interviewTime } from './interview-notice.ts';

export interface NoticeReminderData extends InterviewFacts {
  /** Before the reply-by time to who has not answered; before the interview to who has accepted. */
  which: 'beforeReplyBy' | 'beforeInterview';
  replyBy: string;
  /** Times are offered to choose from in the reply. */
  offersTimes: boolean;
  /** The signed reply link of the notice. */
  link: string;
  noticeNo: string;
}

/** To the applicant, once before each of the two times. */
export function noticeReminderMail(data: NoticeReminderData): Composed {
  const asks = data.which === 'beforeReplyBy';
  const about = `${data.agency}${data.title}（${data.vacancyNo}）`;
  const foot = [
    `通知編號 ${data.noticeNo}。這個連結只屬於您，請勿轉寄。`,
    '本信由系統寄發，請勿直接回信；如有問題，請洽上列聯絡窗口。',
  ];
  const details = facts(['面試地點', data.place], ...contactRows(data));
  if (asks)
    return compose({
      subject: `請回覆面試通知：${about}`,
      preview: `回覆期限 ${deadlineWords(data.replyBy)}，尚未收到您的回覆。`,
      name: data.name,
      heading: '請回覆面試通知',
      parts: [
        paragraph(
          `${data.agency}邀請您參加「${data.title}」（職缺編號 ${data.vacancyNo}）的面試，尚未收到您的回覆。`,
        ),
        ...interviewTime(data.interviewAt, data.offersTimes),
        details,
        paragraph('請於 ', strong(deadlineWords(data.replyBy)), ' 前回覆。'),
        action(['接受面試', '婉拒'], data.link, '開啟後請在確認頁面選擇並送出，送出後才算完成回覆。'),
      ],
      foot,
    });
  return compose({
    subject: `面試提醒：${about}`,
    preview: data.interviewAt === null ? '您已接受面試。' : `${appointmentWords(data.interviewAt)} 面試。`,
    name: data.name,
    heading: '面試即將到來',
    parts: [
      paragraph(`您已接受${data.agency}「${data.title}」（職缺編號 ${data.vacancyNo}）的面試。`),
      ...interviewTime(data.interviewAt),
      details,
      action(['查看面試通知'], data.link),
    ],
    foot,
  });
}
