import { OUTCOMES, type Outcome } from '../../domain/result-rules.ts';
import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface SelectionResultData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  outcome: Outcome;
  /** 備取名次; null for everyone else. */
  rank: number | null;
  /** When the place in reserve ends; null for everyone else. */
  reserveUntil: string | null;
  /** What the agency wrote. */
  letter: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: 甄選結果. The subject does not give it away, as others may see a screen. */
export function selectionResultMail(data: SelectionResultData): Composed {
  const outcome = OUTCOMES[data.outcome].name;
  return compose({
    subject: `甄選結果通知：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo} 的甄選結果。`,
    name: data.name,
    heading: '甄選結果通知',
    parts: [
      {
        kind: 'key',
        label: '甄選結果',
        value: data.outcome === 'reserve' ? `${outcome}第 ${data.rank} 名` : outcome,
      },
      { kind: 'quote', text: data.letter },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['應徵編號', data.applicationNo],
        ['候補期間', data.reserveUntil === null ? '' : `至 ${deadlineWords(data.reserveUntil)} 止`],
        ['聯絡方式', data.contact],
      ),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['您的個人資料依保存期限保存，期滿由系統刪除。', FOOT_OF_SYSTEM],
  });
}
