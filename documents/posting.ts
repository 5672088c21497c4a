/** 職缺公告: a vacancy on paper for a notice board, with what its public page shows and no more. */
import { RETRIEVAL_MODES } from '../domain/codes.ts';
import { alwaysDeliveredWords } from '../domain/resume-selection.ts';
import { formatRoc, formatRocSentence } from '../domain/roc-date.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { VACANCY_ROWS } from '../domain/vacancy-rows.ts';
import type { Json } from './printable.ts';

export interface PostingInput {
  no: string;
  agencyName: string;
  content: VacancyContent;
  /** ISO day; null while it is not listed yet. */
  publishedOn: string | null;
  /** ISO day on which it is printed. */
  madeOn: string;
  /** Address of its public page. */
  url: string;
}

/** The registration's fields in the order of the sheet; who filled it in is nobody's business outside. */
const FACTS = [
  'openings',
  'personnelCategory',
  'rankClasses',
  'grade',
  'jobSeries',
  'sex',
  'workplaces',
  'conditions',
  'agencyAddress',
  'email',
] as const satisfies readonly (keyof VacancyContent)[];
const TEXTS = ['qualifications', 'duties', 'location', 'contact'] as const;
/** R64: the range that cuts each of these sections. */
const RANGES = [
  ['training', 'trainingRange'],
  ['rewards', 'rewardRange'],
  ['appraisals', 'appraisalRange'],
] as const;

/** The document's data for `posting.typ`. */
export function postingView(input: PostingInput): { [key: string]: Json } {
  const { content: c, no } = input;
  return {
    documentTitle: `職缺公告 ${no}`,
    date: input.madeOn.split('-').map(Number),
    agency: input.agencyName,
    title: c.title,
    deadline: `${formatRocSentence(c.listedTo)}${c.closingTime || '24:00'}`,
    pairs: [
      ['職缺編號', no],
      ['刊登日期', input.publishedOn ? formatRoc(input.publishedOn) : '尚未刊登'],
      ...rows(c, ['listedFrom', ...FACTS]),
    ],
    texts: rows(c, TEXTS),
    asked: c.mode === 'civilService' ? askedRows(c) : [],
    way: wayToApply(c),
    url: input.url,
  };
}

/** R62–R65: what the agency will receive; asked of one platform only. The range of a section not asked for is no matter. */
function askedRows(c: VacancyContent): [string, string][] {
  const ranges = RANGES.filter(([section]) => c.allSections || c.sections.includes(section));
  return [
    ['一律提供', alwaysDeliveredWords()],
    ...(c.allSections || c.sections.length > 0
      ? rows(c, ['sections', ...ranges.map(([, field]) => field)])
      : [['調閱項目', '未另外調閱其他資料'] as [string, string]]),
  ];
}

/** Nobody is sent to a platform that does not take the application. */
function wayToApply({ mode }: VacancyContent): string {
  const { choice, platform } = RETRIEVAL_MODES[mode || 'none'];
  return platform === ''
    ? '不受理線上應徵，請依上列聯絡方式，於受理期限內向機關應徵。'
    : `${choice}：請於受理期限內至下列網址，由【${platform}】線上應徵。`;
}

/** Label and words of these fields; empty ones are left out. */
function rows(content: VacancyContent, fields: readonly (keyof VacancyContent)[]): [string, string][] {
  return fields.flatMap((field): [string, string][] => {
    const row = VACANCY_ROWS.find((one) => one.field === field);
    const words = row?.text(content) ?? '';
    return row && words !== '' ? [[row.label, words]] : [];
  });
}
