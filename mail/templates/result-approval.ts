import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface ResultApprovalData {
  /** Whom it goes to: an officer, at her own mailbox. */
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  /** The officer who drew it up; null when she is of the agency no longer. */
  drawnBy: string | null;
  drawnAt: string;
  /** How many were chosen; no applicant is named. */
  selected: number;
  reserve: number;
  /** The page that approves or returns it. */
  link: string;
}

/** To the other officers of the agency: a result waits for one of them. */
export function resultApprovalMail(data: ResultApprovalData): Composed {
  return compose({
    subject: `甄選結果等候核定：${data.title}（${data.vacancyNo}）`,
    preview: '請登入系統核對名單後核定，或填寫原因退回。',
    name: data.name,
    heading: '甄選結果等候核定',
    parts: [
      { kind: 'key', label: '登錄名單', value: `正取 ${data.selected} 人，備取 ${data.reserve} 人` },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['登錄者', data.drawnBy ?? ''],
        ['登錄時間', stampWords(data.drawnAt)],
      ),
      paragraph('甄選結果須由登錄者以外的人事人員核定後才會寄出。請核對名單後核定，或填寫原因退回。'),
      paragraph(
        '同機關的其他人事人員也會收到這封信，由其中一位核定即可。不需要這類信件時，請在「個人資料」的通知設定關閉。',
      ),
      action(['查看甄選結果'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
