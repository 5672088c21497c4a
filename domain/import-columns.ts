/** R13: the columns of the import sheet, in the order of the form (R31–R65): the template, the reader and the guide share them. */
import {
  JOB_SERIES,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  RETRIEVAL_MODES,
  SEXES,
  SPECIAL_CONDITIONS,
  WORKPLACES,
} from './codes.ts';
import { day, type ImportColumn, line, long, rangeEnd, take, yearEnd } from './import-column.ts';
import { readCode, readCodes, readCount, readTime, readYes } from './import-values.ts';
import { RESUME_SECTIONS } from './resume-sections.ts';
import type { VacancyContent } from './vacancy-content.ts';

/** Free for the agency's own use; a row that begins with 範例 here is passed over. */
export const REMARK = '備註';
export const EXAMPLE_MARK = '範例';

const RANKS = RANK_CLASSES.map((name) => ({ code: name, name }));
const MODES = Object.entries(RETRIEVAL_MODES).flatMap(([code, { name, choice }]) => [
  { code, name },
  { code, name: choice },
]);
/** R63 stands among the sections. */
const ALL = { code: 'all', name: '個人全部資料' };

export type { ImportColumn } from './import-column.ts';

export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  line('agencyCode', {
    head: '機關代碼',
    width: 13,
    example: '',
    hint: '10 碼；只有一個機關時可空白',
  }),
  line('agencyAddress', { head: '機關地址', width: 30, example: '', hint: '空白＝機關資料所載地址' }),
  line('writerName', { head: '填寫人姓名', width: 12, example: '', hint: '空白＝登入者' }),
  line('writerEmail', { head: '填寫人Email', width: 24, example: '', hint: '選填；空白＝登入者' }),
  line('writerPhone', { head: '填寫人電話', width: 16, example: '', hint: '空白＝登入者或機關電話' }),
  line('writerExtension', { head: '分機', width: 8, example: '', hint: '數字，最多 6 碼' }),
  {
    head: '人員區分',
    fields: ['personnelCategory'],
    required: true,
    width: 14,
    example: '11-一般人員',
    hint: '代碼、名稱或「代碼-名稱」',
    read: (text, into) =>
      take(readCode(text, PERSONNEL_CATEGORIES, '人員區分'), (value) => {
        into.personnelCategory = value;
      }),
  },
  line('title', { head: '職稱', required: true, width: 20, example: '科員', hint: '最多 100 字' }),
  {
    head: '名額',
    fields: ['openings', 'openingsText'],
    required: true,
    width: 8,
    example: '1',
    hint: '1 至 999',
    read: (text, into) =>
      take(readCount(text), (value) => {
        into.openings = value;
      }),
  },
  {
    head: '備取名額',
    fields: ['reserves'],
    width: 9,
    example: '2',
    hint: '空白＝0',
    read: (text, into) =>
      take(readCount(text), (value) => {
        into.reserves = value ?? 0;
      }),
  },
  {
    head: '工作地',
    fields: ['workplaces'],
    required: true,
    width: 22,
    example: '10-臺北市,20-基隆市',
    hint: '可複選，以逗號或頓號分隔',
    read: (text, into) =>
      take(readCodes(text, WORKPLACES, '工作地'), (value) => {
        into.workplaces = value;
      }),
  },
  day('listedFrom', {
    head: '上網有效期間起日',
    required: true,
    width: 16,
    example: '115/12/1',
    hint: '民國日期，例如 115/12/1',
  }),
  day('listedTo', {
    head: '上網有效期間迄日',
    required: true,
    width: 16,
    example: '115/12/10',
    hint: '民國日期，例如 115/12/10',
  }),
  {
    head: '截止時間',
    fields: ['closingTime'],
    width: 10,
    example: '17:00',
    hint: '24 小時制；空白＝迄日結束',
    read: (text, into) =>
      take(readTime(text), (value) => {
        into.closingTime = value;
      }),
  },
  ...SPECIAL_CONDITIONS.map(
    ({ code, name }): ImportColumn => ({
      head: name,
      fields: ['conditions'],
      width: 12,
      example: '否',
      hint: '是／否；空白＝否',
      read: (text, into) =>
        take(readYes(text, false), (value) => {
          into.conditions = { ...into.conditions, [code]: value };
        }),
    }),
  ),
  {
    head: '官等類別',
    fields: ['rankClasses'],
    required: true,
    width: 14,
    example: '薦任,委任',
    hint: '可複選：簡任、薦任、委任、其他；無官職等請填其他',
    read: (text, into) =>
      take(readCodes(text, RANKS, '官等類別'), (value) => {
        into.rankClasses = RANK_CLASSES.filter((rank) => value.includes(rank));
      }),
  },
  line('email', {
    head: '聯絡E-mail',
    width: 26,
    example: 'hr@agency.example',
    hint: '僅一筆；使用履歷調閱時必填',
  }),
  {
    head: '允許以EMail寄送',
    fields: ['emailSubmission'],
    width: 14,
    example: '是',
    hint: '是／否；空白＝有聯絡E-mail 時為是',
    read: (text, into) =>
      take(readYes(text, into.email !== ''), (value) => {
        into.emailSubmission = value;
      }),
  },
  long('qualifications', {
    head: '資格條件',
    width: 40,
    example: '公務人員普通考試以上及格。',
    hint: '學經歷、考試及格類科；不宜限制年齡',
  }),
  long('duties', { head: '工作項目', width: 40, example: '人事業務。', hint: '主要工作項目' }),
  long('location', {
    head: '工作地點說明',
    width: 32,
    example: '臺北市中正區濟南路1段2之2號10樓',
    hint: '說明較多時，地址放在最後',
  }),
  long('contact', {
    head: '聯絡人說明',
    width: 32,
    example: '聯絡人：人事室，電話：02-23979298，Email：hr@agency.example',
    hint: '聯絡人、連絡電話等',
  }),
  line('grade', {
    head: '官等職等',
    required: true,
    width: 24,
    example: '委任第5職等或薦任第6職等至第7職等',
    hint: '非公務人員請填「無」',
  }),
  {
    head: '職系',
    fields: ['jobSeries', 'jobSeriesText'],
    required: true,
    width: 14,
    example: '人事行政',
    hint: '代碼或名稱；非公務人員請填「無」',
    read: (text, into) =>
      take(readCode(text.replace(/職系$/u, ''), JOB_SERIES, '職系'), (value) => {
        into.jobSeries = value;
      }),
  },
  {
    head: '性別',
    fields: ['sex'],
    required: true,
    width: 8,
    example: '不拘',
    hint: '男、女、不拘',
    read: (text, into) =>
      take(readCode(text, SEXES, '性別'), (value) => {
        into.sex = value as VacancyContent['sex'];
      }),
  },
  {
    head: '應徵者履歷調閱方式',
    fields: ['mode'],
    width: 24,
    example: '須具公務人員任用資格',
    hint: '須具公務人員任用資格、不須具公務人員任用資格、不使用應徵者履歷調閱；空白＝依人員區分',
    read: (text, into) =>
      take(readCode(text, MODES, '調閱方式'), (value) => {
        into.mode = value as VacancyContent['mode'];
      }),
  },
  {
    head: '調閱項目',
    fields: ['sections', 'allSections'],
    width: 30,
    example: '個人全部資料',
    hint: '僅「須具」：個人全部資料，或以頓號分隔各項目名稱',
    read: (text, into) =>
      take(readCodes(text, [ALL, ...RESUME_SECTIONS], '調閱項目'), (value) => {
        into.allSections = value.includes(ALL.code);
        into.sections = RESUME_SECTIONS.map(({ code }) => code).filter((code) => value.includes(code));
      }),
  },
  rangeEnd('trainingRange', 'from', '訓練日期起日'),
  rangeEnd('trainingRange', 'to', '訓練日期迄日'),
  rangeEnd('rewardRange', 'from', '獎懲日期起日'),
  rangeEnd('rewardRange', 'to', '獎懲日期迄日'),
  yearEnd('from', '考績年度起年'),
  yearEnd('to', '考績年度迄年'),
];

/** The head of the column where a field's problem is told; '' when none is its. */
export function columnOf(field: string): string {
  return IMPORT_COLUMNS.find((column) => column.fields.some((one) => one === field))?.head ?? '';
}

/** A head as compared: the mark of a required column, blanks and width aside. */
export const foldHead = (head: string): string => head.normalize('NFKC').replace(/[*\s]/gu, '').toUpperCase();
