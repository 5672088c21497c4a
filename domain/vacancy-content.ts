import type { RankClass, RetrievalMode } from './codes.ts';
import type { ResumeSection } from './resume-sections.ts';
import type { VacancyFile } from './vacancy-files.ts';

/** A period of whole days, ISO `YYYY-MM-DD`, both ends included; an empty string means "open on this side". */
export interface DayRange {
  from: string;
  to: string;
}

/** A period of Gregorian years, both ends included; `null` means "open on this side". */
export interface YearRange {
  from: number | null;
  to: number | null;
}

/** The four yes/no conditions of R41. */
export interface SpecialConditions {
  disabled: boolean;
  indigenous: boolean;
  indigenousArea: boolean;
  regionalSecondment: boolean;
}

/**
 * Everything the registration form (R30–R65) holds about a vacancy, after parsing.
 * It is what a revision stores, what a reviewer compares and what the public page shows.
 * Texts are trimmed; absent ones are empty strings; dates are ISO days in Taipei.
 */
export interface VacancyContent {
  /** R31: ten-character organ code; the name is stored beside it because organs are renamed. */
  agencyCode: string;
  agencyName: string;
  agencyAddress: string;
  writerName: string;
  writerEmail: string;
  /** R35: number as typed, and the extension apart. */
  writerPhone: string;
  writerExtension: string;
  /** R36: code of `PERSONNEL_CATEGORIES`. */
  personnelCategory: string;
  title: string;
  /** R38: number of posts; `null` only for an import that says 數名 (`openingsText` keeps its words). */
  openings: number | null;
  openingsText: string;
  /** 備取; 0 when none. */
  reserves: number;
  /** R39: codes of `WORKPLACES`. */
  workplaces: string[];
  listedFrom: string;
  listedTo: string;
  /** `HH:MM` in Taipei; empty = the end of `listedTo`. */
  closingTime: string;
  conditions: SpecialConditions;
  rankClasses: RankClass[];
  /** R44: the one contact address, and whether résumés may be mailed to it (允許／否). */
  email: string;
  emailSubmission: boolean;
  qualifications: string;
  duties: string;
  location: string;
  contact: string;
  /** 附件, in the order they were added. */
  files: VacancyFile[];
  /** R49, free text such as 委任第5職等或薦任第6職等至第7職等, or 無. */
  grade: string;
  /** R50: code of `JOB_SERIES`; empty only for an import whose words match none (`jobSeriesText` keeps them). */
  jobSeries: string;
  jobSeriesText: string;
  sex: 'male' | 'female' | 'any' | '';
  /** R53; empty = not chosen yet (drafts only). */
  mode: RetrievalMode | '';
  /** R62, R63: the ticked sections; `allSections` = 個人全部資料. Only with mode civilService. */
  allSections: boolean;
  sections: ResumeSection[];
  /** R64 */
  trainingRange: DayRange;
  rewardRange: DayRange;
  appraisalRange: YearRange;
}

/** What a list shows of a vacancy; the database draws it out of the content (`vacancy_brief`). */
export type VacancyBrief = Pick<
  VacancyContent,
  | 'title'
  | 'mode'
  | 'grade'
  | 'jobSeries'
  | 'jobSeriesText'
  | 'openings'
  | 'openingsText'
  | 'reserves'
  | 'workplaces'
>;

/** A form nobody has typed into yet. */
export function emptyVacancyContent(): VacancyContent {
  return {
    agencyCode: '',
    agencyName: '',
    agencyAddress: '',
    writerName: '',
    writerEmail: '',
    writerPhone: '',
    writerExtension: '',
    personnelCategory: '',
    title: '',
    openings: null,
    openingsText: '',
    reserves: 0,
    workplaces: [],
    listedFrom: '',
    listedTo: '',
    closingTime: '',
    conditions: { disabled: false, indigenous: false, indigenousArea: false, regionalSecondment: false },
    rankClasses: [],
    email: '',
    emailSubmission: true,
    qualifications: '',
    duties: '',
    location: '',
    contact: '',
    files: [],
    grade: '',
    jobSeries: '',
    jobSeriesText: '',
    sex: '',
    mode: '',
    allSections: false,
    sections: [],
    trainingRange: { from: '', to: '' },
    rewardRange: { from: '', to: '' },
    appraisalRange: { from: null, to: null },
  };
}

/** The fields that stay as they are while a vacancy is listed (R54; dates change by extension only). */
export const FROZEN_FIELDS = [
  'mode',
  'allSections',
  'sections',
  'trainingRange',
  'rewardRange',
  'appraisalRange',
  'listedFrom',
  'listedTo',
  'closingTime',
] as const satisfies readonly (keyof VacancyContent)[];

/** Those fields alone. */
export function frozenPart(content: VacancyContent): Pick<VacancyContent, (typeof FROZEN_FIELDS)[number]> {
  const { mode, allSections, sections, trainingRange, rewardRange, appraisalRange } = content;
  const { listedFrom, listedTo, closingTime } = content;
  return {
    mode,
    allSections,
    sections,
    trainingRange,
    rewardRange,
    appraisalRange,
    listedFrom,
    listedTo,
    closingTime,
  };
}
