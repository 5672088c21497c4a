import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

/** Instants are ISO; `link` leads to the applicant's own page of this application. */
export interface ReceiptData {
  name: string;
  agency: string;
  vacancyNo: string;
  title: string;
  /** The number to quote: `A1151124-000001`. */
  applicationNo: string;
  receivedAt: string;
  /** Rises when changed data is handed in; from 2 on the mail says so. */
  version: number;
  mode: 'civilService' | 'open';
  attachments: number;
  /** What was handed in, part by part: `學歷 2 筆`. */
  parts: readonly string[];
  link: string;
}

/** To the applicant, when an application or a change of it has been recorded. */
export function receiptMail(data: ReceiptData): Composed {
  const changed = data.version > 1;
  const heading = changed ? '已收到您更新的應徵資料' : '已收到您的應徵';
  const production =
    data.mode === 'civilService'
      ? '系統每日 1、7、13、19 時產製履歷資料，產製完成後機關即可調閱。'
      : '系統隨即產製履歷資料，產製完成後機關即可調閱。';
  return compose({
    subject: `${heading}：${data.agency}${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo}，${stampWords(data.receivedAt)} 收到。`,
    name: data.name,
    heading,
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['徵才機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['收到時間', stampWords(data.receivedAt)],
        ['履歷內容', data.parts.join('、')],
        ['證明文件', data.attachments > 0 ? `${data.attachments} 件` : '無'],
        ['資料版次', changed ? `第 ${data.version} 版，取代先前的資料` : ''],
      ),
      paragraph(production, '截止前您可以更新資料或撤回應徵；機關如通知面試，會寄信到這個信箱。'),
      action(['查看我的應徵'], data.link),
    ],
    foot: ['洽詢時請告知應徵編號。', FOOT_OF_SYSTEM],
  });
}
