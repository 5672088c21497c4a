import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface NoteReturnedData {
  /** Whom it goes to: an officer, at her own mailbox. */
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  /** 延長刊登 or 提前截止 */
  act: string;
  /** The words that were sent back. */
  body: string;
  why: string;
  decidedAt: string;
  /** The page that takes them anew. */
  link: string;
}

/** To the officer: the 公開說明 beside an extension or an early end was sent back. */
export function noteReturnedMail(data: NoteReturnedData): Composed {
  return compose({
    subject: `公開說明退回補正：${data.title}（${data.vacancyNo}）`,
    preview: `退回原因：${data.why}`,
    name: data.name,
    heading: '公開說明退回補正',
    parts: [
      { kind: 'key', label: '審核結果', value: '退回補正' },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['事由', data.act],
        ['審核時間', stampWords(data.decidedAt)],
        ['退回原因', data.why],
        ['原公開說明', data.body],
      ),
      paragraph(`${data.act}已生效，不受影響；公開說明尚未公開。請補正後重新送出審核。`),
      paragraph('不需要這類信件時，請在「個人資料」的通知設定關閉。'),
      action(['補正公開說明'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
