/** From a selected résumé to what the template prints: every word and every empty place decided here. */
import { nameOf, SEXES } from '../domain/codes.ts';
import type { BasicPart } from '../domain/resume-record.ts';
import { type Part, RESUME_PARTS, type ResumeSelection } from '../domain/resume-selection.ts';
import { formatRocDateTime, formatRocSentence, taipeiDay } from '../domain/roc-date.ts';
import { imageSize } from './image-check.ts';
import type { Json } from './printable.ts';
import type { ResumeInput } from './resume-pdf.ts';
import { notePairs, partTables, rocDate } from './resume-tables.ts';

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三'];
export const NOTHING_ENTERED = '應徵者未填寫本項資料';
export const NOTHING_IN_RANGE = '調閱區間內無資料';

/** `八、專長及語言能力` */
export const partLabel = (number: number, name: string): string => `${NUMERALS[number]}、${name}`;

/** The document's data for `resume.typ`. */
export function resumeView(input: ResumeInput): { [key: string]: Json } {
  const wanted = RESUME_PARTS.filter((part) => input.parts.includes(part.code));
  const left = RESUME_PARTS.filter((part) => !input.parts.includes(part.code));
  const day = taipeiDay(input.submittedAt);
  return {
    // No name in the file's properties: they show in lists of files.
    documentTitle: `履歷 ${input.applicationNo}`,
    date: day.split('-').map(Number),
    agencyName: input.agencyName,
    title: input.title,
    vacancyNo: input.vacancyNo,
    applicationNo: input.applicationNo,
    submittedAt: formatRocDateTime(input.submittedAt),
    version: input.version,
    name: input.record.basic.name,
    sections: wanted.map(({ code, number, name }) => ({
      label: partLabel(number, name),
      range: rangeWords(code, input.ranges),
      ...sectionBody(input, code),
    })),
    leftOut: left.map(({ number, name }) => partLabel(number, name)),
    picture: input.record.basic.photo === '' ? 'none' : 'readable',
  };
}

function sectionBody({ record, ranges }: ResumeInput, part: Part): { [key: string]: Json } {
  const empty = rangeWords(part, ranges) === '' ? NOTHING_ENTERED : NOTHING_IN_RANGE;
  if (part === 'basic') return { kind: 'basic', ...basicBody(record.basic) };
  if (part === 'statement') {
    const paragraphs = record.statement
      .trim()
      .split('\n')
      .map((line) => line.trim());
    return record.statement.trim() === '' ? { kind: 'empty', words: empty } : { kind: 'text', paragraphs };
  }
  if (part === 'notes') {
    const pairs = notePairs(record);
    return pairs.length === 0 ? { kind: 'empty', words: empty } : { kind: 'pairs', pairs };
  }
  const tables = partTables(record, part).filter((table) => table.rows.length > 0);
  return tables.length === 0
    ? { kind: 'empty', words: empty }
    : { kind: 'tables', tables: tables.map((table) => ({ ...table })) };
}

/**
 * Two columns of label and value beside the picture, then lines over the whole width.
 * What only few people have is left out when they have not got it; a `blank` form asks for it.
 */
export function basicBody(
  basic: BasicPart,
  blank = false,
): { beside: string[][]; pairs: string[][]; wide: string[][] } {
  const optional = (...cells: string[]): string[][] => (blank || cells[1] || cells[3] ? [cells] : []);
  // Without blanks: 民國75年 must be found by a search in the document.
  const birth = formatRocSentence(basic.birthDate)
    .replace(/（.）$/, '')
    .replaceAll(' ', '');
  return {
    beside: [
      ['姓名', basic.name],
      ['英文姓名', basic.englishName],
      ['身分證統一編號', basic.idNumber],
      ['出生日期', birth === '' ? '' : `民國${birth}`],
      ['性別', nameOf(SEXES, basic.sex)],
    ].filter(([label, value]) => blank || value !== '' || label !== '英文姓名'),
    pairs: [
      ...optional('外國國籍', basic.foreignNationality, '護照號碼', basic.passportNumber),
      ['電話', basic.phone, '行動電話', basic.mobile],
      ...optional('緊急通知人', basic.emergencyName, '緊急聯絡電話', basic.emergencyPhone),
    ],
    wide: [
      ['電子郵件', basic.email],
      ...(blank || basic.registeredAddress ? [['戶籍地', basic.registeredAddress]] : []),
      ['現居住所', basic.address],
    ],
  };
}

type Ranges = ResumeInput['ranges'];

/** R64: the range a part was cut to, in words; '' when nothing was cut. */
function rangeWords(part: Part, ranges: Ranges): string {
  if (!ranges) return '';
  if (part === 'training') return days(ranges.trainingRange);
  if (part === 'rewards') return days(ranges.rewardRange);
  if (part !== 'appraisals') return '';
  const { from, to } = ranges.appraisalRange;
  const roc = (year: number | null): string => (year === null ? '' : String(year - 1911));
  return bounds(roc(from), roc(to), '年');
}

const days = (range: ResumeSelection['trainingRange']): string =>
  bounds(rocDate(range.from), rocDate(range.to), '');

function bounds(from: string, to: string, unit: string): string {
  if (from === '' && to === '') return '';
  if (from === '') return `調閱區間：${to}${unit} 以前`;
  if (to === '') return `調閱區間：${from}${unit} 以後`;
  return `調閱區間：${from}${unit} ~ ${to}${unit}`;
}

/** A small file may hold a picture of gigabytes once it is decoded. */
const MAX_PHOTO_PIXELS = 16_000_000;

/** The picture's bytes with the name its content asks for; `null` when it cannot be printed. */
export function photoOf(record: {
  basic: Pick<BasicPart, 'photo'>;
}): { name: string; bytes: Uint8Array } | null {
  const bytes = Buffer.from(record.basic.photo, 'base64');
  const size = imageSize(bytes);
  if (size === null || size.width * size.height > MAX_PHOTO_PIXELS) return null;
  return { name: bytes[0] === 0xff ? 'photo.jpg' : 'photo.png', bytes };
}
