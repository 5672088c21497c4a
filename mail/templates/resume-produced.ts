import { rareWords } from '../../domain/rare-words.ts';
import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface ResumeProducedData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  producedAt: string;
  /** Characters the document lacks. */
  missing: number;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: the résumé was produced, so the agency can retrieve it. */
export function resumeProducedMail(data: ResumeProducedData): Composed {
  const rare = rareWords(data.missing);
  return compose({
    subject: `履歷已產製：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo}，機關可以調閱您的履歷。`,
    name: data.name,
    heading: '您的履歷已產製',
    parts: [
      paragraph('您的履歷資料已產製完成，機關可以調閱。', rare && `履歷中${rare}。`),
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['應徵編號', data.applicationNo],
        ['產製時間', stampWords(data.producedAt)],
      ),
      action(['查看我的應徵'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
