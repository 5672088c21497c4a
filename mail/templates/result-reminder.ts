import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ResultReminderData {
  agency: string;
  vacancyNo: string;
  title: string;
  closedAt: string;
  archiveAt: string;
  /** Open applications without a result. */
  waiting: number;
  /** 甄選結果 of the vacancy. */
  link: string;
}

/** To the contact mailbox, some time after closing: those who applied have not heard how it ended. */
export function resultReminderMail(data: ResultReminderData): Composed {
  return compose({
    subject: `${data.waiting} 位應徵者等候甄選結果：${data.title}（${data.vacancyNo}）`,
    preview: '職缺已截止，尚未登錄甄選結果。',
    name: '',
    heading: '尚未登錄甄選結果',
    parts: [
      { kind: 'key', label: '等候結果', value: `${data.waiting} 人` },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['截止時間', deadlineWords(data.closedAt)],
        ['封存時間', deadlineWords(data.archiveAt)],
      ),
      paragraph(
        '甄選已有結果時，請登錄，由系統寄發正取、備取及未錄取通知。從缺或不再辦理時，也請全部登錄為未錄取，使應徵者知悉。',
      ),
      action(['登錄甄選結果'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
