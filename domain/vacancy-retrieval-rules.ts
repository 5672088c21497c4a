/** 五、應徵者履歷調閱方式: what may be chosen (R53, R62–R65), and what is frozen once listed (R54). */
import { RETRIEVAL_MODES } from './codes.ts';
import type { Problem } from './problem.ts';
import { RESUME_SECTIONS } from './resume-sections.ts';
import type { Stage } from './status.ts';
import { isDay } from './taipei-time.ts';
import type { DayRange, VacancyContent } from './vacancy-content.ts';

const FIRST_YEAR = 1912;

/** R53, R62–R65: sections and ranges count only with 須具公務人員任用資格. */
export function checkRetrieval(
  content: VacancyContent,
  { today, forSubmission }: { today: string; forSubmission: boolean },
): Problem[] {
  const { mode } = content;
  if (mode === '') return forSubmission ? [{ field: 'mode', message: '請選擇應徵者履歷調閱方式' }] : [];
  if (!Object.hasOwn(RETRIEVAL_MODES, mode)) return [{ field: 'mode', message: '請選擇應徵者履歷調閱方式' }];
  if (mode !== 'civilService') return [];

  const problems: Problem[] = [];
  const known: ReadonlySet<string> = new Set(RESUME_SECTIONS.map((section) => section.code));
  const chosen = content.allSections || content.sections.length > 0;
  if (content.sections.some((section) => !known.has(section)) || (forSubmission && !chosen))
    problems.push({ field: 'sections', message: '請勾選「個人全部資料」或至少一項要調閱的履歷資料' });
  problems.push(
    ...checkDayRange('trainingRange', '訓練日期區間', content.trainingRange),
    ...checkDayRange('rewardRange', '獎懲日期區間', content.rewardRange),
  );
  const { from, to } = content.appraisalRange;
  const lastYear = Number(today.slice(0, 4));
  const odd = (year: number | null): boolean =>
    year !== null && (!Number.isInteger(year) || year < FIRST_YEAR || year > lastYear);
  if (odd(from) || odd(to))
    problems.push({ field: 'appraisalRange', message: `考績年度區間請填民國 1 至 ${lastYear - 1911} 年` });
  else if (from !== null && to !== null && to < from)
    problems.push({ field: 'appraisalRange', message: '考績年度區間的迄年早於起年，請修正迄年' });
  return problems;
}

function checkDayRange(
  field: 'trainingRange' | 'rewardRange',
  name: string,
  { from, to }: DayRange,
): Problem[] {
  if ((from !== '' && !isDay(from)) || (to !== '' && !isDay(to)))
    return [{ field, message: `${name}請填完整的年、月、日，例如 115 年 12 月 4 日` }];
  if (from !== '' && to !== '' && to < from) return [{ field, message: `${name}的迄日早於起日，請修正迄日` }];
  return [];
}

/** Stages in which method, sections, ranges and dates no longer change by editing. */
const FROZEN_STAGES: ReadonlySet<Stage> = new Set<Stage>(['listed', 'closed', 'archived']);

const FROZEN = {
  mode: '應徵者履歷調閱方式在上網有效期間內不得再修改',
  allSections: '調閱的履歷資料在上網有效期間內不得再修改',
  sections: '調閱的履歷資料在上網有效期間內不得再修改',
  trainingRange: '訓練日期區間在上網有效期間內不得再修改',
  rewardRange: '獎懲日期區間在上網有效期間內不得再修改',
  appraisalRange: '考績年度區間在上網有效期間內不得再修改',
  listedFrom: '職缺已刊登，上網有效期間的起日不得再修改',
  listedTo: '職缺已刊登，迄日請以「延長」或「提前截止」變更',
  closingTime: '職缺已刊登，截止時間請以「延長」或「提前截止」變更',
} as const satisfies Partial<Record<keyof VacancyContent, string>>;

/** R54: what a revision of a listed vacancy changes although it may not. Before the listing nothing is frozen. */
export function frozenFields(stage: Stage, before: VacancyContent, after: VacancyContent): Problem[] {
  if (!FROZEN_STAGES.has(stage)) return [];
  const fields = Object.keys(FROZEN) as (keyof typeof FROZEN)[];
  return fields
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .map((field) => ({ field, message: FROZEN[field] }));
}

/** Two values are the same whatever the order in which boxes were ticked or keys were read. */
function canonical(value: VacancyContent[keyof typeof FROZEN]): string {
  if (Array.isArray(value)) return JSON.stringify([...new Set(value)].sort());
  if (typeof value === 'object') return JSON.stringify([value.from, value.to]);
  return JSON.stringify(value);
}
