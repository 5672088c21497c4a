/**
 * R13: reading the cells of the import sheet. Each reader answers the value, or says what is wrong with the cell
 * and what may stand there; the empty cell is an empty value, so that "required" stays the form's question.
 */
import type { Code } from './code.ts';
import { parseRocCompact, parseRocParts } from './roc-date.ts';
import { foldSearch } from './search-text.ts';

export type ReadCell<T> = { ok: true; value: T } | { ok: false; message: string };

const good = <T>(value: T): ReadCell<T> => ({ ok: true, value });
const bad = (message: string): { ok: false; message: string } => ({ ok: false, message });
const plain = (text: string): string => text.normalize('NFKC').trim();

/** `115/12/4`, `115.12.4`, `115-12-04`, `115年12月4日` or `1151204` → ISO day. A Western year is explained. */
export function readDay(text: string): ReadCell<string> {
  const typed = plain(text);
  if (typed === '') return good('');
  const compact = /^\d{5,7}$/.test(typed) ? parseRocCompact(typed) : null;
  if (compact) return good(compact);
  const parts = /^(\d{1,4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/.exec(typed);
  if (!parts) return bad(`「${short(typed)}」不是民國日期，請填例如 115/12/4`);
  const read = parseRocParts({ y: parts[1] ?? '', m: parts[2] ?? '', d: parts[3] ?? '' });
  return read.ok ? good(read.iso) : bad(read.message);
}

/** A ROC year such as `112` → the Gregorian one; null when empty. */
export function readRocYear(text: string): ReadCell<number | null> {
  const typed = plain(text).replace(/年$/u, '');
  if (typed === '') return good(null);
  if (!/^\d{1,3}$/.test(typed) || Number(typed) === 0)
    return bad(`「${short(typed)}」不是民國年，請填例如 112`);
  return good(Number(typed) + 1911);
}

/** `17:00`, `1700`, `9:30`; anything else stays, for the rules to name. */
export function readTime(text: string): ReadCell<string> {
  const parts = /^(\d{1,2}):?(\d{2})(?::00)?$/.exec(plain(text).replace(/\s/g, ''));
  return good(parts ? `${(parts[1] as string).padStart(2, '0')}:${parts[2]}` : plain(text));
}

/** Digits; null when empty. */
export function readCount(text: string): ReadCell<number | null> {
  const typed = plain(text).replace(/[名人位]$/u, '');
  if (typed === '') return good(null);
  return /^\d{1,6}$/.test(typed) ? good(Number(typed)) : bad(`「${short(typed)}」不是數字，請填例如 1`);
}

/** 是／否 in the ways people write it; empty = `empty`. */
export function readYes(text: string, empty: boolean): ReadCell<boolean> {
  const typed = plain(text).toUpperCase();
  if (typed === '') return good(empty);
  if (['是', 'Y', 'YES', 'TRUE', '1', '允許', 'V', '✓'].includes(typed)) return good(true);
  if (['否', 'N', 'NO', 'FALSE', '0'].includes(typed)) return good(false);
  return bad(`「${short(typed)}」請填「是」或「否」`);
}

/**
 * One code of a table, written as its code, its name, or both (`13-約僱人員`, `13 約僱人員`). Leading zeros that a
 * spreadsheet dropped are put back when the table's codes have them.
 */
export function readCode(text: string, table: readonly Code[], name: string): ReadCell<string> {
  const typed = foldSearch(plain(text));
  if (typed === '') return good('');
  const found =
    table.find((entry) => matches(typed, entry)) ??
    (/^\d+$/.test(typed) ? table.find((entry) => entry.code === typed.padStart(4, '0')) : undefined);
  return found ? good(found.code) : bad(`${name}「${short(text.trim())}」不在代碼表，請填代碼或名稱`);
}

/** Several codes, separated by `,` `、` `;` or line ends. */
export function readCodes(text: string, table: readonly Code[], name: string): ReadCell<string[]> {
  const values: string[] = [];
  for (const one of plain(text).split(/[,、;；，\n]/u)) {
    const read = readCode(one, table, name);
    if (!read.ok) return read;
    if (read.value !== '' && !values.includes(read.value)) values.push(read.value);
  }
  return good(values);
}

const matches = (typed: string, { code, name }: Code): boolean => {
  const folded = [foldSearch(code), foldSearch(name)] as const;
  return (
    typed === folded[0] ||
    typed === folded[1] ||
    ['-', ' ', '', ':', '.'].some((between) => typed === folded.join(between))
  );
};

const short = (text: string): string =>
  [...text].length > 20 ? `${[...text].slice(0, 20).join('')}…` : text;
