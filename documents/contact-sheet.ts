/** R80, R81: the contacts of everyone who applied, as a spreadsheet. Every cell is text; nothing is a formula. */

import { nameOf, SEXES } from '../domain/codes.ts';
import { cleanLine } from '../domain/contact.ts';
import { formatRocCompact, formatRocDateTime } from '../domain/roc-date.ts';
import { SCREENING_OUTCOMES, type ScreeningOutcome } from '../domain/screening.ts';
import { REPLY_STATUSES, type ReplyStatus } from '../domain/status.ts';
import { type SheetTable, writeOdsTable } from './ods-table.ts';
import { writeXlsxTable } from './xlsx-table.ts';

export interface ContactRow {
  name: string;
  sex: 'male' | 'female' | '';
  /** ISO day. */
  birthDate: string;
  phone: string;
  email: string;
  /** ISO instant. */
  appliedAt: string;
  replyStatus: ReplyStatus;
  /** 資格審查, when the sheet is to show it. */
  screening?: { outcome: ScreeningOutcome; reason: string };
  /** 備註, oldest first, when the sheet is to show them. */
  notes?: readonly string[];
}
export interface ContactSheetMeta {
  agencyName: string;
  vacancyNo: string;
  /** 職稱 */
  title: string;
  /** ISO instant. */
  exportedAt: string;
}

/** Headings with column widths in characters. */
const COLUMNS = [
  ['序號', 6],
  ['姓名', 14],
  ['性別', 6],
  ['出生日期', 12],
  ['電話', 24],
  ['聯絡Email', 36],
  ['應徵時間', 22],
  ['面試回覆狀態', 14],
] as const;
/** What officers may add; every row has it, or none. */
const SCREENING_COLUMNS = [
  ['資格審查', 10],
  ['審查原因', 32],
] as const;
const NOTES_COLUMNS = [['備註', 40]] as const;

const columnsOf = (rows: readonly ContactRow[]): readonly (readonly [string, number])[] => [
  ...COLUMNS,
  ...(rows[0]?.screening ? SCREENING_COLUMNS : []),
  ...(rows[0]?.notes ? NOTES_COLUMNS : []),
];
const SHEET = '聯絡資訊';

function cells(rows: readonly ContactRow[]): string[][] {
  return rows.map((row, i) =>
    [
      String(i + 1),
      row.name,
      nameOf(SEXES, row.sex),
      formatRocCompact(row.birthDate),
      row.phone,
      row.email,
      formatRocDateTime(row.appliedAt),
      REPLY_STATUSES[row.replyStatus].name,
      ...(row.screening ? [SCREENING_OUTCOMES[row.screening.outcome].name, row.screening.reason] : []),
      ...(row.notes ? [row.notes.join('；')] : []),
    ].map(cleanLine),
  );
}

function caption(rows: readonly ContactRow[], meta: ContactSheetMeta): string {
  return cleanLine(
    `${meta.agencyName}　職缺編號 ${meta.vacancyNo}　${meta.title}　共${rows.length}人　匯出時間 ${formatRocDateTime(meta.exportedAt)}`,
  );
}

function table(rows: readonly ContactRow[], meta: ContactSheetMeta): SheetTable {
  const columns = columnsOf(rows);
  return {
    sheet: SHEET,
    caption: caption(rows, meta),
    heads: columns.map(([head]) => head),
    widths: columns.map(([, width]) => width),
    rows: cells(rows),
  };
}

/** 產生Excel檔. Rows keep the order they come in. */
export const contactSheetXlsx = (rows: readonly ContactRow[], meta: ContactSheetMeta): Promise<Uint8Array> =>
  writeXlsxTable(table(rows, meta));

/** 產生ODS檔. Rows keep the order they come in. */
export const contactSheetOds = (rows: readonly ContactRow[], meta: ContactSheetMeta): Promise<Uint8Array> =>
  writeOdsTable(table(rows, meta));
