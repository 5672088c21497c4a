import { compose } from '../compose.ts';
import { action, type Composed, facts, paragraph, strong } from '../letter.ts';
import { deadlineWords, stampWords } from '../words.ts';
import { contactRows, type InterviewFacts, interviewTime } from './interview-notice.ts';

export interface ReplyReceiptData extends InterviewFacts {
  reply: 'accepted' | 'declined';
  /** What the applicant wrote; '' for nothing. */
  message: string;
  repliedAt: string;
  replyBy: string;
  /** Rises with every change; from 2 on the mail says that the answer was changed. */
  replyVersion: number;
  /** Hours before a time taken of an offer until which it can be moved; null where there was none to choose. */
  moveHours: number | null;
  link: string;
  noticeNo: string;
}

/** To the applicant: what was recorded, and until when it can be changed. */
export function replyReceiptMail(data: ReplyReceiptData): Composed {
  const accepted = data.reply === 'accepted';
  const word = accepted ? '接受' : '婉拒';
  return compose({
    subject: `已記錄您的面試回覆（${word}）：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `${stampWords(data.repliedAt)} 記錄為「${word}」。`,
    name: data.name,
    heading: data.replyVersion > 1 ? '已更改您的面試回覆' : '已記錄您的面試回覆',
    parts: [
      { kind: 'key', label: '您的回覆', value: word },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['回覆時間', stampWords(data.repliedAt)],
        ['回覆內容', data.message],
      ),
      ...(accepted ? interviewTime(data.interviewAt) : []),
      facts(['面試地點', accepted ? data.place : ''], ...contactRows(data)),
      paragraph(
        '在 ',
        strong(deadlineWords(data.replyBy)),
        ' 前都可以再更改，之後請直接洽聯絡窗口。',
        data.moveHours === null ? '' : `選定的時段，在面試前 ${data.moveHours} 小時以前都可以改選。`,
      ),
      action(['查看或更改回覆'], data.link),
    ],
    foot: [
      `通知編號 ${data.noticeNo}。這個連結只屬於您，請勿轉寄。`,
      '如果這不是您本人的回覆，請立即洽上列聯絡窗口。本信由系統寄發，請勿直接回信。',
    ],
  });
}
