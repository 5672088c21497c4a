/** A registration as labelled texts, for summaries and for showing two versions side by side. */
import {
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  SEXES,
  SPECIAL_CONDITIONS,
  workplaceLabel,
} from '../../domain/codes.ts';
import { RESUME_SECTIONS } from '../../domain/resume-sections.ts';
import { formatRoc } from '../../domain/roc-date.ts';
import type { DayRange, VacancyContent, YearRange } from '../../domain/vacancy-content.ts';
import { showYear } from './vacancy-form-days.ts';

export interface VacancyFact {
  /** The form's field, to link to. */
  field: string;
  label: string;
  text: string;
}

const range = ({ from, to }: DayRange): string =>
  from || to ? `${formatRoc(from)} ~ ${formatRoc(to)}` : '不限';
const years = ({ from, to }: YearRange): string =>
  from || to ? `${showYear(from)} ~ ${showYear(to)} 年` : '不限';

/** R62, R63 in words. */
export function sectionsText(content: VacancyContent): string {
  if (content.allSections) return '個人全部資料';
  return content.sections.map((code) => nameOf(RESUME_SECTIONS, code)).join('、');
}

/** R64 in words. */
export const rangeText = { days: range, years };

/** Every field of the form with what it holds, in the form's order; an empty field has an empty text. */
export function vacancyFacts(c: VacancyContent): VacancyFact[] {
  const fact = (field: string, label: string, text: string): VacancyFact => ({ field, label, text });
  const asked = c.mode === 'civilService';
  return [
    fact('agencyCode', '徵才機關', `${c.agencyCode} ${c.agencyName}`.trim()),
    fact('agencyAddress', '機關地址', c.agencyAddress),
    fact('writerName', '填寫人姓名', c.writerName),
    fact('writerEmail', '填寫人Email', c.writerEmail),
    fact(
      'writerPhone',
      '填寫人電話',
      c.writerPhone + (c.writerExtension ? ` 分機 ${c.writerExtension}` : ''),
    ),
    fact('personnelCategory', '人員區分', nameOf(PERSONNEL_CATEGORIES, c.personnelCategory)),
    fact('title', '職稱', c.title),
    fact('openings', '名額', c.openings === null ? c.openingsText : String(c.openings)),
    fact('reserves', '備取名額', c.reserves === 0 ? '' : String(c.reserves)),
    fact('workplaces', '工作地', c.workplaces.map(workplaceLabel).join('、')),
    fact('listedFrom', '上網有效期間起日', formatRoc(c.listedFrom)),
    fact('listedTo', '上網有效期間迄日', formatRoc(c.listedTo)),
    fact('closingTime', '截止時間', c.closingTime),
    ...SPECIAL_CONDITIONS.map(({ code, name }) => fact(code, name, c.conditions[code] ? '是' : '否')),
    fact('rankClasses', '官等類別', c.rankClasses.join('、')),
    fact('grade', '官等職等', c.grade),
    fact('jobSeries', '職系', c.jobSeries ? nameOf(JOB_SERIES, c.jobSeries) : c.jobSeriesText),
    fact('sex', '性別', nameOf(SEXES, c.sex)),
    fact('email', '聯絡E-mail', c.email),
    fact('emailSubmission', '允許履歷及相關證件以電子檔用EMail寄送', c.emailSubmission ? '允許' : '否'),
    fact('qualifications', '資格條件', c.qualifications),
    fact('duties', '工作項目', c.duties),
    fact('location', '工作地點說明', c.location),
    fact('contact', '聯絡人、連絡電話說明', c.contact),
    fact('mode', '應徵者履歷調閱方式', c.mode ? RETRIEVAL_MODES[c.mode].choice : ''),
    ...(asked
      ? [
          fact('sections', '產製的履歷資料', sectionsText(c)),
          fact('trainingFrom', '訓練日期區間', range(c.trainingRange)),
          fact('rewardFrom', '獎懲日期區間', range(c.rewardRange)),
          fact('appraisalFrom', '考績年度區間', years(c.appraisalRange)),
        ]
      : []),
  ];
}

export interface VacancyDifference extends VacancyFact {
  /** What the other version holds. */
  other: string;
}

/** The fields in which two versions differ: `text` of the first, `other` of the second. */
export function vacancyDifferences(mine: VacancyContent, theirs: VacancyContent): VacancyDifference[] {
  const other = new Map(vacancyFacts(theirs).map((fact) => [fact.field, fact]));
  const own = vacancyFacts(mine);
  const gone = [...other.values()].filter((fact) => !own.some((one) => one.field === fact.field));
  return [
    ...own.map((fact) => ({ ...fact, other: other.get(fact.field)?.text ?? '' })),
    ...gone.map((fact) => ({ ...fact, text: '', other: fact.text })),
  ].filter((fact) => fact.text !== fact.other);
}
