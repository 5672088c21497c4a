/** R20: 查詢回覆紀錄 as a spreadsheet: a line for each answer, and one for each notice without any. */
import { cleanLine } from '../domain/contact.ts';
import { formatRocDateTime, formatRocDeadline } from '../domain/roc-date.ts';
import {
  MAIL_STATES,
  type MailState,
  NOTICE_STATES,
  type NoticeState,
  REPLY_STATUSES,
} from '../domain/status.ts';
import { type SheetTable, writeOdsTable } from './ods-table.ts';
import { writeXlsxTable } from './xlsx-table.ts';

export interface ReplySheetRow {
  vacancyNo: string;
  title: string;
  agencyName: string;
  applicationNo: string;
  /** '' when the personal data was deleted. */
  name: string;
  /** ISO instants. */
  createdAt: string;
  interviewAt: string | null;
  replyBy: string;
  state: NoticeState;
  mail: MailState | null;
  replies: readonly { reply: 'accepted' | 'declined'; message: string; repliedAt: string }[];
}

const COLUMNS = [
  ['序號', 6],
  ['職缺編號', 13],
  ['職稱', 24],
  ['徵才機關', 26],
  ['應徵編號', 16],
  ['姓名', 14],
  ['通知時間', 19],
  ['面試時間', 19],
  ['回覆期限', 19],
  ['通知狀態', 10],
  ['寄送狀態', 14],
  ['面試回覆狀態', 14],
  ['第幾次回覆', 11],
  ['回覆時間', 19],
  ['回覆內容', 40],
] as const;
const DELETED = '（個人資料已刪除）';

function lines(rows: readonly ReplySheetRow[]): string[][] {
  const all = rows.flatMap((row) => {
    const head = [
      row.vacancyNo,
      row.title,
      row.agencyName,
      row.applicationNo,
      row.name || DELETED,
      formatRocDateTime(row.createdAt),
      row.interviewAt ? formatRocDateTime(row.interviewAt) : '',
      formatRocDeadline(row.replyBy),
      NOTICE_STATES[row.state].name,
      row.mail ? MAIL_STATES[row.mail].name : '',
    ];
    if (row.replies.length === 0)
      return [[...head, row.state === 'live' ? REPLY_STATUSES.notified.name : '', '', '', '']];
    return row.replies.map((one, i) => [
      ...head,
      REPLY_STATUSES[one.reply].name,
      String(i + 1),
      formatRocDateTime(one.repliedAt),
      one.message,
    ]);
  });
  return all.map((cells, i) => [String(i + 1), ...cells].map(cleanLine));
}

function table(rows: readonly ReplySheetRow[], o: { exportedAt: string; conditions: string }): SheetTable {
  return {
    sheet: '回覆紀錄',
    caption: cleanLine(
      `查詢回覆紀錄　${o.conditions}　共 ${rows.length} 份通知　匯出時間 ${formatRocDateTime(o.exportedAt)}`,
    ),
    heads: COLUMNS.map(([head]) => head),
    widths: COLUMNS.map(([, width]) => width),
    rows: lines(rows),
  };
}

/**
 * @param o.conditions what was asked for, in words
 * @param o.exportedAt ISO instant
 */
export const replySheet = (
  kind: 'ods' | 'xlsx',
  rows: readonly ReplySheetRow[],
  o: { exportedAt: string; conditions: string },
): Promise<Uint8Array> => (kind === 'ods' ? writeOdsTable(table(rows, o)) : writeXlsxTable(table(rows, o)));
