import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph, strong } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ArchiveWarningData {
  agency: string;
  vacancyNo: string;
  title: string;
  archiveAt: string;
  /** Whole days from now to the archive. */
  daysLeft: number;
  /** Whether a result has been recorded: without one the clock runs from the closing. */
  hasResult: boolean;
  applications: number;
  /** Of these, open and without a result; they are told so at the archive. */
  waiting: number;
  /** The page of the vacancy. */
  link: string;
}

/** To the contact mailbox, 30 and 7 days before personal data is removed: what goes, what stays. */
export function archiveWarningMail(data: ArchiveWarningData): Composed {
  return compose({
    subject: `${data.daysLeft} 天後封存並刪除應徵者個人資料：${data.title}（${data.vacancyNo}）`,
    preview: `${deadlineWords(data.archiveAt)} 封存，刪除 ${data.applications} 人的個人資料。`,
    name: '',
    heading: '職缺即將封存',
    parts: [
      { kind: 'key', label: '封存時間', value: deadlineWords(data.archiveAt) },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['刪除', `${data.applications} 人的履歷、附件、聯絡資料、通知與回覆內容`],
        ['保留', '職缺內容、審核紀錄、各項人數及稽核紀錄'],
      ),
      paragraph('封存後', strong('無法復原'), '。仍需要的資料，請在封存前依規定調閱或匯出。'),
      paragraph(withoutResult(data)),
      action(['查看職缺'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}

function withoutResult({ hasResult, waiting }: ArchiveWarningData): string {
  if (hasResult) return '';
  if (waiting === 0) return '這個職缺尚未登錄甄選結果。';
  return `這個職缺尚未登錄甄選結果，有 ${waiting} 位應徵者還在等候。請於封存前登錄；屆時仍未登錄者，系統於封存時通知應徵者徵才已結束，未登錄甄選結果。`;
}
