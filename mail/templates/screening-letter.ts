import { formatRocSentence } from '../../domain/roc-date.ts';
import { SCREENING_OUTCOMES } from '../../domain/screening.ts';
import type { ToldOutcome } from '../../domain/screening-letter.ts';
import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts } from '../letter.ts';

export interface ScreeningLetterData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  /** '' before one is known, as in a preview of several. */
  applicationNo: string;
  outcome: ToldOutcome;
  /** 補件期限, ISO day; null unless papers are asked for. */
  handInBy: string | null;
  /** What the agency wrote. */
  letter: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: papers to hand in, or what 資格審查 came to; only the former stands in the subject. */
export function screeningLetterMail(data: ScreeningLetterData): Composed {
  const asks = data.outcome === 'supplement';
  const called = asks ? '補件通知' : '資格審查通知';
  return compose({
    subject: `${called}：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: data.handInBy ? `請於 ${formatRocSentence(data.handInBy)}前補件。` : '您應徵資料的審查情形。',
    name: data.name,
    heading: called,
    parts: [
      data.handInBy
        ? { kind: 'key', label: '補件期限', value: formatRocSentence(data.handInBy) }
        : { kind: 'key', label: '資格審查', value: SCREENING_OUTCOMES[data.outcome].name },
      { kind: 'quote', text: data.letter },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['應徵編號', data.applicationNo],
        ['聯絡方式', data.contact],
      ),
      action(['查看我的應徵'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
