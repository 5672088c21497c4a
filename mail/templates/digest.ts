import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords, stampWords } from '../words.ts';

/** Counts only: this mail may lie in a shared mailbox. Withdrawn applications are in none of them. */
export interface DigestData {
  agency: string;
  vacancyNo: string;
  title: string;
  /** When the counts were taken, ISO instant. */
  at: string;
  /** 累積應徵人數 */
  total: number;
  /** Of them, since the last such mail; null when there was none. */
  sinceLast: number | null;
  /** Of them, those whose résumé is not yet produced. */
  pending: number;
  /** Of them, those invited to an interview, by what they answered so far. */
  unanswered: number;
  accepted: number;
  declined: number;
  closesAt: string;
  /** The applicants page. */
  link: string;
}

/** R56: each listed day to the contact mailbox, also when nobody has applied. */
export function digestMail(data: DigestData): Composed {
  const { unanswered, accepted, declined } = data;
  const invited = unanswered + accepted + declined;
  return compose({
    subject: `累積應徵 ${data.total} 人：${data.title}（${data.vacancyNo}）`,
    preview: `截至 ${stampWords(data.at)}，累積應徵 ${data.total} 人。`,
    name: '',
    heading: '職缺累積應徵人數',
    parts: [
      { kind: 'key', label: '累積應徵人數', value: `${data.total} 人` },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['統計時間', stampWords(data.at)],
        ['上次通知後新增', data.sinceLast === null ? '' : `${data.sinceLast} 人`],
        ['履歷產製中', `${data.pending} 人`],
        ['已通知面試', invited === 0 ? '' : `${invited} 人`],
        [
          '面試回覆',
          invited === 0 ? '' : `接受 ${accepted} 人、婉拒 ${declined} 人、尚未回覆 ${unanswered} 人`,
        ],
        ['截止時間', deadlineWords(data.closesAt)],
      ),
      paragraph('已撤回的應徵不列入人數。請登入系統調閱履歷。'),
      action(['調閱履歷'], data.link),
    ],
    foot: ['刊登期間每日寄送一次，截止後停止。', FOOT_OF_SYSTEM],
  });
}
