/** Rows of a résumé between the page and the record: ROC dates and years typed as text, ISO kept. */
import { nameOf } from '../../domain/code.ts';
import { cleanLine } from '../../domain/contact.ts';
import { type EntryOf, type ListName, RESUME_LISTS, type ResumeField } from '../../domain/resume-fields.ts';
import { formatRoc, parseRocCompact, rocYear } from '../../domain/roc-date.ts';

/** Fields as a browser posts them; a repeated name is an array. */
export type Posted = Record<string, string | string[] | undefined>;

/** The last text posted under a name; '' when there is none. */
export const one = (body: Posted, name: string): string => {
  const value = body[name];
  return (Array.isArray(value) ? value.at(-1) : value) ?? '';
};

/** The texts of a row's boxes, by field. */
export type Typed = Readonly<Record<string, string>>;

/** What was typed into the boxes of these fields. */
export function typedOf(fields: readonly ResumeField[], body: Posted, at = ''): Typed {
  return Object.fromEntries(fields.map(({ name }) => [name, cleanLine(one(body, `${at}${name}`))]));
}

/** What the boxes show of values that are kept. */
export function shownOf(fields: readonly ResumeField[], values: object): Typed {
  const of = { ...values } as Record<string, unknown>;
  return Object.fromEntries(fields.map((field) => [field.name, show(field, of[field.name])]));
}

/** The values in words, to be read and not to be changed. */
export function factsOf(fields: readonly ResumeField[], values: object): { term: string; value: string }[] {
  const shown = shownOf(fields, values);
  return fields.map(({ name, label, kind, table }) => {
    const value = shown[name] ?? '';
    if (kind === 'yesNo') return { term: label, value: value === '' ? '否' : '是' };
    return { term: label, value: table ? nameOf(table, value) : value };
  });
}

/** What cannot be read stays as it was typed (a number: NaN), for the rules to name. */
export function valuesOf(fields: readonly ResumeField[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, read(field, typed[field.name] ?? '')]));
}

/** One row. @param at put before each name: `education.0.` */
export function readEntry<L extends ListName>(list: L, body: Posted, at = ''): EntryOf<L> {
  const { fields } = RESUME_LISTS[list];
  // every field of the list is there, each of its kind: RESUME_LISTS is held to the record's type
  return valuesOf(fields, typedOf(fields, body, at)) as unknown as EntryOf<L>;
}

function read(field: ResumeField, text: string): unknown {
  switch (field.kind) {
    case 'date':
      return readRocDate(text);
    case 'year':
      return /^\d{1,3}$/.test(digits(text)) ? Number(digits(text)) + 1911 : Number.NaN;
    case 'number':
      return text === '' ? null : /^\d+(\.\d+)?$/.test(digits(text)) ? Number(digits(text)) : Number.NaN;
    case 'yesNo':
      return text === 'yes';
    case 'code':
      // a word of the table is its code; with `wordsToo` other words stay
      return field.table?.find((entry) => entry.name === text)?.code ?? text;
    default:
      return text;
  }
}

function show(field: ResumeField, value: unknown): string {
  if (field.kind === 'date') return showRocDate(String(value ?? ''));
  if (field.kind === 'year') return typeof value === 'number' ? rocYear(`${value}`) : '';
  if (field.kind === 'yesNo') return value === true ? 'yes' : '';
  if (field.wordsToo && field.table) return nameOf(field.table, String(value ?? ''));
  return value === null || value === undefined ? '' : String(value);
}

const digits = (text: string): string => text.normalize('NFKC').replace(/\s*年?$/, '');

/** `93/09` → `2004-09`, `93/9/1` and `0930901` → `2004-09-01`; anything else stays as typed. */
export function readRocDate(text: string): string {
  const typed = text.normalize('NFKC').trim();
  const compact = typed.length >= 6 ? parseRocCompact(typed) : null;
  if (compact) return compact;
  const m = /^(\d{1,3})\s*[/.年-]\s*(\d{1,2})\s*月?(?:\s*[/.-]?\s*(\d{1,2})\s*日?)?$/.exec(typed);
  if (!m) return text.trim();
  const two = (n: string): string => n.padStart(2, '0');
  const month = `${String(Number(m[1]) + 1911).padStart(4, '0')}-${two(m[2] as string)}`;
  return m[3] === undefined ? month : `${month}-${two(m[3])}`;
}

/** `2004-09` → `93/09`, `2004-09-01` → `93/09/01`; what is neither stays. */
export function showRocDate(iso: string): string {
  if (/^\d{4}-\d{2}$/.test(iso)) return `${rocYear(iso)}/${iso.slice(5)}`;
  return formatRoc(iso) || iso;
}
