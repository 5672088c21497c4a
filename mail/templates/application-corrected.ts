import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface ApplicationCorrectedData {
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  correctedAt: string;
  /** The list of applicants, behind the officer's sign-in. */
  link: string;
}

/** To the contact mailbox: what was retrieved of this application is out of date (個資法 §11). Nothing of the person. */
export function applicationCorrectedMail(data: ApplicationCorrectedData): Composed {
  return compose({
    subject: `應徵資料已更正：應徵編號 ${data.applicationNo}（${data.vacancyNo}）`,
    preview: `貴機關調閱過的應徵資料，應徵者已於 ${stampWords(data.correctedAt)} 更正。`,
    name: '',
    heading: '貴機關調閱過的應徵資料已更正',
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['更正時間', stampWords(data.correctedAt)],
      ),
      paragraph('先前調閱的履歷已不是最新內容。請於新版產製後重新調閱，並依規定處理先前下載的檔案。'),
      action(['查看應徵者'], data.link),
    ],
    foot: ['本信依個人資料保護法第 11 條通知，不含應徵者的個人資料。', FOOT_OF_SYSTEM],
  });
}
