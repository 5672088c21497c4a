/** What a held form says, in the words of the form it came from. */
import { nameOf } from '../../domain/code.ts';
import { isListName, RESUME_LISTS, type ResumeField } from '../../domain/resume-fields.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import { SCREENING_OUTCOMES, SCREENING_REASONS } from '../../domain/screening.ts';
import { VACANCY_ROWS } from '../../domain/vacancy-rows.ts';
import { byName } from '../officer/posted.ts';
import { parseVacancyForm } from '../officer/vacancy-form-data.ts';
import { paths } from '../paths.ts';

interface Said {
  term: string;
  value: string;
}

const SINGLE: ReadonlyMap<string, ResumeField> = new Map(
  [...BASIC_FIELDS, ...NOTES_FIELDS].map((field): [string, ResumeField] => [field.name, field]),
);

/** Labels of what people type into the other forms. */
const LABELS: Readonly<Record<string, string>> = {
  adjustments: '面試所需的合理調整',
  content: '通知內容',
  contactEmail: '聯絡Email',
  contactPerson: '聯絡窗口',
  contactPhone: '聯絡電話',
  email: 'Email',
  general: '整體說明',
  handInBy: '補件期限',
  interviewDay: '面試日期',
  interviewTime: '面試時間',
  letter: '信件內容',
  'letter-notSelected': '未錄取通知內容',
  'letter-reserve': '備取通知內容',
  'letter-selected': '正取通知內容',
  listedTo: '新的迄日',
  message: '回覆內容',
  note: '備註',
  outcome: '審查結果',
  place: '地點',
  q: '關鍵字',
  reason: '原因',
  replyByDay: '回覆期限',
  replyByTime: '回覆期限時間',
  settledOn: '甄選結果確定日',
  slots: '可選面試時段',
  statement: '簡要自述',
  text: '說明',
  title: '職稱',
};

/**
 * Everything a person typed or chose, each with its label; a day as one value. What a page only carries along (which
 * record, which version, which button) says nothing to a reader and is left out.
 */
export function heldWords(path: string, entries: readonly (readonly [string, string])[]): Said[] {
  if (isVacancyForm(path)) return vacancyWords(entries);
  const said: Said[] = [];
  for (const [name, value] of entries) {
    const day = /^(.+)-([ymd])$/.exec(name);
    const label = labelOf(day?.[1] ?? name);
    if (label === undefined || value.trim() === '') continue;
    const before = said.at(-1);
    if (day && day[2] !== 'y' && before?.term === label) before.value += `/${value}`;
    else said.push({ term: label, value: day ? value : shownValue(name, value) });
  }
  return said;
}

const isVacancyForm = (path: string): boolean =>
  path === paths.officer.newVacancy() || /^\/officer\/vacancies\/\d{10}\/edit$/.test(path);

/** 職缺資料登錄, as the page that compares two versions says it. */
function vacancyWords(entries: readonly (readonly [string, string])[]): Said[] {
  const { content } = parseVacancyForm(byName(entries));
  return VACANCY_ROWS.map(({ label, text }) => ({ term: label, value: text(content).trim() })).filter(
    ({ value }) => value !== '' && value !== '－',
  );
}

/** `education.0.school` is 第 1 筆學歷：學校. */
function labelOf(name: string): string | undefined {
  const [list = '', place = '', field = ''] = name.split('.');
  if (isListName(list)) {
    const { word, fields } = RESUME_LISTS[list];
    const label = fields.find((one) => one.name === field)?.label;
    return label && `第 ${Number(place) + 1} 筆${word}：${label}`;
  }
  return SINGLE.get(name)?.label ?? (Object.hasOwn(LABELS, name) ? LABELS[name] : undefined);
}

/** A code in words where its table is known; what was typed otherwise. */
function shownValue(name: string, value: string): string {
  const [list = '', , field = ''] = name.split('.');
  const of: ResumeField | undefined = isListName(list)
    ? RESUME_LISTS[list].fields.find((one) => one.name === field)
    : SINGLE.get(name);
  if (of?.table) return nameOf(of.table, value);
  if (name === 'outcome' && Object.hasOwn(SCREENING_OUTCOMES, value))
    return SCREENING_OUTCOMES[value as keyof typeof SCREENING_OUTCOMES].name;
  return name === 'reason' ? nameOf(SCREENING_REASONS, value) : value;
}
