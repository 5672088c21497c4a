/** R13: reads an official open-data file. Strict about form; what a row means is judged by domain/feed-mapping. */
import { SaxesParser } from 'saxes';
import { parseRocCompact } from '../domain/roc-date.ts';

export interface ReadRow {
  /** Line where the row begins, from 1. */
  line: number;
  /** Element name → text as it stands; an absent element is absent. */
  row: Record<string, string>;
}
export type ReadFeed =
  | {
      ok: true;
      /** ISO day of ANNOUNCE_DATE. */
      announceDay: string;
      rows: ReadRow[];
    }
  | { ok: false; message: string; line: number };

export const MAX_FEED_BYTES = 50 * 1024 * 1024;

class FeedFault extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Parses the whole file or says at which line it stops being one: malformed XML, a document type, an unknown
 * entity, another structure than ROOT/ROW/elements, another encoding than UTF-8, more than 50 MB.
 */
export function readFeed(bytes: Uint8Array): ReadFeed {
  try {
    return { ok: true, ...parse(decode(bytes)) };
  } catch (error) {
    if (error instanceof FeedFault) return { ok: false, message: error.message, line: error.line };
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_FEED_BYTES) throw new FeedFault('檔案超過 50 MB，請分成數個檔案', 0);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FeedFault('檔案不是 UTF-8 編碼，請以 UTF-8 另存後再匯入', 0);
  }
  if (text.trim() === '') throw new FeedFault('檔案是空的，請選擇官方開放資料 XML 檔', 0);
  if (!text.trimStart().startsWith('<'))
    throw new FeedFault('第 1 行：這不是 XML 檔，請選擇官方開放資料 XML 檔', 1);
  const stray = strayAmpersand(text);
  if (stray > 0)
    throw new FeedFault(
      `第 ${stray} 行：不是格式正確的 XML（「&」應寫成「&amp;」，或使用了未定義的實體）`,
      stray,
    );
  return text;
}

/**
 * The line of the first `&` that begins no reference, or 0. The parser would look for its end through the rest of
 * the file and name a line far away from it.
 */
function strayAmpersand(text: string): number {
  const ends: Readonly<Record<string, string>> = { '<![CDATA[': ']]>', '<!--': '-->' };
  const marks = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});|&|<!\[CDATA\[|<!--|<!DOCTYPE/g;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '&') return text.slice(0, mark.index).split('\n').length;
    // What follows is the parser's to refuse.
    if (mark[0] === '<!DOCTYPE') return 0;
    const end = ends[mark[0]];
    if (end === undefined) continue;
    const closes = text.indexOf(end, marks.lastIndex);
    if (closes < 0) return 0;
    marks.lastIndex = closes + end.length;
  }
  return 0;
}

/** Where the parser stands: ROOT, a ROW, or one of its elements. */
function parse(text: string): { announceDay: string; rows: ReadRow[] } {
  const parser = new SaxesParser();
  const at = (line: number, message: string): never => {
    throw new FeedFault(`第 ${line} 行：${message}`, line);
  };
  const here = (message: string): never => at(parser.line, message);
  const path: string[] = [];
  const rows: ReadRow[] = [];
  let current: { line: number; cells: Map<string, string> } | null = null;
  let announce: { line: number; text: string } | null = null;
  let collected = '';

  parser.on('error', (error) => here(`不是格式正確的 XML（${reason(error.message)}）`));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding))
      here(`編碼宣告為 ${encoding.slice(0, 20)}，僅接受 UTF-8`);
  });
  parser.on('doctype', () => here('含有文件型別宣告（DOCTYPE），基於安全不予讀取'));
  parser.on('opentag', ({ name, attributes }) => {
    if (Object.keys(attributes).length > 0) here(`<${name}> 不應有屬性`);
    if (path.length === 0 && name !== 'ROOT') here(`最外層應為 <ROOT>，而非 <${name}>`);
    if (path.length === 1 && name !== 'ROW' && name !== 'ANNOUNCE_DATE')
      here(`<ROOT> 內不應有 <${name}>，只能有 <ANNOUNCE_DATE> 及 <ROW>`);
    if (path.length > (path[1] === 'ROW' ? 2 : 1)) here(`<${path.at(-1)}> 內不應再有 <${name}>`);
    if (path.length === 1 && name === 'ROW') current = { line: parser.line, cells: new Map() };
    if (path.length === 2 && current?.cells.has(name)) here(`同一筆 <ROW> 內 <${name}> 出現兩次`);
    path.push(name);
    collected = '';
  });
  const take = (piece: string): void => {
    const inside = path.at(-1);
    if ((inside === 'ROOT' || inside === 'ROW') && path.length < 3) {
      if (piece.trim() !== '') here(`<${inside}> 內不應直接有文字`);
    } else collected += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (path.length === 2) current?.cells.set(name, collected);
    else if (path.length === 1 && name === 'ANNOUNCE_DATE') {
      if (announce) here('<ANNOUNCE_DATE> 出現兩次');
      announce = { line: parser.line, text: collected };
    } else if (path.length === 1 && current) {
      rows.push({ line: current.line, row: Object.fromEntries(current.cells) });
      current = null;
    }
  });
  parser.write(text).close();

  const found = announce as { line: number; text: string } | null;
  if (!found) return at(1, '缺少 <ANNOUNCE_DATE>');
  const announceDay = parseRocCompact(found.text);
  if (!announceDay) return at(found.line, '<ANNOUNCE_DATE> 應為七碼民國日期，例如 1150515');
  return { announceDay, rows };
}

/** The parser's reason without its position, which the sentence already has. */
const reason = (message: string): string => message.replace(/^\d+:\d+: /, '').slice(0, 100);
