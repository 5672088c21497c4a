/**
 * What the registration form demands (R30–R55, R62–R65). Drafts are checked for what they hold; the required
 * marks are asked for on submission. `field` is always a key of VacancyContent.
 */
import { isCode, JOB_SERIES, PERSONNEL_CATEGORIES, RANK_CLASSES, SEXES, WORKPLACES } from './codes.ts';
import { checkEmail, checkPhone } from './contact.ts';
import { NOT_PROVIDED } from './feed-row.ts';
import { closesAt, MAX_LISTING_YEARS, opensAt, withinTenYears } from './listing-period.ts';
import type { Problem } from './problem.ts';
import { isDay, isTime } from './taipei-time.ts';
import type { VacancyContent } from './vacancy-content.ts';
import { checkRetrieval } from './vacancy-retrieval-rules.ts';

export { frozenFields } from './vacancy-retrieval-rules.ts';

/** Longest texts in characters; the longest of 1,106 official rows are 67 (title) and 1,818 (contact). */
export const VACANCY_LIMITS = {
  agencyName: 100,
  agencyAddress: 200,
  writerName: 50,
  title: 100,
  openingsText: 200,
  grade: 100,
  jobSeriesText: 60,
  qualifications: 4_000,
  duties: 4_000,
  location: 1_000,
  contact: 4_000,
} as const satisfies Partial<Record<keyof VacancyContent, number>>;
export const MAX_OPENINGS = 999;

/** The words of the form for each field, used at the head of messages. */
const LABELS = {
  agencyName: '徵才機關',
  agencyAddress: '機關地址',
  writerName: '填寫人姓名',
  title: '職稱',
  openingsText: '名額',
  grade: '官等職等',
  jobSeriesText: '職系',
  qualifications: '資格條件',
  duties: '工作項目',
  location: '工作地點說明',
  contact: '聯絡人、連絡電話說明',
} as const;

export interface VacancyContext {
  /** The Taipei day of the check, ISO. */
  today: string;
  /** True when the registration is handed in for review; false for a draft. */
  forSubmission: boolean;
}

/** Everything wrong with a registration, in the order of the form. */
export function checkVacancy(content: VacancyContent, context: VacancyContext): Problem[] {
  return [
    ...checkAgency(content, context),
    ...checkPost(content, context),
    ...checkPeriod(content, context),
    ...checkRanks(content, context),
    ...checkContactEmail(content, context),
    ...checkLengths(content),
    ...checkRetrieval(content, context),
  ];
}

/** R31–R35. A value an import could not give (未提供) counts as empty. */
function checkAgency(content: VacancyContent, { forSubmission }: VacancyContext): Problem[] {
  const problems: Problem[] = [];
  const missing = (text: string): boolean => text.trim() === '' || text === NOT_PROVIDED;
  if (forSubmission) {
    if (missing(content.agencyCode)) problems.push(problem('agencyCode', '請選擇徵才機關'));
    if (missing(content.agencyAddress)) problems.push(problem('agencyAddress', '請輸入機關地址'));
    if (missing(content.writerName)) problems.push(problem('writerName', '請輸入填寫人姓名'));
    if (missing(content.writerPhone)) problems.push(problem('writerPhone', '請輸入填寫人電話'));
  }
  if (content.writerEmail !== '') {
    const email = checkEmail(content.writerEmail, '填寫人Email');
    if (!email.ok) problems.push(problem('writerEmail', email.message));
  }
  if (!missing(content.writerPhone)) {
    const phone = checkPhone(content.writerPhone, '填寫人電話');
    if (!phone.ok) problems.push(problem('writerPhone', phone.message));
  }
  if (!/^\d{0,6}$/.test(content.writerExtension))
    problems.push(problem('writerExtension', '分機請填數字，最多 6 碼'));
  return problems;
}

/** R36–R39. */
function checkPost(content: VacancyContent, { forSubmission }: VacancyContext): Problem[] {
  const problems: Problem[] = [];
  const category = content.personnelCategory;
  if (category === '' ? forSubmission : !isCode(PERSONNEL_CATEGORIES, category))
    problems.push(problem('personnelCategory', '請選擇人員區分'));
  if (forSubmission && content.title === '') problems.push(problem('title', '請輸入職稱'));
  if (content.openings === null) {
    if (forSubmission) problems.push(problem('openings', '請輸入名額，例如 1'));
  } else if (!isCount(content.openings, 1)) {
    problems.push(problem('openings', `名額請填 1 至 ${MAX_OPENINGS} 的整數`));
  }
  if (!isCount(content.reserves, 0))
    problems.push(problem('reserves', `備取名額請填 0 至 ${MAX_OPENINGS} 的整數`));
  if (content.workplaces.length === 0) {
    if (forSubmission) problems.push(problem('workplaces', '請勾選工作地，可複選'));
  } else if (content.workplaces.some((code) => !isCode(WORKPLACES, code))) {
    problems.push(problem('workplaces', '工作地含有不在清單中的代碼，請重新勾選'));
  }
  return problems;
}

/** R40 and the closing minute. */
function checkPeriod(content: VacancyContent, { today, forSubmission }: VacancyContext): Problem[] {
  const { listedFrom, listedTo, closingTime } = content;
  const problems: Problem[] = [];
  for (const [field, name, day] of [
    ['listedFrom', '起日', listedFrom],
    ['listedTo', '迄日', listedTo],
  ] as const) {
    if (day === '' ? forSubmission : !isDay(day))
      problems.push(problem(field, `請輸入上網有效期間的${name}，例如 115 年 12 月 4 日`));
  }
  if (closingTime !== '' && !isTime(closingTime))
    problems.push(problem('closingTime', '截止時間請填 00:00 至 23:59，例如 17:00'));
  if (problems.length > 0 || listedFrom === '' || listedTo === '') return problems;

  if (listedTo < listedFrom) return [problem('listedTo', '上網有效期間的迄日早於起日，請修正迄日')];
  if (!withinTenYears(listedFrom, listedTo))
    return [problem('listedTo', `上網有效期間最長 ${MAX_LISTING_YEARS} 年，請將迄日提前`)];
  if (forSubmission && listedTo < today)
    return [problem('listedTo', '上網有效期間的迄日已過，請改為今日或以後的日期')];
  if (closesAt(content) <= opensAt(content))
    return [problem('closingTime', '截止時間須晚於刊登開始的時間，請修正截止時間')];
  return [];
}

/** R42, R43 (its message word for word), R49–R51. */
function checkRanks(content: VacancyContent, { forSubmission }: VacancyContext): Problem[] {
  const problems: Problem[] = [];
  const unknown = content.rankClasses.some((rank) => !RANK_CLASSES.includes(rank));
  if (unknown || (forSubmission && content.rankClasses.length === 0))
    problems.push(problem('rankClasses', '請選擇官等類別，若「無」官職等請勾選「其他」!'));
  if (forSubmission && content.grade === '')
    problems.push(problem('grade', '請輸入官等職等，職缺若非公務人員請輸入「無」'));
  if (content.jobSeries === '' ? forSubmission : !isCode(JOB_SERIES, content.jobSeries))
    problems.push(problem('jobSeries', '請選擇職系，職缺若非公務人員請選「無」'));
  if (content.sex === '' ? forSubmission : !isCode(SEXES, content.sex))
    problems.push(problem('sex', '請選擇性別，未限制者請選「不拘」'));
  return problems;
}

/** R44, R55 (U2: with no retrieval and no résumés by mail, an address is not needed). */
function checkContactEmail(content: VacancyContent, { forSubmission }: VacancyContext): Problem[] {
  if (content.email !== '') {
    const email = checkEmail(content.email);
    return email.ok ? [] : [problem('email', email.message)];
  }
  if (!forSubmission) return [];
  if (content.mode === 'civilService' || content.mode === 'open')
    return [problem('email', '使用應徵者履歷調閱時，聯絡E-mail為必填，請輸入一筆聯絡E-mail')];
  if (content.emailSubmission)
    return [problem('email', '已勾選允許履歷以 EMail 寄送，請輸入一筆聯絡E-mail，或改選「否」')];
  return [];
}

function checkLengths(content: VacancyContent): Problem[] {
  const fields = Object.keys(VACANCY_LIMITS) as (keyof typeof VACANCY_LIMITS)[];
  return fields
    .filter((field) => content[field].length > VACANCY_LIMITS[field])
    .map((field) => {
      const [limit, length] = [VACANCY_LIMITS[field], content[field].length];
      return problem(field, `${LABELS[field]}最多 ${limit} 字，目前 ${length} 字，請縮短`);
    });
}

function isCount(n: number, least: number): boolean {
  return Number.isInteger(n) && n >= least && n <= MAX_OPENINGS;
}

function problem(field: keyof VacancyContent, message: string): Problem {
  return { field, message };
}
