import { compose } from '../compose.ts';
import { action, type Composed, facts, type Part, paragraph, strong } from '../letter.ts';
import { appointmentWords, dayWords, deadlineWords, hourWords, stampWords } from '../words.ts';

/** What every letter about an interview tells. Instants are ISO. */
export interface InterviewFacts {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  contactPerson: string;
  contactPhone: string;
  contactEmail: string;
  /** null while no time is set. */
  interviewAt: string | null;
  /** '' when the content says it. */
  place: string;
}

export interface InterviewNoticeData extends InterviewFacts {
  /** 通知內容, as the officer wrote it. */
  content: string;
  /** Times to choose from in the reply; none where the time is set or open. */
  slots: readonly string[];
  /** Hours before it until which a time taken can be moved. */
  moveHours: number;
  replyBy: string;
  /** The signed reply link. */
  link: string;
  /** For questions; no personal data in it. */
  noticeNo: string;
  /** When the notice was made: the same at every try. */
  createdAt: string;
  /** This notice takes the place of an earlier one, whose link no longer counts. */
  replacesEarlier: boolean;
}

/**
 * R84: to the applicant. It never carries a one-click unsubscribe header, which mail providers press by themselves
 * and which could be taken for a refusal; opening the link records nothing.
 */
export function interviewNoticeMail(data: InterviewNoticeData): Composed {
  const time = data.interviewAt === null ? '時間另行通知' : appointmentWords(data.interviewAt);
  return compose({
    subject: `${data.replacesEarlier ? '面試通知（更新）' : '面試通知'}：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `${data.interviewAt === null ? '' : `${time} 面試，`}請於 ${deadlineWords(data.replyBy)} 前回覆。`,
    name: data.name,
    heading: '邀請您參加面試',
    parts: [
      paragraph(
        `${data.agency}已收到您應徵「${data.title}」（職缺編號 ${data.vacancyNo}）的履歷，邀請您參加面試。`,
        data.replacesEarlier ? '這份通知取代先前的通知，請改用本信的連結回覆。' : '',
      ),
      ...interviewTime(data.interviewAt, data.slots.length > 0),
      ...slotsOffered(data),
      facts(['通知內容', data.content], ['面試地點', data.place], ...contactRows(data)),
      paragraph('請於 ', strong(deadlineWords(data.replyBy)), ' 前回覆，在此之前都可以再更改。'),
      action(['接受面試', '婉拒'], data.link, '開啟後請在確認頁面選擇並送出，送出後才算完成回覆。'),
    ],
    foot: [
      `通知編號 ${data.noticeNo}，${stampWords(data.createdAt)} 發出。這個連結只屬於您，請勿轉寄。`,
      '本信由系統寄發，請勿直接回信；如有問題，請洽上列聯絡窗口。',
    ],
  });
}

/** Times to choose from; which are still free stands on the page behind the link. */
function slotsOffered({ slots, moveHours }: Pick<InterviewNoticeData, 'slots' | 'moveHours'>): Part[] {
  if (slots.length === 0) return [];
  return [
    facts(['可選時段', slots.map(appointmentWords).join('\n')]),
    paragraph(`每個時段限一人，先選先得；選定後，在面試前 ${moveHours} 小時以前都可以改選。`),
  ];
}

/** The time as the first thing one sees; while there is none, whether she chooses it or hears of it. */
export function interviewTime(interviewAt: string | null, offered = false): Part[] {
  if (interviewAt === null)
    return [{ kind: 'key', label: '面試時間', value: offered ? '請於回覆時選擇時段' : '另行通知' }];
  return [{ kind: 'key', label: '面試時間', value: dayWords(interviewAt), unbroken: hourWords(interviewAt) }];
}

/** R89: whom to ask, in the words of the manual. */
export function contactRows(
  data: Pick<InterviewFacts, 'contactPerson' | 'contactPhone' | 'contactEmail'>,
): (readonly [string, string])[] {
  return [
    ['聯絡窗口', data.contactPerson],
    ['聯絡電話', data.contactPhone],
    ['聯絡Email', data.contactEmail],
  ];
}
