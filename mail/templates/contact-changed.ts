import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface ContactChangedData {
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  changedAt: string;
  /** The list of applicants, behind the officer's sign-in. */
  link: string;
}

/** To the contact mailbox: the address that was retrieved or written to is out of date (個資法 §11). Nothing of the person. */
export function contactChangedMail(data: ContactChangedData): Composed {
  return compose({
    subject: `應徵者的電子郵件信箱已變更：應徵編號 ${data.applicationNo}（${data.vacancyNo}）`,
    preview: `應徵者已於 ${stampWords(data.changedAt)} 變更電子郵件信箱。`,
    name: '',
    heading: '應徵者的電子郵件信箱已變更',
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['變更時間', stampWords(data.changedAt)],
      ),
      paragraph(
        '系統寄發的通知已改寄新的信箱，已寄出的面試通知連結仍然有效。先前調閱的履歷及匯出的聯絡資訊所載信箱已不是最新，另行聯絡時請以系統現在顯示的為準。',
      ),
      action(['查看應徵者'], data.link),
    ],
    foot: ['本信依個人資料保護法第 11 條通知，不含應徵者的個人資料。', FOOT_OF_SYSTEM],
  });
}
