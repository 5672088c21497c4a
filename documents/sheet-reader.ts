/** R13: reads an XLSX, ODS or CSV file of vacancies into rows of texts by their heads. Runs in the guarded process. */
import { type CellValue, parseCsv, readOds, readXlsx } from 'hucre';
import { cleanText } from '../domain/contact.ts';
import { EXAMPLE_MARK, foldHead, IMPORT_COLUMNS, REMARK } from '../domain/import-columns.ts';
import { formatRoc, taipeiTime } from '../domain/roc-date.ts';
import { isZip, judgeZip } from './zip-guard.ts';

export interface SheetRow {
  /** Row of the sheet, from 1. */
  row: number;
  /** Head → text; empty cells are absent. */
  cells: Record<string, string>;
}
export type ReadSheet =
  | {
      ok: true;
      format: 'xlsx' | 'ods' | 'csv';
      /** Head → letter of its column, as the spreadsheet shows it. */
      columns: Record<string, string>;
      rows: SheetRow[];
    }
  | { ok: false; message: string };

/** More is asked to be split. */
export const MAX_IMPORT_ROWS = 300;
const LIMITS = { parts: 500, bytes: 64 * 1024 * 1024 };
const HEAD_WITHIN = 20;
const MAX_COLUMNS = 200;

const ZIP_FAULTS = {
  broken: '檔案已損毀，請重新另存為 XLSX 或 ODS 檔後再匯入',
  encrypted: '檔案設有密碼，請移除密碼後再匯入',
  bomb: '檔案展開後過大，請只保留要匯入的工作表後再匯入',
} as const;

/** Reads the first sheet that has the import's heads. */
export async function readSheet(bytes: Uint8Array): Promise<ReadSheet> {
  if (!isZip(bytes)) return readCsv(bytes);
  const zip = judgeZip(bytes, LIMITS);
  if (!zip.ok) return { ok: false, message: ZIP_FAULTS[zip.why] };
  const format = zip.names.includes('xl/workbook.xml')
    ? 'xlsx'
    : zip.names.includes('content.xml')
      ? 'ods'
      : null;
  if (format === null) return { ok: false, message: '不是 XLSX 或 ODS 試算表，請選擇以範本填寫的檔案' };
  let sheets: { rows: CellValue[][] }[];
  try {
    sheets = (await (format === 'xlsx' ? readXlsx(bytes) : readOds(bytes))).sheets;
  } catch {
    return { ok: false, message: ZIP_FAULTS.broken };
  }
  const sheet = sheets.find(({ rows }) => headRow(rows) >= 0) ?? sheets[0];
  return gather(format, sheet?.rows ?? []);
}

function readCsv(bytes: Uint8Array): ReadSheet {
  const text = decode(bytes);
  if (text === null) return { ok: false, message: '看不出文字編碼，CSV 請以 UTF-8 或 Big5 另存後再匯入' };
  if (text.includes('\0'))
    return { ok: false, message: '不是 XLSX、ODS、CSV 或官方 XML 檔，請選擇以範本填寫的檔案' };
  return gather('csv', parseCsv(text, { skipBom: true }));
}

/** UTF-8, else UTF-16 by its mark, else Big5; null when it is none of them. */
function decode(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'big5'];
  for (const encoding of wide) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  return null;
}

const HEADS = new Map(
  [REMARK, ...IMPORT_COLUMNS.map(({ head }) => head)].map((head) => [foldHead(head), head]),
);

/** The row of the heads: one of the first that holds 職稱 and 人員區分; -1 when there is none. */
function headRow(rows: readonly (readonly CellValue[])[]): number {
  return rows.slice(0, HEAD_WITHIN).findIndex((row) => {
    const heads = new Set(row.map((cell) => foldHead(textOf(cell))));
    return heads.has('職稱') && heads.has('人員區分');
  });
}

function gather(format: 'xlsx' | 'ods' | 'csv', all: readonly (readonly CellValue[])[]): ReadSheet {
  const at = headRow(all);
  if (at < 0) return { ok: false, message: '找不到欄位名稱列（至少要有「人員區分」與「職稱」），請使用範本' };
  const heads: [head: string, column: number][] = [];
  const unknown: string[] = [];
  for (const [i, cell] of (all[at] ?? []).slice(0, MAX_COLUMNS).entries()) {
    const typed = textOf(cell);
    if (typed === '') continue;
    const head = HEADS.get(foldHead(typed));
    if (head === undefined) unknown.push(`${letterOf(i)} 欄「${typed.slice(0, 20)}」`);
    else if (heads.some(([known]) => known === head))
      return { ok: false, message: `欄位「${head}」出現兩次，請只保留一欄` };
    else heads.push([head, i]);
  }
  if (unknown.length > 0)
    return {
      ok: false,
      message: `第 ${at + 1} 列有不認得的欄位：${unknown.slice(0, 5).join('、')}，請改為範本的欄位名稱`,
    };
  const rows: SheetRow[] = [];
  for (const [i, line] of all.entries()) {
    if (i <= at) continue;
    const cells: Record<string, string> = {};
    for (const [head, column] of heads) {
      const text = textOf(line[column]);
      if (text !== '') cells[head] = text;
    }
    const { [REMARK]: remark = '', ...values } = cells;
    if (remark.startsWith(EXAMPLE_MARK) || Object.keys(values).length === 0) continue;
    rows.push({ row: i + 1, cells: values });
    if (rows.length > MAX_IMPORT_ROWS)
      return { ok: false, message: `一次最多匯入 ${MAX_IMPORT_ROWS} 筆，請分成數個檔案` };
  }
  if (rows.length === 0) return { ok: false, message: '檔案裡沒有要匯入的職缺，請自欄位名稱的下一列填起' };
  const columns = Object.fromEntries(heads.map(([head, column]) => [head, letterOf(column)]));
  return { ok: true, format, columns, rows };
}

/** What a cell says as text. A real date becomes a ROC one, a time of day its clock time. */
function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    // spreadsheets keep a bare time as a part of their day zero
    return cell.getUTCFullYear() < 1901
      ? taipeiTime(new Date(cell.getTime() - 8 * 3_600_000))
      : formatRoc(cell.toISOString().slice(0, 10));
  }
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return cleanText(String(cell));
}

/** 0 → A, 26 → AA. */
function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letterOf(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}
