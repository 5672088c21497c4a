import {
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  SEXES,
  SPECIAL_CONDITIONS,
  workplaceLabel,
} from './codes.ts';
import type { Problem } from './problem.ts';
import { RESUME_SECTIONS } from './resume-sections.ts';
import { formatRoc, formatRocRange } from './roc-date.ts';
import type { DayRange, VacancyContent, YearRange } from './vacancy-content.ts';
import { fileFacts } from './vacancy-files.ts';

export interface VacancyRow {
  field: keyof VacancyContent;
  /** The manual's word for it. */
  label: string;
  text: (c: VacancyContent) => string;
}

const days = (r: DayRange): string =>
  r.from || r.to ? `${r.from ? formatRoc(r.from) : '最早'} ~ ${r.to ? formatRoc(r.to) : '最近'}` : '全部';
const years = (r: YearRange): string =>
  r.from === null && r.to === null
    ? '全部'
    : `${r.from === null ? '最早' : r.from - 1911} ~ ${r.to === null ? '最近' : r.to - 1911} 年度`;

/** Every field of a registration in words, in the order of the form: for comparing two and for printing one. */
export const VACANCY_ROWS: readonly VacancyRow[] = [
  { field: 'agencyName', label: '徵才機關', text: (c) => `${c.agencyCode} ${c.agencyName}` },
  { field: 'agencyAddress', label: '機關地址', text: (c) => c.agencyAddress },
  { field: 'writerName', label: '填寫人姓名', text: (c) => c.writerName },
  { field: 'writerEmail', label: '填寫人Email', text: (c) => c.writerEmail },
  {
    field: 'writerPhone',
    label: '填寫人電話',
    text: (c) => (c.writerExtension ? `${c.writerPhone} 分機 ${c.writerExtension}` : c.writerPhone),
  },
  {
    field: 'personnelCategory',
    label: '人員區分',
    text: (c) => nameOf(PERSONNEL_CATEGORIES, c.personnelCategory),
  },
  { field: 'title', label: '職稱', text: (c) => c.title },
  {
    field: 'openings',
    label: '名額',
    text: (c) => `${c.openings ?? c.openingsText}${c.reserves > 0 ? `，備取 ${c.reserves}` : ''}`,
  },
  { field: 'workplaces', label: '工作地', text: (c) => c.workplaces.map(workplaceLabel).join(',') },
  { field: 'listedFrom', label: '上網有效期間', text: (c) => formatRocRange(c.listedFrom, c.listedTo) },
  { field: 'closingTime', label: '截止時間', text: (c) => c.closingTime || '迄日當日結束' },
  {
    field: 'conditions',
    label: '特殊條件',
    text: (c) =>
      SPECIAL_CONDITIONS.filter((s) => c.conditions[s.code])
        .map((s) => s.name)
        .join('、') || '無',
  },
  { field: 'rankClasses', label: '官等類別', text: (c) => c.rankClasses.join('、') },
  {
    field: 'email',
    label: '聯絡E-mail',
    text: (c) => `${c.email}${c.emailSubmission ? '（允許電子檔寄送）' : '（否）'}`,
  },
  { field: 'qualifications', label: '一、資格條件', text: (c) => c.qualifications },
  { field: 'duties', label: '二、工作項目', text: (c) => c.duties },
  { field: 'location', label: '三、工作地點', text: (c) => c.location },
  { field: 'contact', label: '四、聯絡人、連絡電話', text: (c) => c.contact },
  {
    field: 'files',
    label: '附件',
    text: (c) => c.files.map((f) => `${f.name}（${fileFacts(f)}，檢查碼 ${f.digest}）`).join('\n'),
  },
  { field: 'grade', label: '官職等', text: (c) => c.grade },
  {
    field: 'jobSeries',
    label: '職系',
    text: (c) => (c.jobSeries ? nameOf(JOB_SERIES, c.jobSeries) : c.jobSeriesText),
  },
  { field: 'sex', label: '性別', text: (c) => nameOf(SEXES, c.sex) },
  {
    field: 'mode',
    label: '五、應徵者履歷調閱方式',
    text: (c) => (c.mode ? RETRIEVAL_MODES[c.mode].choice : ''),
  },
  {
    field: 'sections',
    label: '調閱項目',
    text: (c) =>
      c.mode !== 'civilService'
        ? '－'
        : c.allSections
          ? '個人全部資料'
          : RESUME_SECTIONS.filter((s) => c.sections.includes(s.code))
              .map((s) => s.name)
              .join('、'),
  },
  {
    field: 'trainingRange',
    label: '訓練日期區間',
    text: (c) => (c.mode === 'civilService' ? days(c.trainingRange) : '－'),
  },
  {
    field: 'rewardRange',
    label: '獎懲日期區間',
    text: (c) => (c.mode === 'civilService' ? days(c.rewardRange) : '－'),
  },
  {
    field: 'appraisalRange',
    label: '考績年度區間',
    text: (c) => (c.mode === 'civilService' ? years(c.appraisalRange) : '－'),
  },
];

/** A reviewer's reason with the words of the field it stands at: 一、資格條件：請刪除年齡限制. */
export function reasonWords({ field, message }: Problem): string {
  const label = VACANCY_ROWS.find((row) => row.field === field)?.label;
  return label ? `${label}：${message}` : message;
}
