/**
 * R30–R65: the registration form as posted, read into a `VacancyContent`. What cannot be read (a day, a number)
 * stays in `raw` as typed and is told as a problem; what the rules demand is `checkVacancy`'s question.
 */
import {
  isCode,
  RANK_CLASSES,
  type RankClass,
  RETRIEVAL_MODES,
  type RetrievalMode,
  SEXES,
} from '../../domain/codes.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { RESUME_SECTIONS, type ResumeSection } from '../../domain/resume-sections.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { type Posted, text, texts } from './posted.ts';
import { type DayField, type RawDays, readDays, readYear, showYear } from './vacancy-form-days.ts';

/** Fields whose typed text may not fit the content, shown again as they were typed. */
export interface VacancyRaw extends RawDays {
  openings: string;
  reserves: string;
  appraisalFrom: string;
  appraisalTo: string;
}

export interface ParsedVacancy {
  content: VacancyContent;
  raw: VacancyRaw;
  /** Problems of reading alone, `field` = the form's field. */
  problems: Problem[];
}

/** Content's range fields and where their problems are told on the form. */
const AT_FIELD: Readonly<Record<string, DayField | 'agencyCode' | 'appraisalFrom' | 'sections'>> = {
  agencyName: 'agencyCode',
  trainingRange: 'trainingFrom',
  rewardRange: 'rewardFrom',
  appraisalRange: 'appraisalFrom',
  allSections: 'sections',
};

/** A problem of `checkVacancy` or `frozenFields`, moved to the form's own field. */
export function atFormField(problem: Problem): Problem {
  return { ...problem, field: AT_FIELD[problem.field] ?? problem.field };
}

/** What the form shows of a content nobody has typed over yet. */
export function rawOf(content: VacancyContent): VacancyRaw {
  return {
    listedFrom: content.listedFrom,
    listedTo: content.listedTo,
    trainingFrom: content.trainingRange.from,
    trainingTo: content.trainingRange.to,
    rewardFrom: content.rewardRange.from,
    rewardTo: content.rewardRange.to,
    openings: content.openings === null ? '' : String(content.openings),
    reserves: content.reserves === 0 ? '' : String(content.reserves),
    appraisalFrom: showYear(content.appraisalRange.from),
    appraisalTo: showYear(content.appraisalRange.to),
  };
}

/**
 * Reads a posted form. The agency's name and the files are not read: they are the tables', never the browser's.
 * Sections and ranges belong to 須具 alone (R62) and are dropped with any other method.
 */
export function parseVacancyForm(body: Posted): ParsedVacancy {
  const problems: Problem[] = [];
  const line = (name: string): string => cleanLine(text(body, name));
  const long = (name: string): string => cleanText(text(body, name));
  const { days, raw: rawDays } = readDays(body, problems);
  const mode = oneOf(text(body, 'mode'), (m): m is RetrievalMode => Object.hasOwn(RETRIEVAL_MODES, m));
  if (mode === null) problems.push({ field: 'mode', message: '請選擇應徵者履歷調閱方式' });
  const asked = mode === 'civilService';
  const sections = texts(body, 'sections');
  if (asked && sections.some((code) => code !== ALL && !isSection(code)))
    problems.push({ field: 'sections', message: '請勾選「個人全部資料」或至少一項要調閱的履歷資料' });
  const ranks = texts(body, 'rankClasses');
  if (!ranks.every(isRank))
    problems.push({ field: 'rankClasses', message: '官等類別含有不在清單中的選項，請重新勾選' });
  const appraisalFrom = readYear(line('appraisalFrom'), 'appraisalFrom', asked ? problems : []);
  const appraisalTo = readYear(line('appraisalTo'), 'appraisalTo', asked ? problems : []);
  const openings = readCount(line('openings'), 'openings', '名額', problems);
  const reserves = readCount(line('reserves'), 'reserves', '備取名額', problems);
  const yes = (name: string): boolean => text(body, name) === 'Y';
  const sex = text(body, 'sex');
  return {
    problems: problems.filter((p) => asked || !ONLY_ASKED.has(p.field)),
    raw: {
      ...rawDays,
      openings: line('openings'),
      reserves: line('reserves'),
      appraisalFrom: line('appraisalFrom'),
      appraisalTo: line('appraisalTo'),
    },
    content: {
      agencyCode: line('agencyCode'),
      agencyName: '',
      agencyAddress: line('agencyAddress'),
      writerName: line('writerName'),
      writerEmail: line('writerEmail'),
      writerPhone: line('writerPhone').normalize('NFKC'),
      writerExtension: line('writerExtension').normalize('NFKC'),
      personnelCategory: line('personnelCategory'),
      title: line('title'),
      openings,
      openingsText: openings === null ? line('openings') : '',
      reserves: reserves ?? 0,
      workplaces: [...new Set(texts(body, 'workplaces'))],
      listedFrom: days.listedFrom,
      listedTo: days.listedTo,
      closingTime: readTime(line('closingTime')),
      conditions: {
        disabled: yes('disabled'),
        indigenous: yes('indigenous'),
        indigenousArea: yes('indigenousArea'),
        regionalSecondment: yes('regionalSecondment'),
      },
      rankClasses: RANK_CLASSES.filter((rank) => ranks.includes(rank)),
      email: line('email'),
      emailSubmission: text(body, 'emailSubmission') !== 'N',
      qualifications: long('qualifications'),
      duties: long('duties'),
      location: long('location'),
      contact: long('contact'),
      files: [],
      grade: line('grade'),
      jobSeries: line('jobSeries'),
      jobSeriesText: line('jobSeriesText'),
      sex: isCode(SEXES, sex) ? (sex as VacancyContent['sex']) : '',
      mode: mode ?? '',
      allSections: asked && sections.includes(ALL),
      sections: asked ? SECTION_CODES.filter((code) => sections.includes(code)) : [],
      trainingRange: asked ? { from: days.trainingFrom, to: days.trainingTo } : { from: '', to: '' },
      rewardRange: asked ? { from: days.rewardFrom, to: days.rewardTo } : { from: '', to: '' },
      appraisalRange: asked ? { from: appraisalFrom, to: appraisalTo } : { from: null, to: null },
    },
  };
}

/** R63: the box 個人全部資料 stands among the sections. */
export const ALL = 'all';
const SECTION_CODES: readonly ResumeSection[] = RESUME_SECTIONS.map((section) => section.code);
const isSection = (code: string): code is ResumeSection => SECTION_CODES.some((known) => known === code);
const isRank = (rank: string): rank is RankClass => RANK_CLASSES.some((known) => known === rank);
/** Asked for with 須具 only; their problems fall away with any other method. */
const ONLY_ASKED: ReadonlySet<string> = new Set([
  'sections',
  'trainingFrom',
  'trainingTo',
  'rewardFrom',
  'rewardTo',
  'appraisalFrom',
  'appraisalTo',
]);

function oneOf<T extends string>(value: string, known: (value: string) => value is T): T | '' | null {
  return value === '' ? '' : known(value) ? value : null;
}

/** Digits, full-width ones too; anything else is told and stays as typed. */
function readCount(typed: string, field: string, name: string, problems: Problem[]): number | null {
  const digits = typed.normalize('NFKC');
  if (digits === '') return null;
  if (/^\d{1,6}$/.test(digits)) return Number(digits);
  problems.push({ field, message: `${name}請填數字，例如 1` });
  return null;
}

/** `9:30`, `０９：３０` and `0930` are all 09:30; anything else stays, for the rules to name. */
function readTime(typed: string): string {
  const parts = /^(\d{1,2}):?(\d{2})$/.exec(typed.normalize('NFKC').replace(/\s/g, ''));
  return parts ? `${(parts[1] as string).padStart(2, '0')}:${parts[2]}` : typed;
}
