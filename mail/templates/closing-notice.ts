import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords } from '../words.ts';

/** Counts without withdrawn applications. */
export interface ClosingNoticeData {
  agency: string;
  vacancyNo: string;
  title: string;
  closedAt: string;
  total: number;
  produced: number;
  /** Records that could not be typeset; an operator is on it. */
  failed: number;
  /** The applicants page. */
  link: string;
}

/** To the contact mailbox, after closing and after the last résumés were produced. */
export function closingNoticeMail(data: ClosingNoticeData): Composed {
  const none = data.total === 0;
  return compose({
    subject: `職缺已截止，應徵 ${data.total} 人：${data.title}（${data.vacancyNo}）`,
    preview: `${deadlineWords(data.closedAt)} 截止，應徵 ${data.total} 人，已產製履歷 ${data.produced} 份。`,
    name: '',
    heading: '職缺已截止',
    parts: [
      { kind: 'key', label: '應徵人數', value: `${data.total} 人` },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['截止時間', deadlineWords(data.closedAt)],
        ['已產製履歷', `${data.produced} 份`],
        ['產製失敗', data.failed > 0 ? `${data.failed} 份，系統管理者處理中` : ''],
      ),
      none
        ? paragraph('這個職缺沒有人應徵。需要時可以複製職缺，重新登錄。')
        : paragraph('履歷資料都可以調閱了。選定人員後，請登錄甄選結果。'),
      action([none ? '查看職缺' : '調閱履歷'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
