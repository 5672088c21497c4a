/** R13: what each row of an imported file would become in an officer's register, and everything wrong with it. */
import { defaultMode, NO_JOB_SERIES } from './codes.ts';
import { mapFeedRow } from './feed-mapping.ts';
import { type FeedElement, NOT_PROVIDED, type RawFeedRow } from './feed-row.ts';
import { columnOf, IMPORT_COLUMNS } from './import-columns.ts';
import { emptyVacancyContent, type VacancyContent } from './vacancy-content.ts';
import { checkVacancy, type VacancyContext } from './vacancy-rules.ts';

/** An agency the officer acts for, with what its registrations begin with. */
export interface ImportAgency {
  id: number;
  code: string;
  name: string;
  address: string;
  phone: string;
  extension: string;
}
export interface ImportDesk extends VacancyContext {
  agencies: readonly ImportAgency[];
  writer: { name: string; email: string; phone: string };
}

export interface ImportProblem {
  /** Head of the column, or element of the feed; '' = of the row as a whole. */
  column: string;
  message: string;
}
export interface ReadImportRow {
  content: VacancyContent;
  agencyId: number | null;
  problems: ImportProblem[];
  /** What was filled in or left open, in words. */
  notes: string[];
  /** Number of the official feed; '' for a sheet. */
  sourceNo: string;
}

/** A row of the sheet: head → text. */
export function readSheetRow(cells: Readonly<Record<string, string>>, desk: ImportDesk): ReadImportRow {
  const content: VacancyContent = { ...emptyVacancyContent(), emailSubmission: false };
  const problems: ImportProblem[] = [];
  for (const { head, read } of IMPORT_COLUMNS) {
    const message = read(cells[head] ?? '', content);
    if (message !== null) problems.push({ column: head, message });
  }
  const notes: string[] = [];
  if (content.mode === '' && content.personnelCategory !== '' && !problems.some((p) => p.column === MODE)) {
    content.mode = defaultMode(content.personnelCategory);
    notes.push('調閱方式依人員區分預設');
  }
  if (content.mode !== 'civilService') {
    const { allSections, sections, trainingRange, rewardRange, appraisalRange } = emptyVacancyContent();
    Object.assign(content, { allSections, sections, trainingRange, rewardRange, appraisalRange });
  }
  return finish(content, problems, notes, desk, columnOf);
}
const MODE = '應徵者履歷調閱方式';

/** A row of the official feed. What the feed lacks comes from the agency and the officer. */
export function readFeedRow(raw: RawFeedRow, desk: ImportDesk): ReadImportRow {
  const mapped = mapFeedRow(raw);
  if (!mapped.ok)
    return {
      content: emptyVacancyContent(),
      agencyId: null,
      problems: mapped.problems.map(({ field, message }) => ({ column: field, message })),
      notes: [],
      sourceNo: '',
    };
  const content = { ...mapped.content };
  for (const field of ['agencyAddress', 'writerName', 'writerPhone'] as const)
    if (content[field] === NOT_PROVIDED) content[field] = '';
  // the form offers no words of another time: what matches no series is left for the officer to choose
  if (content.jobSeries === '' && content.grade === '無') content.jobSeries = NO_JOB_SERIES;
  const done = finish(content, [], [...mapped.flags], desk, elementOf);
  return { ...done, sourceNo: mapped.sourceNo };
}

function finish(
  content: VacancyContent,
  problems: ImportProblem[],
  notes: string[],
  desk: ImportDesk,
  placeOf: (field: string) => string,
): ReadImportRow {
  const agency = agencyOf(content, desk.agencies);
  content.writerPhone = content.writerPhone.normalize('NFKC');
  content.writerName ||= desk.writer.name;
  content.writerEmail ||= desk.writer.email;
  if (agency) {
    content.agencyCode = agency.code;
    content.agencyName = agency.name;
    content.agencyAddress ||= agency.address;
    if (content.writerPhone === '') {
      content.writerPhone = desk.writer.phone || agency.phone;
      if (!desk.writer.phone) content.writerExtension ||= agency.extension;
    }
  } else {
    const typed = content.agencyCode || content.agencyName;
    problems.push({
      column: placeOf('agencyCode'),
      message: typed ? `「${typed}」不是您所屬的機關，不能代為登錄` : '請填機關代碼：您所屬的機關不只一個',
    });
  }
  // a cell that cannot be read is told once, not again as missing
  const told = new Set(problems.map((p) => p.column));
  for (const { field, message } of checkVacancy(content, desk)) {
    if (!agency && OF_AGENCY.has(field)) continue;
    const column = placeOf(field);
    if (column !== '' && told.has(column)) continue;
    told.add(column);
    problems.push({ column, message });
  }
  return { content, agencyId: agency?.id ?? null, problems, notes, sourceNo: '' };
}

/** What comes from the agency, so that its absence is told once. */
const OF_AGENCY: ReadonlySet<string> = new Set(['agencyCode', 'agencyAddress', 'writerPhone']);

/** By code, else by name; without either the only one there is. */
function agencyOf(
  { agencyCode, agencyName }: VacancyContent,
  agencies: readonly ImportAgency[],
): ImportAgency | undefined {
  if (agencyCode) return agencies.find((one) => one.code === agencyCode.toUpperCase());
  if (agencyName) return agencies.find((one) => one.name === agencyName);
  return agencies.length === 1 ? agencies[0] : undefined;
}

const ELEMENTS: Readonly<Partial<Record<string, FeedElement | 'ORG_ID'>>> = {
  agencyCode: 'ORG_NAME',
  agencyName: 'ORG_NAME',
  personnelCategory: 'PERSON_KIND',
  title: 'TITLE',
  openings: 'NUMBER_OF',
  openingsText: 'NUMBER_OF',
  workplaces: 'WORK_PLACE_TYPE',
  listedFrom: 'DATE_FROM',
  listedTo: 'DATE_TO',
  rankClasses: 'TYPE',
  grade: 'RANK',
  jobSeries: 'SYSNAM',
  jobSeriesText: 'SYSNAM',
  sex: 'GENDER_TYPE',
  email: 'VITAE_EMAIL',
  qualifications: 'WORK_QUALITY',
  duties: 'WORK_ITEM',
  location: 'WORK_ADDRESS',
  contact: 'CONTACT_METHOD',
};
/** The element where a field's problem is told; '' for what the feed does not carry. */
const elementOf = (field: string): string => ELEMENTS[field] ?? '';
