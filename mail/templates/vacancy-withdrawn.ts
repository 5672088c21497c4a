import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface VacancyWithdrawnData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  withdrawnAt: string;
  /** Why, in words. */
  reason: string;
  /** An interview notice is in force: the agency alone knows what becomes of it. */
  invited: boolean;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  /** The applicant's own page. */
  link: string;
}

/** To everyone who applied: the agency withdrew the vacancy. */
export function vacancyWithdrawnMail(data: VacancyWithdrawnData): Composed {
  return compose({
    subject: `職缺撤回通知：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `機關已於 ${stampWords(data.withdrawnAt)} 撤回這個職缺。`,
    name: data.name,
    heading: '您應徵的職缺已由機關撤回',
    parts: [
      paragraph(
        `感謝您應徵「${data.title}」。機關已撤回這個職缺，不再辦理這次徵才，您不必再做任何處理。造成不便，敬請見諒；誠摯歡迎您再應徵其他職缺。`,
      ),
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['應徵編號', data.applicationNo],
        ['撤回時間', stampWords(data.withdrawnAt)],
        ['撤回原因', data.reason],
        ['聯絡方式', data.contact],
      ),
      paragraph(data.invited ? '您先前收到的面試通知是否取消，請向機關確認。' : ''),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['您的個人資料依保存期限保存，期滿由系統刪除。', FOOT_OF_SYSTEM],
  });
}
