/** Which parts of a résumé a vacancy may receive (R62–R65), and the cutting of a record down to them. */
import type { RetrievalMode } from './codes.ts';
import { emptyResumeRecord, type ResumeRecord } from './resume-record.ts';
import type { ResumeSection } from './resume-sections.ts';
import type { DayRange, VacancyContent, YearRange } from './vacancy-content.ts';

/**
 * The parts of the 公務人員履歷表(一般) with their numbers and titles. Part 8 holds certificates and languages.
 * Part 11 (family, loans) is never collected: recruitment has no purpose for it (個資法 §5).
 */
export const RESUME_PARTS = [
  { code: 'basic', number: 1, name: '基本資料' },
  { code: 'education', number: 2, name: '學歷' },
  { code: 'exams', number: 3, name: '考試或晉升官等（資位）訓練' },
  { code: 'licences', number: 4, name: '專門職業及技術人員資格' },
  { code: 'experience', number: 5, name: '經歷及現職' },
  { code: 'appraisals', number: 6, name: '考績（成）或成績考核' },
  { code: 'rewards', number: 7, name: '獎懲' },
  { code: 'skills', number: 8, name: '專長及語言能力' },
  { code: 'screening', number: 9, name: '檢覈、甄審' },
  { code: 'notes', number: 10, name: '兵役、教師資格、身心障礙註記、原住民族註記' },
  { code: 'training', number: 12, name: '訓練及進修' },
  { code: 'statement', number: 13, name: '簡要自述' },
] as const;
export type Part = (typeof RESUME_PARTS)[number]['code'];

/** R62: the parts each box of the form covers. */
const SECTION_PARTS: Readonly<Record<ResumeSection, readonly Part[]>> = {
  exams: ['exams', 'licences'],
  appraisals: ['appraisals'],
  rewards: ['rewards'],
  skills: ['skills'],
  screening: ['screening'],
  notes: ['notes'],
  training: ['training'],
};

/** Delivered whatever is ticked: without them there is no application. */
const ALWAYS: readonly Part[] = ['basic', 'education', 'experience', 'statement'];

/** The names of those parts in one line, as the announcements of a vacancy say them. */
export const alwaysDeliveredWords = (): string =>
  RESUME_PARTS.filter((part) => ALWAYS.includes(part.code))
    .map((part) => part.name)
    .join('、');

export type ResumeSelection = Pick<
  VacancyContent,
  'allSections' | 'sections' | 'trainingRange' | 'rewardRange' | 'appraisalRange'
>;

/** The parts a vacancy receives, in the order of the form. Mode none receives nothing. */
export function deliveredParts(
  mode: RetrievalMode,
  selection: Pick<ResumeSelection, 'allSections' | 'sections'>,
): Part[] {
  if (mode === 'none') return [];
  const wanted = new Set<Part>(ALWAYS);
  if (mode === 'open') wanted.add('skills');
  else if (selection.allSections) for (const part of RESUME_PARTS) wanted.add(part.code);
  else for (const section of selection.sections) for (const part of SECTION_PARTS[section]) wanted.add(part);
  return RESUME_PARTS.map((part) => part.code).filter((code) => wanted.has(code));
}

/** A record cut down, and the parts it may show; a part listed but empty was asked for and holds nothing. */
export type SelectedResume = ResumeRecord & { parts: Part[] };

/**
 * R62–R65: the record as the vacancy may see it. Parts not delivered are emptied. A range cuts training and
 * rewards by day and appraisals by year, also under 個人全部資料; an empty range cuts nothing. An entry without
 * a date cannot be shown to lie in a range and is left out when there is one (個資法 §5).
 */
export function selectResume(
  record: ResumeRecord,
  selection: ResumeSelection,
  mode: RetrievalMode = 'civilService',
): SelectedResume {
  const parts = deliveredParts(mode, selection);
  const has = (part: Part): boolean => parts.includes(part);
  const empty = emptyResumeRecord();
  return {
    basic: has('basic') ? record.basic : empty.basic,
    education: has('education') ? record.education : [],
    exams: has('exams') ? record.exams : [],
    licences: has('licences') ? record.licences : [],
    experience: has('experience') ? record.experience : [],
    appraisals: has('appraisals')
      ? record.appraisals.filter((entry) => inYears(entry.year, selection.appraisalRange))
      : [],
    rewards: has('rewards')
      ? record.rewards.filter((entry) => overlaps(entry.date, entry.date, selection.rewardRange))
      : [],
    certificates: has('skills') ? record.certificates : [],
    languages: has('skills') ? record.languages : [],
    screening: has('screening') ? record.screening : [],
    notes: has('notes') ? record.notes : empty.notes,
    training: has('training')
      ? record.training.filter((entry) => overlaps(entry.from, entry.to, selection.trainingRange))
      : [],
    statement: has('statement') ? record.statement : '',
    parts,
  };
}

/** What of a kept résumé goes to a vacancy at all: nothing it did not ask for is even stored with an application. */
export function recordForVacancy(
  record: ResumeRecord,
  selection: ResumeSelection,
  mode: RetrievalMode,
): ResumeRecord {
  const { parts: _, ...cut } = selectResume(record, selection, mode);
  return cut;
}

function inYears(year: number, { from, to }: YearRange): boolean {
  return (from === null || year >= from) && (to === null || year <= to);
}

/** Whether a period touches a range; an absent end counts as the other end. */
function overlaps(from: string, to: string, range: DayRange): boolean {
  if (range.from === '' && range.to === '') return true;
  const first = from || to;
  const last = to || from;
  if (first === '') return false;
  return (
    (range.to === '' || firstDay(first) <= range.to) && (range.from === '' || lastDay(last) >= range.from)
  );
}

/** A month counts from its first to its last day; as text, 31 serves for every month. */
const firstDay = (date: string): string => (date.length === 7 ? `${date}-01` : date);
const lastDay = (date: string): string => (date.length === 7 ? `${date}-31` : date);
