import { compose } from '../compose.ts';
import { action, type Composed, facts, paragraph } from '../letter.ts';
import { appointmentWords, stampWords } from '../words.ts';
import { contactRows, type InterviewFacts } from './interview-notice.ts';

export interface NoticeWithdrawnData extends InterviewFacts {
  noticeNo: string;
  /** When the withdrawn notice was made. */
  createdAt: string;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: the agency took its interview notice back, and the appointment is off. */
export function noticeWithdrawnMail(data: NoticeWithdrawnData): Composed {
  return compose({
    subject: `面試通知已撤回：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview:
      data.interviewAt === null ? '請不必回覆。' : `原訂 ${appointmentWords(data.interviewAt)} 的面試取消。`,
    name: data.name,
    heading: '面試通知已撤回',
    parts: [
      paragraph(
        `${data.agency}撤回了「${data.title}」（職缺編號 ${data.vacancyNo}）的面試通知。先前信中的連結不再受理回覆，您不必回覆。`,
      ),
      facts(
        ['撤回的通知', `${data.noticeNo}，${stampWords(data.createdAt)} 發出`],
        ['原訂面試時間', data.interviewAt === null ? '' : appointmentWords(data.interviewAt)],
        ...contactRows(data),
      ),
      paragraph('您的應徵仍然有效；機關之後若寄來新的面試通知，以新的通知為準。'),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['本信由系統寄發，請勿直接回信；如有問題，請洽上列聯絡窗口。'],
  });
}
