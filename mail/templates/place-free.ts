import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

/** No name: the contact mailbox may be shared; the page shows who it was after sign-in. */
export interface PlaceFreeData {
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  how: 'declined' | 'withdrawn';
  since: string;
  /** Who was offered the place; null when nobody is in reserve any more. */
  next: { applicationNo: string; rank: number } | null;
  /** The page of the result. */
  link: string;
}

/** To the contact mailbox: somebody selected does not come. */
export function placeFreeMail(data: PlaceFreeData): Composed {
  const how = data.how === 'declined' ? '婉拒錄取' : '撤回應徵';
  const next = data.next ? `已遞補備取第 ${data.next.rank} 名` : '無人可遞補';
  return compose({
    subject: `正取人員${how}，${next}：${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo} 於 ${stampWords(data.since)} ${how}。`,
    name: '',
    heading: `正取人員${how}`,
    parts: [
      { kind: 'key', label: '遞補情形', value: next },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        [`${how}者`, `應徵編號 ${data.applicationNo}`],
        ['時間', stampWords(data.since)],
        ['遞補者', data.next ? `應徵編號 ${data.next.applicationNo}` : ''],
      ),
      paragraph(
        data.next
          ? '系統已將遞補結果寄給遞補者；報到事宜請另行聯繫。'
          : '候補名單上已沒有可遞補的人員，請另依規定辦理。',
      ),
      action(['查看甄選結果'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
