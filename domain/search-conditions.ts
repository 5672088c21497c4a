/** R11, R14: what a person looks for among listed vacancies; the search, its address and the newsletter share it. */
import {
  isCode,
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  RETRIEVAL_MODES,
  SPECIAL_CONDITIONS,
  WORKPLACES,
} from './codes.ts';
import { cleanLine } from './contact.ts';

/** 職系 by group, as the official search offers them. */
export const SERIES_GROUPS = [
  { code: 'A', name: '行政類' },
  { code: 'B', name: '技術類' },
] as const;

/** An empty string is no condition. Codes are those of the tables; `series` may be a group, `A` or `B`. */
export interface SearchConditions {
  q: string;
  category: string;
  rank: string;
  series: string;
  place: string;
  special: string;
  /** Part of an agency's name. */
  agency: string;
  mode: 'civilService' | 'open' | 'none' | '';
}
export type ConditionKey = keyof SearchConditions;

export const NO_CONDITIONS: SearchConditions = {
  q: '',
  category: '',
  rank: '',
  series: '',
  place: '',
  special: '',
  agency: '',
  mode: '',
};

const MAX_WORDS = 200;

/** Reads conditions from an address, a form or a stored row; what is no code of ours is dropped. */
export function readConditions(given: Partial<Record<string, unknown>>): SearchConditions {
  const text = (key: ConditionKey): string => {
    const value = given[key];
    return typeof value === 'string' ? value : '';
  };
  const known = (key: ConditionKey, is: (code: string) => boolean): string =>
    is(text(key)) ? text(key) : '';
  const series = (code: string): boolean =>
    SERIES_GROUPS.some((group) => group.code === code) || isCode(JOB_SERIES, code);
  return {
    q: cleanLine(text('q').slice(0, MAX_WORDS)),
    category: known('category', (code) => isCode(PERSONNEL_CATEGORIES, code)),
    rank: known('rank', (code) => (RANK_CLASSES as readonly string[]).includes(code)),
    series: known('series', series),
    place: known('place', (code) => isCode(WORKPLACES, code)),
    special: known('special', (code) => SPECIAL_CONDITIONS.some((one) => one.code === code)),
    agency: cleanLine(text('agency').slice(0, MAX_WORDS)),
    mode: known('mode', (code) => Object.hasOwn(RETRIEVAL_MODES, code)) as SearchConditions['mode'],
  };
}

/** `行政類`, or `人事行政`. */
const seriesName = (code: string): string =>
  SERIES_GROUPS.find((group) => group.code === code)?.name ?? nameOf(JOB_SERIES, code);

const WORDS: Record<ConditionKey, (value: string) => string> = {
  q: (value) => `關鍵字：${value}`,
  category: (value) => `人員區分：${nameOf(PERSONNEL_CATEGORIES, value)}`,
  rank: (value) => `官等類別：${value}`,
  series: (value) => `職系：${seriesName(value)}`,
  place: (value) => `工作地：${nameOf(WORKPLACES, value)}`,
  special: (value) => SPECIAL_CONDITIONS.find((one) => one.code === value)?.name ?? value,
  agency: (value) => `機關名稱：${value}`,
  mode: (value) => RETRIEVAL_MODES[value as Exclude<SearchConditions['mode'], ''>].name,
};

/**
 * The conditions that are set, in words, in the order of the form.
 * @example conditionWords({ ...NO_CONDITIONS, place: '10' }) // [{ key: 'place', text: '工作地：臺北市' }]
 */
export function conditionWords(conditions: SearchConditions): { key: ConditionKey; text: string }[] {
  return (Object.keys(WORDS) as ConditionKey[])
    .filter((key) => conditions[key] !== '')
    .map((key) => ({ key, text: WORDS[key](conditions[key]) }));
}
