import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { dayWords, deadlineWords } from '../words.ts';

export interface DraftReminderData {
  /** What is told: how long is left, that the end was moved, that it has come, or that the vacancy was withdrawn. */
  round: 'extended' | 'threeDaysLeft' | 'oneDayLeft' | 'closed' | 'withdrawn';
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  closesAt: string;
  /** Until when the draft stays after the end. */
  keptUntil: string;
  /** The form, filled with the draft. */
  link: string;
}

const HEADINGS = {
  extended: '職缺已延長刊登',
  threeDaysLeft: '應徵草稿還有 3 天截止',
  oneDayLeft: '應徵草稿還有 24 小時截止',
  closed: '職缺已截止，草稿沒有送出',
  withdrawn: '機關已撤回職缺，草稿沒有送出',
} as const;

/** To whoever has begun an application and not handed it in. */
export function draftReminderMail(data: DraftReminderData): Composed {
  const ended = data.round === 'closed' || data.round === 'withdrawn';
  const kept = `您填寫的內容保存至 ${dayWords(data.keptUntil)}`;
  const heading = HEADINGS[data.round];
  return compose({
    subject: `${heading}：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: ended ? `${kept}。` : `您的應徵尚未送出，${deadlineWords(data.closesAt)} 截止。`,
    name: data.name,
    heading,
    parts: [
      ...(data.round === 'withdrawn'
        ? []
        : [{ kind: 'key', label: '截止時間', value: deadlineWords(data.closesAt) } as const]),
      facts(['徵才機關', data.agency], ['職缺', `${data.title}（${data.vacancyNo}）`]),
      ended
        ? paragraph(
            data.round === 'withdrawn'
              ? '機關已撤回這個職缺，不再受理應徵。您的應徵還沒有送出，不必再處理；感謝您的關注，歡迎應徵其他職缺。'
              : '這個職缺已截止，您的應徵沒有送出。',
            `${kept}，期滿刪除；在此之前可以查看或複製。`,
          )
        : paragraph('您填寫的應徵資料還是草稿，機關尚未收到。請在截止前檢查並送出，以送達系統的時刻為準。'),
      action([ended ? '查看草稿' : '繼續填寫'], data.link),
    ],
    foot: ['不打算應徵時，在「我的應徵」刪除草稿，就不會再收到提醒。', FOOT_OF_SYSTEM],
  });
}
