/** R80, R81: the contacts of everyone who applied, as a spreadsheet. Every cell is text; nothing is a formula. */

import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { nameOf, SEXES } from '../domain/codes.ts';
import { cleanLine } from '../domain/contact.ts';
import { formatRocCompact, formatRocDateTime } from '../domain/roc-date.ts';
import { REPLY_STATUSES, type ReplyStatus } from '../domain/status.ts';
import { writeOdsTable } from './ods-table.ts';

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
const HEADS = COLUMNS.map(([head]) => head as string);
const SHEET = '聯絡資訊';
/** The format of a text cell: Excel then keeps leading zeros also when somebody edits it. */
const TEXT = '@';
/** The default font by name; a font given only as bold would fall back to a serif one. */
const BOLD = { bold: true, name: 'Calibri', family: 2, size: 11 };

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
    ].map(cleanLine),
  );
}

function caption(rows: readonly ContactRow[], meta: ContactSheetMeta): string {
  return cleanLine(
    `${meta.agencyName}　職缺編號 ${meta.vacancyNo}　${meta.title}　共${rows.length}人　匯出時間 ${formatRocDateTime(meta.exportedAt)}`,
  );
}

/** 產生Excel檔. Rows keep the order they come in. */
export async function contactSheetXlsx(
  rows: readonly ContactRow[],
  meta: ContactSheetMeta,
): Promise<Uint8Array> {
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet(SHEET, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '2:2',
    },
  });
  sheet.columns = COLUMNS.map(([, width]) => ({ width, style: { numFmt: TEXT } }));
  const top = sheet.addRow([caption(rows, meta)]);
  top.font = BOLD;
  sheet.mergeCells(1, 1, 1, COLUMNS.length);
  top.commit();
  const heads = sheet.addRow(HEADS);
  heads.font = BOLD;
  heads.eachCell((cell) => {
    cell.border = { bottom: { style: 'thin' } };
  });
  heads.commit();
  for (const row of cells(rows)) sheet.addRow(row).commit();
  sheet.commit();
  await book.commit();
  return new Uint8Array(await whole);
}

/** 產生ODS檔. Rows keep the order they come in. */
export function contactSheetOds(rows: readonly ContactRow[], meta: ContactSheetMeta): Promise<Uint8Array> {
  return writeOdsTable({
    sheet: SHEET,
    caption: caption(rows, meta),
    heads: HEADS,
    widths: COLUMNS.map(([, width]) => width),
    rows: cells(rows),
  });
}
