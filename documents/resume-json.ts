/** A résumé as JSON: written for its owner, and read from a file she or a personnel system made. */
import { cleanLine, cleanText } from '../domain/contact.ts';
import type { Problem } from '../domain/problem.ts';
import {
  EMPTY_VALUES,
  type EntryOf,
  type ListName,
  RESUME_LISTS,
  type ResumeField,
} from '../domain/resume-fields.ts';
import { type ResumeParts, withParts } from '../domain/resume-parts.ts';
import type { NotesPart, ResumeRecord } from '../domain/resume-record.ts';
import {
  checkBasic,
  checkList,
  checkNotes,
  checkStatement,
  RESUME_LIMITS,
  type RuleContext,
} from '../domain/resume-rules.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../domain/resume-single-fields.ts';
import { photoOf } from './resume-view.ts';

/** Of the layout; a later one gets the next number. */
export const RESUME_JSON_VERSION = 1;
export const MAX_RESUME_JSON_BYTES = 4 * 1024 * 1024;

/** `field` is the path in the file: `training[12].from`. */
export type ReadResume = { ok: true; parts: ResumeParts } | { ok: false; problems: Problem[] };

/** @param schemaUrl where the schema is published */
export function resumeJson(record: ResumeRecord, schemaUrl: string): string {
  return `${JSON.stringify({ $schema: schemaUrl, version: RESUME_JSON_VERSION, ...record }, null, 2)}\n`;
}

/**
 * Reads and checks a whole file; one wrong place and nothing of it is taken.
 * @param kept the résumé it will be laid over: of part 1 a file may give some fields only
 */
export function readResumeJson(bytes: Uint8Array, kept: ResumeRecord, context: RuleContext = {}): ReadResume {
  const told = (message: string): ReadResume => ({ ok: false, problems: [{ field: '', message }] });
  if (bytes.length > MAX_RESUME_JSON_BYTES) return told('檔案超過 4 MB，請確認選對檔案');
  const file = parse(bytes);
  if (file === undefined) return told('檔案不是 UTF-8 編碼的 JSON，請由原系統重新匯出');
  if (!isObject(file)) return told('檔案最外層應為一個物件，請對照公開的格式');
  const problems: Problem[] = [];
  const parts = readParts(file, problems);
  if (problems.length === 0) problems.push(...ruleProblems(parts, kept, context));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, parts };
}

function parse(bytes: Uint8Array): unknown {
  try {
    // a byte order mark is dropped by the decoder
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The shape: every key known, every value of its kind. Rows that lack a field get it empty. */
function readParts(file: Json, problems: Problem[]): ResumeParts {
  const parts: Json = {};
  for (const [key, value] of Object.entries(file)) {
    if (key === '$schema') continue;
    if (key === 'version') {
      if (value !== RESUME_JSON_VERSION)
        problems.push({ field: key, message: `version 應為 ${RESUME_JSON_VERSION}` });
    } else if (key === 'statement') {
      if (typeof value === 'string') parts.statement = cleanText(value);
      else problems.push({ field: key, message: '簡要自述應為文字' });
    } else if (key === 'basic') parts.basic = readBasic(value, problems);
    else if (key === 'notes') parts.notes = readFields(NOTES_FIELDS, value, key, problems, 'filled');
    else if (Object.hasOwn(RESUME_LISTS, key)) parts[key] = readRows(key as ListName, value, problems);
    else problems.push({ field: key, message: `不認得「${shortened(key)}」這個項目，請對照公開的格式` });
  }
  if (!('version' in file))
    problems.push({ field: 'version', message: `請註明 version：${RESUME_JSON_VERSION}` });
  return parts as ResumeParts;
}

function readRows(list: ListName, value: unknown, problems: Problem[]): unknown {
  const { word, fields } = RESUME_LISTS[list];
  if (!Array.isArray(value)) {
    problems.push({ field: list, message: `${word}應為陣列` });
    return [];
  }
  return value.map((row, i) => readFields(fields, row, `${list}[${i}]`, problems, 'filled'));
}

/** Part 1 with its picture; the address of the mailbox may stand there and is not taken. */
function readBasic(value: unknown, problems: Problem[]): unknown {
  if (!isObject(value)) return readFields(BASIC_FIELDS, value, 'basic', problems, 'given');
  const { photo, email: _, ...others } = value;
  const basic = readFields(BASIC_FIELDS, others, 'basic', problems, 'given');
  if (photo === undefined) return basic;
  const wrong = photoProblem(photo);
  if (wrong) problems.push({ field: 'basic.photo', message: wrong });
  return { ...basic, photo };
}

function photoProblem(photo: unknown): string | undefined {
  if (photo === '') return undefined;
  if (typeof photo !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(photo)) return '照片應為 base64 編碼的文字';
  const size = Buffer.byteLength(photo, 'base64');
  if (size > RESUME_LIMITS.photo) return '照片應在 1 MB 以內，請縮小';
  return photoOf({ basic: { photo } }) ? undefined : '照片應為完整的 JPEG 或 PNG，且在一千六百萬像素以內';
}

/** @param how `filled`: what is missing is empty; `given`: what is missing stays out */
function readFields(
  fields: readonly ResumeField[],
  value: unknown,
  at: string,
  problems: Problem[],
  how: 'filled' | 'given',
): Json {
  const read: Json = {};
  if (!isObject(value)) {
    problems.push({ field: at, message: '應為一個物件' });
    return read;
  }
  for (const key of Object.keys(value))
    if (!fields.some(({ name }) => name === key))
      problems.push({ field: `${at}.${shortened(key)}`, message: '不認得這個欄位，請對照公開的格式' });
  for (const field of fields) {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (given === undefined) {
      if (how === 'filled') read[field.name] = EMPTY_VALUES[field.kind];
    } else if (KINDS[field.kind].fits(given)) {
      read[field.name] = typeof given === 'string' ? cleanLine(given) : given;
    } else
      problems.push({
        field: `${at}.${field.name}`,
        message: `${field.label}應為${KINDS[field.kind].words}`,
      });
  }
  return read;
}

const TEXT = { words: '文字', fits: (value: unknown) => typeof value === 'string' };
const KINDS: Record<ResumeField['kind'], { words: string; fits: (value: unknown) => boolean }> = {
  line: TEXT,
  date: TEXT,
  code: TEXT,
  year: { words: '西元年的整數', fits: (value) => Number.isInteger(value) },
  number: { words: '數字或 null', fits: (value) => value === null || typeof value === 'number' },
  yesNo: { words: 'true 或 false', fits: (value) => typeof value === 'boolean' },
};
/** The rules of the pages, at the file's own places. */
function ruleProblems(parts: ResumeParts, kept: ResumeRecord, context: RuleContext): Problem[] {
  const whole = withParts(kept, parts);
  const under = (at: string, problems: Problem[]): Problem[] =>
    problems.map((problem) => ({ ...problem, field: `${at}.${problem.field}` }));
  return [
    ...(parts.basic ? under('basic', checkBasic(whole.basic, context)) : []),
    ...(Object.keys(RESUME_LISTS) as ListName[]).flatMap((list) => rowProblems(list, parts, context)),
    ...(parts.notes ? under('notes', checkNotes(parts.notes as NotesPart)) : []),
    ...(parts.statement === undefined ? [] : checkStatement(parts.statement)),
  ];
}

function rowProblems<L extends ListName>(list: L, parts: ResumeParts, context: RuleContext): Problem[] {
  const rows = parts[list] as readonly EntryOf<L>[] | undefined;
  return checkList(list, rows ?? [], context).map((problem) => ({
    ...problem,
    field: problem.field.replace(/\.(\d+)\./, '[$1].'),
  }));
}

/** A key somebody invented, as far as it helps to find it. */
const shortened = (key: string): string => cleanLine(key).slice(0, 40);
