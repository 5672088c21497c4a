/** What an applicant hands in on either platform, and what is asked of it. */
import { COMPLETIONS, EDUCATION_LEVELS, isCode, MANAGER_LEVELS } from './codes.ts';
import { checkEmail, checkPhone } from './contact.ts';
import { checkIdNumber } from './id-number.ts';
import type { Problem } from './problem.ts';
import {
  type EducationEntry,
  type ExperienceEntry,
  emptyResumeRecord,
  type ResumeRecord,
} from './resume-record.ts';
import { isDay } from './taipei-time.ts';

/** Days ISO or ''. */
export interface ApplicationForm {
  name: string;
  idNumber: string;
  birthDate: string;
  sex: 'male' | 'female' | '';
  phone: string;
  email: string;
  address: string;
  education: EducationEntry[];
  experience: ExperienceEntry[];
  statement: string;
  consent: boolean;
}

export const APPLICATION_LIMITS = {
  name: 50,
  address: 200,
  /** Any other single line of a row. */
  line: 200,
  statement: 20_000,
  education: 20,
  experience: 60,
} as const;

/** A form nobody has typed into yet. */
export function emptyApplicationForm(): ApplicationForm {
  return {
    name: '',
    idNumber: '',
    birthDate: '',
    sex: '',
    phone: '',
    email: '',
    address: '',
    education: [],
    experience: [],
    statement: '',
    consent: false,
  };
}

/**
 * Everything wrong with an application, in the order of the form. Rows are named `education.0.school`.
 * @param context.today the Taipei day, ISO; without it a birth date in the future passes
 */
export function checkApplication(input: ApplicationForm, context: { today?: string } = {}): Problem[] {
  return [
    ...checkIdentity(input, context.today),
    ...checkReachable(input),
    ...checkEducation(input.education),
    ...checkExperience(input.experience),
    ...checkStatement(input),
  ];
}

/** The record of the résumé: what the form asks for; all other parts stay empty. */
export function toResumeRecord(form: ApplicationForm): ResumeRecord {
  const idNumber = checkIdNumber(form.idNumber);
  const phone = checkPhone(form.phone);
  const mobile = phone.ok && phone.normal.startsWith('09');
  const record = emptyResumeRecord();
  return {
    ...record,
    basic: {
      ...record.basic,
      name: form.name,
      idNumber: idNumber.ok ? idNumber.normal : form.idNumber,
      birthDate: form.birthDate,
      sex: form.sex,
      address: form.address,
      email: form.email,
      phone: mobile ? '' : form.phone,
      mobile: mobile ? form.phone : '',
    },
    education: form.education,
    experience: form.experience,
    statement: form.statement,
  };
}

function checkIdentity(input: ApplicationForm, today: string | undefined): Problem[] {
  const problems: Problem[] = [];
  if (input.name === '') problems.push({ field: 'name', message: '請輸入姓名' });
  else if (input.name.length > APPLICATION_LIMITS.name)
    problems.push({ field: 'name', message: `姓名最多 ${APPLICATION_LIMITS.name} 字，請縮短` });
  const idNumber = checkIdNumber(input.idNumber);
  if (!idNumber.ok) problems.push({ field: 'idNumber', message: idNumber.message });
  if (!isDay(input.birthDate))
    problems.push({ field: 'birthDate', message: '請輸入完整的出生日期，例如 75 年 1 月 14 日' });
  else if (input.birthDate < '1912-01-01' || (today !== undefined && input.birthDate >= today))
    problems.push({ field: 'birthDate', message: '出生日期須早於今日，請核對民國年' });
  if (input.sex !== 'male' && input.sex !== 'female') problems.push({ field: 'sex', message: '請選擇性別' });
  return problems;
}

function checkReachable(input: ApplicationForm): Problem[] {
  const problems: Problem[] = [];
  const phone = checkPhone(input.phone, '電話');
  if (!phone.ok) problems.push({ field: 'phone', message: phone.message });
  const email = checkEmail(input.email, '聯絡Email');
  if (!email.ok) problems.push({ field: 'email', message: email.message });
  if (input.address === '') problems.push({ field: 'address', message: '請輸入現居住所' });
  else if (input.address.length > APPLICATION_LIMITS.address)
    problems.push({ field: 'address', message: `現居住所最多 ${APPLICATION_LIMITS.address} 字，請縮短` });
  return problems;
}

function checkEducation(rows: EducationEntry[]): Problem[] {
  if (rows.length === 0) return [{ field: 'education', message: '請至少填寫一筆學歷' }];
  if (rows.length > APPLICATION_LIMITS.education)
    return [{ field: 'education', message: `學歷最多 ${APPLICATION_LIMITS.education} 筆，請刪去多餘的資料` }];
  return rows.flatMap((row, i) => {
    const at = `education.${i}`;
    const nth = `第 ${i + 1} 筆學歷`;
    const problems: Problem[] = [];
    if (row.school === '') problems.push({ field: `${at}.school`, message: `${nth}請輸入學校名稱` });
    if (!isCode(EDUCATION_LEVELS, row.level))
      problems.push({ field: `${at}.level`, message: `${nth}請選擇教育程度` });
    if (row.completion !== '' && !isCode(COMPLETIONS, row.completion))
      problems.push({ field: `${at}.completion`, message: `${nth}請選擇畢業、結業或肄業` });
    return [...problems, ...checkDates(at, nth, row), ...checkLines(at, nth, row)];
  });
}

function checkExperience(rows: ExperienceEntry[]): Problem[] {
  if (rows.length > APPLICATION_LIMITS.experience)
    return [
      { field: 'experience', message: `經歷最多 ${APPLICATION_LIMITS.experience} 筆，請刪去多餘的資料` },
    ];
  return rows.flatMap((row, i) => {
    const at = `experience.${i}`;
    const nth = `第 ${i + 1} 筆經歷`;
    const problems: Problem[] = [];
    if (row.organ === '') problems.push({ field: `${at}.organ`, message: `${nth}請輸入服務機關` });
    if (row.title === '') problems.push({ field: `${at}.title`, message: `${nth}請輸入職稱` });
    if (row.managerLevel !== '' && !isCode(MANAGER_LEVELS, row.managerLevel))
      problems.push({ field: `${at}.managerLevel`, message: `${nth}請選擇主管級別` });
    return [...problems, ...checkDates(at, nth, row), ...checkLines(at, nth, row)];
  });
}

function checkStatement(input: ApplicationForm): Problem[] {
  const problems: Problem[] = [];
  const length = [...input.statement].length;
  if (length > APPLICATION_LIMITS.statement)
    problems.push({
      field: 'statement',
      message: `簡要自述最多 ${APPLICATION_LIMITS.statement} 字，目前 ${length} 字，請縮短`,
    });
  // 個資法 §8: the notice stands beside the box; without it nothing may be collected.
  if (!input.consent) problems.push({ field: 'consent', message: '請閱讀個人資料蒐集告知事項後勾選同意' });
  return problems;
}

/** Days, months or nothing; the later one not before the earlier. */
function checkDates(at: string, nth: string, { from, to }: { from: string; to: string }): Problem[] {
  for (const [name, word, value] of [
    ['from', '起', from],
    ['to', '迄', to],
  ] as const) {
    const month = /^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value;
    if (value !== '' && !isDay(month))
      return [{ field: `${at}.${name}`, message: `${nth}請輸入完整的${word}日，例如 100 年 9 月` }];
  }
  const shared = Math.min(from.length, to.length);
  return from !== '' && to !== '' && to.slice(0, shared) < from.slice(0, shared)
    ? [{ field: `${at}.to`, message: `${nth}的迄日早於起日，請修正迄日` }]
    : [];
}

function checkLines(at: string, nth: string, row: EducationEntry | ExperienceEntry): Problem[] {
  return Object.entries(row)
    .filter(([, value]) => typeof value === 'string' && value.length > APPLICATION_LIMITS.line)
    .map(([name]) => ({
      field: `${at}.${name}`,
      message: `${nth}每欄最多 ${APPLICATION_LIMITS.line} 字，請縮短`,
    }));
}
