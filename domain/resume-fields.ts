/**
 * What each row of a résumé asks for: one definition from which the pages, the rules, the JSON and its schema are
 * made. Only the printed tables are set out by hand (documents/resume-tables.ts), as the official form has them.
 */
import type { Code } from './code.ts';
import { JOB_SERIES, PERSONNEL_CATEGORIES } from './codes.ts';
import {
  APPRAISAL_GRADES,
  APPRAISAL_KINDS,
  COMPLETIONS,
  EDUCATION_LEVELS,
  MANAGER_LEVELS,
  REVIEW_RESULTS,
  REWARD_RESULTS,
  TRAINING_PLACES,
} from './resume-codes.ts';
import type { ResumeRecord } from './resume-record.ts';

/**
 * `date` is a day or a month, ISO, or ''; `year` Gregorian; `number` not negative or null; `code` a code of `table`
 * or ''. `proposed` words come from a table but anything may be written.
 */
export type FieldKind = 'line' | 'date' | 'year' | 'number' | 'code' | 'yesNo';
/** What a field holds before anything is entered. A year that is none: the rules ask for it. */
export const EMPTY_VALUES = {
  line: '',
  date: '',
  year: 0,
  number: null,
  code: '',
  yesNo: false,
} as const satisfies Record<FieldKind, unknown>;
export interface ResumeField<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  readonly table?: readonly Code[];
  /** Words of older records that stand where a code is asked for now are kept. */
  readonly wordsToo?: boolean;
  readonly proposed?: readonly string[];
  readonly hint?: string;
  /** Of a number; RESUME_LIMITS.number where nothing is said. 考績總分 is one of a hundred (公務人員考績法 §6). */
  readonly most?: number;
  /** Nothing that lies ahead can be entered. */
  readonly past?: boolean;
}

/** The parts of a record that are lists of rows. */
export type ListName = {
  [K in keyof ResumeRecord]: ResumeRecord[K] extends readonly unknown[] ? K : never;
}[keyof ResumeRecord];
export type EntryOf<L extends ListName> = ResumeRecord[L][number];

export interface ResumeList<L extends ListName = ListName> {
  readonly name: L;
  /** What one row is called: 第 3 筆學歷. */
  readonly word: string;
  /** Rows at most. */
  readonly limit: number;
  readonly fields: readonly ResumeField<keyof EntryOf<L> & string>[];
}

const line = <N extends string>(name: N, label: string, more: Partial<ResumeField<N>> = {}) =>
  ({ name, label, kind: 'line', ...more }) as const;
const must = { required: true } as const;
const date = <N extends string>(name: N, label: string, more: Partial<ResumeField<N>> = {}) =>
  ({ name, label, kind: 'date', ...more }) as const;
const year = <N extends string>(name: N, label: string) =>
  ({ name, label, kind: 'year', required: true, past: true }) as const;
const code = <N extends string>(
  name: N,
  label: string,
  table: readonly Code[],
  more: Partial<ResumeField<N>> = {},
) => ({ name, label, kind: 'code', table, ...more }) as const;
const number = <N extends string>(name: N, label: string, more: { most?: number } = {}) =>
  ({ name, label, kind: 'number', ...more }) as const;
const yesNo = <N extends string>(name: N, label: string) => ({ name, label, kind: 'yesNo' }) as const;
const past = { past: true } as const;

/** Every list with its columns, in the order of the form. */
export const RESUME_LISTS: { readonly [L in ListName]: ResumeList<L> } = {
  education: {
    name: 'education',
    word: '學歷',
    limit: 20,
    fields: [
      line('school', '學校名稱', must),
      line('department', '院系科所'),
      code('level', '教育程度', EDUCATION_LEVELS, must),
      code('completion', '畢結肄', COMPLETIONS),
      date('from', '起日'),
      date('to', '迄日', { hint: '例如 108/06，在學中免填' }),
      line('certificate', '證書日期文號'),
      yesNo('atEntry', '初任公職時最高學歷'),
    ],
  },
  exams: {
    name: 'exams',
    word: '考試或訓練',
    limit: 40,
    fields: [
      year('year', '年度'),
      line('name', '考試或訓練名稱', must),
      line('category', '類科別'),
      line('certificate', '證書日期文號'),
    ],
  },
  licences: {
    name: 'licences',
    word: '專門職業及技術人員資格',
    limit: 40,
    fields: [year('year', '年度'), line('name', '資格名稱', must), line('certificate', '證書日期文號')],
  },
  experience: {
    name: 'experience',
    word: '經歷',
    limit: 60,
    fields: [
      line('organ', '服務機關', must),
      line('title', '職稱', must),
      line('positionNumber', '職務編號'),
      line('grade', '職務列等', { hint: '例如薦任第6職等至第7職等，無則免填' }),
      code('jobSeries', '職系', JOB_SERIES, { wordsToo: true }),
      code('personnelCategory', '人員區分', PERSONNEL_CATEGORIES, { wordsToo: true }),
      code('managerLevel', '主管級別', MANAGER_LEVELS, { hint: '非主管免選' }),
      date('from', '起日'),
      date('to', '迄日', { hint: '例如 108/03/16，現職免填' }),
      line('reasonForChange', '異動原因'),
      line('document', '任免日期文號'),
      line('reviewResult', '銓審結果', { proposed: REVIEW_RESULTS }),
      line('reviewRank', '銓審官職等'),
      line('salaryGrade', '俸級', { hint: '例如本俸五級' }),
      number('salaryPoints', '俸點'),
      line('provisionalPay', '暫支'),
      date('effectiveOn', '銓審生效日期'),
      yesNo('noReview', '不必銓審'),
    ],
  },
  appraisals: {
    name: 'appraisals',
    word: '考績',
    limit: 60,
    fields: [
      year('year', '年度'),
      line('kind', '考績區分', { proposed: APPRAISAL_KINDS }),
      number('score', '總分', { most: 100 }),
      line('grade', '等次', { ...must, proposed: APPRAISAL_GRADES }),
      line('award', '核定獎懲'),
      line('rank', '官職等'),
      line('salaryGrade', '俸級', { hint: '例如本俸五級' }),
      number('salaryPoints', '俸點'),
      line('document', '核定文號'),
      line('reviewDocument', '銓審文號'),
    ],
  },
  rewards: {
    name: 'rewards',
    word: '獎懲',
    limit: 300,
    fields: [
      date('date', '核定日期', past),
      line('reason', '事由', must),
      line('result', '獎懲結果', { ...must, proposed: REWARD_RESULTS }),
      line('organ', '核定機關'),
      line('document', '核定文號'),
    ],
  },
  certificates: {
    name: 'certificates',
    word: '專長及證照',
    limit: 60,
    fields: [
      line('name', '專長或證照名稱', must),
      date('date', '取得日期', past),
      line('issuer', '發證機關'),
    ],
  },
  languages: {
    name: 'languages',
    word: '語言能力',
    limit: 40,
    fields: [
      line('language', '語言', must),
      line('test', '測驗名稱'),
      date('date', '測驗日期', past),
      line('score', '成績或等級'),
    ],
  },
  screening: {
    name: 'screening',
    word: '檢覈或甄審',
    limit: 40,
    fields: [date('date', '日期', past), line('name', '檢覈或甄審名稱', must), line('result', '結果')],
  },
  training: {
    name: 'training',
    word: '訓練及進修',
    limit: 500,
    fields: [
      code('place', '國內外', TRAINING_PLACES, must),
      line('institution', '訓練或進修機構'),
      line('name', '名稱', must),
      line('kind', '課程性質'),
      yesNo('selectedByOrgan', '機關選送'),
      date('from', '起日'),
      date('to', '迄日'),
      number('hours', '時數或學分'),
      line('document', '文號'),
    ],
  },
};

/** The lists that make up a part of the form: part 8 has two, parts without rows none. */
export function listsOfPart(part: string): ListName[] {
  if (part === 'skills') return ['certificates', 'languages'];
  return isListName(part) ? [part] : [];
}

export const isListName = (name: string): name is ListName => Object.hasOwn(RESUME_LISTS, name);

/** A row with nothing entered. */
export function emptyEntry<L extends ListName>(list: L): EntryOf<L> {
  const values = RESUME_LISTS[list].fields.map(({ name, kind }) => [name, EMPTY_VALUES[kind]]);
  // every field of the list is there, each empty after its kind
  return Object.fromEntries(values) as EntryOf<L>;
}

/** A record kept before some field was asked for has it empty. */
export function withAllFields(record: ResumeRecord): ResumeRecord {
  const lists = (Object.keys(RESUME_LISTS) as ListName[]).map((list) => [
    list,
    record[list].map((row) => ({ ...emptyEntry(list), ...row })),
  ]);
  return { ...record, ...Object.fromEntries(lists) };
}
