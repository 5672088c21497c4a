import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface ApplicationWithdrawnData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  withdrawnAt: string;
  /** Whether the vacancy still takes applications. */
  stillOpen: boolean;
  /** An interview it had been invited to is off with it. */
  interviewOff: boolean;
  /** The applicant's own page. */
  link: string;
}

/** To the applicant: the application is withdrawn. */
export function applicationWithdrawnMail(data: ApplicationWithdrawnData): Composed {
  return compose({
    subject: `已撤回應徵：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo}，${stampWords(data.withdrawnAt)} 撤回。`,
    name: data.name,
    heading: '已撤回您的應徵',
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['撤回時間', stampWords(data.withdrawnAt)],
      ),
      paragraph(
        '機關不再能從系統調閱您的履歷。',
        data.interviewOff ? '您收到的面試通知同時失效，面試取消，系統已告知機關。' : '',
        data.stillOpen ? '截止前您可以重新應徵。' : '',
      ),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['如果不是您本人撤回，請儘快登入系統並變更密碼。', FOOT_OF_SYSTEM],
  });
}
