/** What is asked of each part of a résumé, in the same words on the pages, when applying and at an import. */
import { isCode } from './code.ts';
import { checkPhone } from './contact.ts';
import { checkAddress, checkIdentity } from './identity-rules.ts';
import type { Problem } from './problem.ts';
import { type EntryOf, type ListName, RESUME_LISTS, type ResumeField } from './resume-fields.ts';
import type { BasicPart, NotesPart } from './resume-record.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from './resume-single-fields.ts';
import { isDay } from './taipei-time.ts';

export const RESUME_LIMITS = {
  /** Characters of a single line. */
  line: 200,
  /** Characters of 簡要自述. */
  statement: 20_000,
  /** 時數, 學分, 俸點. */
  number: 99_999,
  /** Bytes of the photo, decoded. */
  photo: 1024 * 1024,
} as const;

export interface RuleContext {
  /** The Taipei day, ISO; without it nothing lies ahead. */
  today?: string | undefined;
}
type Values = Readonly<Record<string, unknown>>;

/**
 * One row of a list.
 * @param at put before the field's name: `education.0.`
 * @param nth put before the words: 第 1 筆學歷
 */
export function checkEntry<L extends ListName>(
  list: L,
  entry: EntryOf<L>,
  context: RuleContext = {},
  at = '',
  nth = '',
): Problem[] {
  const values = { ...entry } as Values;
  const problems = RESUME_LISTS[list].fields.flatMap((field) => checkField(field, values, context, nth));
  const told = new Set(problems.map((problem) => problem.field));
  if (!told.has('from') && !told.has('to')) problems.push(...checkOrder(values, nth));
  return problems.map((problem) => ({ ...problem, field: `${at}${problem.field}` }));
}

/** All rows of a list, `education.0.school`; too many rows are one problem of the list. */
export function checkList<L extends ListName>(
  list: L,
  entries: readonly EntryOf<L>[],
  context: RuleContext = {},
): Problem[] {
  const { word, limit } = RESUME_LISTS[list];
  if (entries.length > limit) return [{ field: list, message: `${word}最多 ${limit} 筆，請刪去多餘的資料` }];
  return entries.flatMap((entry, i) =>
    checkEntry(list, entry, context, `${list}.${i}.`, `第 ${i + 1} 筆${word}`),
  );
}

/** Part 1 without the address of the mailbox, which is the account's. */
export function checkBasic(basic: BasicPart, { today }: RuleContext = {}): Problem[] {
  const problems = [...checkIdentity(basic, today), ...checkAddress(basic.address)];
  if (basic.phone === '' && basic.mobile === '')
    problems.push({ field: 'phone', message: '請輸入電話或行動電話' });
  for (const [field, label] of [
    ['phone', '電話'],
    ['mobile', '行動電話'],
    ['emergencyPhone', '緊急聯絡電話'],
  ] as const) {
    const checked = basic[field] === '' ? null : checkPhone(basic[field], label);
    if (checked?.ok === false) problems.push({ field, message: checked.message });
  }
  return [...problems, ...tooLong(BASIC_FIELDS, basic, problems)];
}

/** Part 10. */
export function checkNotes(notes: NotesPart): Problem[] {
  return NOTES_FIELDS.flatMap((field) => checkField(field, { ...notes }, {}, ''));
}

/** Part 13. Characters, not UTF-16 units. */
export function checkStatement(statement: string): Problem[] {
  const length = [...statement].length;
  if (length <= RESUME_LIMITS.statement) return [];
  return [
    {
      field: 'statement',
      message: `簡要自述最多 ${RESUME_LIMITS.statement} 字，目前 ${length} 字，請縮短`,
    },
  ];
}

function tooLong(fields: readonly ResumeField[], values: object, told: readonly Problem[]): Problem[] {
  const of = { ...values } as Values;
  return fields
    .filter((field) => !told.some((problem) => problem.field === field.name))
    .filter((field) => String(of[field.name]).length > RESUME_LIMITS.line)
    .map(({ name, label }) => ({
      field: name,
      message: `${label}最多 ${RESUME_LIMITS.line} 字，請縮短`,
    }));
}

function checkField(field: ResumeField, values: Values, { today }: RuleContext, nth: string): Problem[] {
  const { name, label, kind, required, table, wordsToo } = field;
  const value = values[name];
  const wrong = (message: string): Problem[] => [{ field: name, message: `${nth}${message}` }];
  if (kind === 'yesNo') return [];
  if (kind === 'number') {
    const most = field.most ?? RESUME_LIMITS.number;
    const fits = value === null || (typeof value === 'number' && value >= 0 && value <= most);
    return fits ? [] : wrong(`${label}請填 0 至 ${most} 的數字`);
  }
  if (kind === 'year') {
    const known = Number.isInteger(value) && Number(value) >= 1912 && Number(value) <= 2910;
    if (!known) return wrong(`請輸入${label}，填民國年，例如 108`);
    return today !== undefined && Number(value) > Number(today.slice(0, 4))
      ? wrong(`${label}晚於今年，請核對民國年`)
      : [];
  }
  const text = String(value);
  if (text === '')
    return required ? wrong(kind === 'code' && !wordsToo ? `請選擇${label}` : `請輸入${label}`) : [];
  if (text.length > RESUME_LIMITS.line) return wrong(`${label}最多 ${RESUME_LIMITS.line} 字，請縮短`);
  if (kind === 'code' && table && !wordsToo && !isCode(table, text)) return wrong(`請選擇${label}`);
  if (kind === 'date') {
    if (!isDay(whole(text))) return wrong(`請輸入完整的${label}，例如 100 年 9 月`);
    if (field.past && today !== undefined && text > today.slice(0, text.length))
      return wrong(`${label}晚於今日，請核對民國年`);
  }
  return [];
}

/** A month as its first day. */
const whole = (date: string): string => (/^\d{4}-\d{2}$/.test(date) ? `${date}-01` : date);

/** The later date not before the earlier, as far as both are told. */
function checkOrder(values: Values, nth: string): Problem[] {
  const { from, to } = values;
  if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') return [];
  const shared = Math.min(from.length, to.length);
  return to.slice(0, shared) < from.slice(0, shared)
    ? [{ field: 'to', message: `${nth === '' ? '' : `${nth}的`}迄日早於起日，請修正迄日` }]
    : [];
}
