import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface PostDeclinedData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  declinedAt: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To who was selected: that she declines the post is recorded. */
export function postDeclinedMail(data: PostDeclinedData): Composed {
  return compose({
    subject: `已記錄您婉拒錄取：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo}，${stampWords(data.declinedAt)} 記錄。`,
    name: data.name,
    heading: '已記錄您婉拒錄取',
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['記錄時間', stampWords(data.declinedAt)],
        ['聯絡方式', data.contact],
      ),
      paragraph('名額由備取人員依名次遞補，無法再取回。感謝您的告知，歡迎再應徵其他職缺。'),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['如果這不是您本人的意思，請立即洽上列聯絡方式。', FOOT_OF_SYSTEM],
  });
}
