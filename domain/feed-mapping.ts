/**
 * From a row of the official feed to a registration. The feed lacks what the form demands, so gaps are filled
 * with words that say so (`flags` tells which); the form's rules apply at the first edit.
 */

import type { RankClass } from './codes.ts';
import { defaultMode, JOB_SERIES, NO_JOB_SERIES, PERSONNEL_CATEGORIES, RANK_CLASSES } from './codes.ts';
import { checkEmail, cleanLine, cleanText } from './contact.ts';
import { parseOpenings } from './feed-openings.ts';
import { parseFeedPlaces } from './feed-places.ts';
import {
  FEED_ELEMENTS,
  type FeedElement,
  type FeedExtra,
  NOT_PROVIDED,
  type RawFeedRow,
} from './feed-row.ts';
import { withinTenYears } from './listing-period.ts';
import type { Problem } from './problem.ts';
import { parseRocCompact } from './roc-date.ts';
import { foldSearch } from './search-text.ts';
import { emptyVacancyContent, type VacancyContent } from './vacancy-content.ts';
import { isVacancyNo } from './vacancy-no.ts';
import { MAX_OPENINGS, VACANCY_LIMITS } from './vacancy-rules.ts';

export type { FeedRow, RawFeedRow } from './feed-row.ts';
export { FEED_ELEMENTS, FEED_EXTRAS, NOT_PROVIDED } from './feed-row.ts';
export { toFeedExtras, toFeedRow } from './feed-writing.ts';

export interface MappedRow {
  ok: true;
  content: VacancyContent;
  /** The feed's own number (work_id): the key for "the same file twice". */
  sourceNo: string;
  /** What was filled in or left open, in words for the dry run. */
  flags: string[];
}
export type FeedMapping = MappedRow | { ok: false; problems: Problem[] };

type Row = Readonly<Record<FeedElement, string>> & Readonly<Partial<Record<FeedExtra, string>>>;

/**
 * Maps one row, or says everything that is wrong with it; `field` of a problem is the element's name.
 * `agencyCode` stays empty unless the row has ORG_ID: the importer finds the agency by name.
 */
export function mapFeedRow(raw: RawFeedRow): FeedMapping {
  const missing = FEED_ELEMENTS.filter((element) => raw[element] === undefined);
  if (missing.length > 0)
    return { ok: false, problems: missing.map((element) => problem(element, `缺少元素 ${element}`)) };
  const row = raw as Row;

  const problems: Problem[] = [];
  const flags: string[] = [];
  const content: VacancyContent = {
    ...emptyVacancyContent(),
    agencyAddress: NOT_PROVIDED,
    writerName: NOT_PROVIDED,
    writerPhone: NOT_PROVIDED,
    emailSubmission: false,
    ...readPost(row, problems, flags),
    ...readPeriod(row, problems),
    ...readRanks(row, problems, flags),
    ...readConditions(row, problems),
    ...readTexts(row, problems),
    ...readEmail(row, flags),
  };
  content.mode = content.email === '' ? 'none' : defaultMode(content.personnelCategory);
  if (content.mode === 'civilService') flags.push('來源未載調閱項目，僅產製基本資料、學歷、經歷及簡要自述');
  const sourceNo = /[?&]work_id=(\d{10})(?:&|$)/.exec(row.VIEW_URL.trim())?.[1] ?? '';
  if (!isVacancyNo(sourceNo)) problems.push(problem('VIEW_URL', '找不到 10 碼的 work_id，無法辨認重複匯入'));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, content, sourceNo, flags };
}

function readPost(row: Row, problems: Problem[], flags: string[]): Partial<VacancyContent> {
  const agencyName = cleanLine(row.ORG_NAME);
  if (agencyName === '') problems.push(problem('ORG_NAME', '機關名稱是空的'));
  const title = cleanLine(row.TITLE);
  if (title === '') problems.push(problem('TITLE', '職稱是空的'));
  const kind = cleanLine(row.PERSON_KIND);
  const category = PERSONNEL_CATEGORIES.find((entry) => foldSearch(entry.name) === foldSearch(kind));
  if (!category) problems.push(problem('PERSON_KIND', `人員區分「${kind}」不在代碼表`));
  const places = parseFeedPlaces(row.WORK_PLACE_TYPE);
  if (!places.ok)
    problems.push(problem('WORK_PLACE_TYPE', `工作地「${places.unknown.join('、')}」不在代碼表`));
  else if (places.workplaces.length === 0) problems.push(problem('WORK_PLACE_TYPE', '工作地是空的'));

  const openingsText = cleanLine(row.NUMBER_OF);
  const read = parseOpenings(openingsText);
  const fits = read.openings !== null && read.openings <= MAX_OPENINGS;
  if (!fits) flags.push(`名額「${openingsText}」無法讀出單一數字，記為未定`);
  const reserves = /^\d{1,3}$/.test(row.RESERVE_NUM?.trim() ?? '') ? Number(row.RESERVE_NUM) : read.reserves;
  return {
    agencyCode: cleanLine(row.ORG_ID ?? ''),
    agencyName,
    title,
    personnelCategory: category?.code ?? '',
    workplaces: places.ok ? places.workplaces : [],
    openings: fits ? read.openings : null,
    // Plain digits say nothing more than the number; every other wording is kept.
    openingsText: fits && /^\d+$/.test(openingsText) ? '' : openingsText,
    reserves: Math.min(reserves, MAX_OPENINGS),
  };
}

function readPeriod(row: Row, problems: Problem[]): Partial<VacancyContent> {
  const read = (element: 'DATE_FROM' | 'DATE_TO', word: string): string => {
    const text = row[element].trim();
    const day = /^\d{7}$/.test(text) ? parseRocCompact(text) : null;
    if (day === null) problems.push(problem(element, `${word}「${text}」不是 7 碼民國日期，例如 1050515`));
    return day ?? '';
  };
  const listedFrom = read('DATE_FROM', '起日');
  const listedTo = read('DATE_TO', '迄日');
  if (listedFrom !== '' && listedTo !== '') {
    if (listedTo < listedFrom) problems.push(problem('DATE_TO', '上網有效期間的迄日早於起日'));
    else if (!withinTenYears(listedFrom, listedTo))
      problems.push(problem('DATE_TO', '上網有效期間超過 10 年'));
  }
  return { listedFrom, listedTo };
}

function readRanks(row: Row, problems: Problem[], flags: string[]): Partial<VacancyContent> {
  const named = row.TYPE.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const isRank = (name: string): name is RankClass => RANK_CLASSES.some((rank) => rank === name);
  const unknown = named.filter((name) => !isRank(name));
  if (unknown.length > 0) problems.push(problem('TYPE', `官等類別「${unknown.join('、')}」不在代碼表`));
  else if (named.length === 0) problems.push(problem('TYPE', '官等類別是空的'));
  const series = readJobSeries(row.SYSNAM);
  if (series.jobSeries === '') flags.push(`職系「${series.jobSeriesText}」不在現行職系表，保留原文`);
  const sex = cleanLine(row.GENDER_TYPE);
  return {
    rankClasses: [...new Set(named.filter(isRank))],
    grade: cleanLine(row.RANK) || '無',
    ...series,
    sex: sex === '男' ? 'male' : sex === '女' ? 'female' : 'any',
  };
}

/** Empty → 無; the suffix 職系 and the bopomofo ㄧ (typed for 一) are mended before the names are compared. */
function readJobSeries(text: string): Pick<VacancyContent, 'jobSeries' | 'jobSeriesText'> {
  const words = cleanLine(text);
  const name = words.replaceAll('ㄧ', '一').replace(/職系$/u, '').trim();
  if (name === '') return { jobSeries: NO_JOB_SERIES, jobSeriesText: '' };
  const known = JOB_SERIES.find((series) => series.name === name);
  return known ? { jobSeries: known.code, jobSeriesText: '' } : { jobSeries: '', jobSeriesText: words };
}

function readConditions(row: Row, problems: Problem[]): Partial<VacancyContent> {
  const read = (element: FeedElement | FeedExtra): boolean => {
    const text = (row[element] ?? 'N').trim();
    if (text !== 'Y' && text !== 'N') problems.push(problem(element, `「${text}」應為 Y 或 N`));
    return text === 'Y';
  };
  return {
    conditions: {
      disabled: read('IS_HANDICAP'),
      indigenous: read('IS_ORIGINAL'),
      indigenousArea: read('IS_LOCAL_ORIGINAL'),
      regionalSecondment: read('IS_TRANSFER'),
    },
  };
}

const TEXTS = [
  ['qualifications', 'WORK_QUALITY'],
  ['duties', 'WORK_ITEM'],
  ['location', 'WORK_ADDRESS'],
  ['contact', 'CONTACT_METHOD'],
] as const;

function readTexts(row: Row, problems: Problem[]): Partial<VacancyContent> {
  const limits: (readonly [keyof typeof VACANCY_LIMITS, FeedElement])[] = [
    ...TEXTS,
    ['title', 'TITLE'],
    ['agencyName', 'ORG_NAME'],
    ['grade', 'RANK'],
    ['jobSeriesText', 'SYSNAM'],
    ['openingsText', 'NUMBER_OF'],
  ];
  for (const [field, element] of limits) {
    const length = cleanText(row[element]).length;
    if (length > VACANCY_LIMITS[field])
      problems.push(problem(element, `最多 ${VACANCY_LIMITS[field]} 字，目前 ${length} 字`));
  }
  return Object.fromEntries(TEXTS.map(([field, element]) => [field, cleanText(row[element])]));
}

/** An address that cannot be used is left out and said, so that nothing is ever mailed to a guess. */
function readEmail(row: Row, flags: string[]): Partial<VacancyContent> {
  const text = row.VITAE_EMAIL.trim();
  if (text === '') return { email: '', emailSubmission: false };
  const email = checkEmail(text);
  if (email.ok) return { email: email.normal, emailSubmission: true };
  flags.push('VITAE_EMAIL 不是一筆可用的信箱，視為未提供');
  return { email: '', emailSubmission: false };
}

function problem(field: FeedElement | FeedExtra, message: string): Problem {
  return { field, message };
}
