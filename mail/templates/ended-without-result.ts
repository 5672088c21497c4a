import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface EndedWithoutResultData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  closedAt: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To everyone who still waits when a vacancy is archived: nothing more will come. */
export function endedWithoutResultMail(data: EndedWithoutResultData): Composed {
  return compose({
    subject: `徵才結束通知：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: '保存期間已滿，職缺已封存；機關未登錄甄選結果。',
    name: data.name,
    heading: '您應徵的職缺已結束徵才',
    parts: [
      paragraph(
        `感謝您應徵「${data.title}」。這個職缺的保存期間已滿，系統予以封存；機關未在系統登錄甄選結果，系統不會再寄送後續通知，您不必再做任何處理。讓您久候，敬請見諒；誠摯歡迎您再應徵其他職缺。`,
      ),
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['應徵編號', data.applicationNo],
        ['截止時間', deadlineWords(data.closedAt)],
        ['聯絡方式', data.contact],
      ),
      paragraph('機關若已另行通知您甄選結果，以機關的通知為準；如有疑問，請向機關查詢。'),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['您應徵這個職缺的個人資料，由系統依保存期限刪除。', FOOT_OF_SYSTEM],
  });
}
