import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ReserveEndedData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  rank: number;
  reserveUntil: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: the reserve list ended without a post for her. */
export function reserveEndedMail(data: ReserveEndedData): Composed {
  return compose({
    subject: `候補期間屆滿通知：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `候補期間已於 ${deadlineWords(data.reserveUntil)} 屆滿。`,
    name: data.name,
    heading: '候補期間已屆滿',
    parts: [
      paragraph(
        `您列為「${data.title}」備取第 ${data.rank} 名的候補期間，已於 ${deadlineWords(data.reserveUntil)} 屆滿，期間內未有遞補機會。感謝您的等候，誠摯歡迎您再應徵其他職缺。`,
      ),
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
