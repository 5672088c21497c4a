/** One sheet of texts as an Excel workbook, written as a stream: bold heads that stay in sight, A4 lying. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { SheetTable } from './ods-table.ts';

/** The format of a text cell: Excel then keeps leading zeros also when somebody edits it. */
const TEXT = '@';
/** The default font by name; a font given only as bold would fall back to a serif one. */
const BOLD = { bold: true, name: 'Calibri', family: 2, size: 11 };

/** The file's bytes. Every cell is text; nothing is a formula. */
export async function writeXlsxTable(table: SheetTable): Promise<Uint8Array> {
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet(table.sheet, {
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
  sheet.columns = table.widths.map((width) => ({ width, style: { numFmt: TEXT } }));
  const top = sheet.addRow([table.caption]);
  top.font = BOLD;
  sheet.mergeCells(1, 1, 1, table.heads.length);
  top.commit();
  const heads = sheet.addRow([...table.heads]);
  heads.font = BOLD;
  heads.eachCell((cell) => {
    cell.border = { bottom: { style: 'thin' } };
  });
  heads.commit();
  for (const row of table.rows) sheet.addRow([...row]).commit();
  sheet.commit();
  await book.commit();
  return new Uint8Array(await whole);
}
