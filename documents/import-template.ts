/** R13: the template for 機關徵才匯入: heads in the order of the form, and one example that is passed over. */
import { EXAMPLE_MARK, IMPORT_COLUMNS, REMARK } from '../domain/import-columns.ts';
import { type SheetTable, writeOdsTable } from './ods-table.ts';
import { writeXlsxTable } from './xlsx-table.ts';

const CAPTION =
  '機關徵才匯入範本：自第 4 列起每列填一筆職缺；有 * 者送出審核時必填；日期填民國年（例如 115/12/1）；「備註」不匯入。';

function table(): SheetTable {
  return {
    sheet: '職缺',
    caption: CAPTION,
    heads: [REMARK, ...IMPORT_COLUMNS.map(({ head, required }) => `${head}${required ? '*' : ''}`)],
    widths: [16, ...IMPORT_COLUMNS.map(({ width }) => width)],
    rows: [[`${EXAMPLE_MARK}（不匯入）`, ...IMPORT_COLUMNS.map(({ example }) => example)]],
  };
}

/** The mark at its head lets spreadsheets see that it is UTF-8. */
function csv({ heads, rows }: SheetTable): Uint8Array {
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [heads, ...rows].map((row) => row.map(quoted).join(','));
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}

export async function importTemplate(kind: 'xlsx' | 'ods' | 'csv'): Promise<Uint8Array> {
  if (kind === 'csv') return csv(table());
  return kind === 'ods' ? writeOdsTable(table()) : writeXlsxTable(table());
}
