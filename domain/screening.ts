/** 資格審查: what an officer finds about an applicant's qualifications, and why. Applicants never see it. */
import { type Code, isCode, nameOf } from './code.ts';
import type { Problem } from './problem.ts';

/** In the order of lists: what still needs work comes first. */
export const SCREENING_OUTCOMES = {
  none: { name: '未審查' },
  supplement: { name: '待補件' },
  qualified: { name: '合格' },
  unqualified: { name: '不合格' },
} as const;
export type ScreeningOutcome = keyof typeof SCREENING_OUTCOMES;

export const isScreeningOutcome = (text: string): text is ScreeningOutcome =>
  Object.hasOwn(SCREENING_OUTCOMES, text);

interface Reason extends Code {
  readonly outcome: 'supplement' | 'unqualified';
}
/** Every code belongs to one outcome; 合格 and 未審查 need none. */
export const SCREENING_REASONS: readonly Reason[] = [
  { code: 'proof', name: '證明文件不齊', outcome: 'supplement' },
  { code: 'resume', name: '履歷資料填寫不完整', outcome: 'supplement' },
  { code: 'unclear', name: '資料內容需說明', outcome: 'supplement' },
  { code: 'otherSupplement', name: '其他（請於說明敘明）', outcome: 'supplement' },
  { code: 'grade', name: '官等職等不符', outcome: 'unqualified' },
  { code: 'series', name: '職系不符', outcome: 'unqualified' },
  { code: 'condition', name: '不具公告之資格條件', outcome: 'unqualified' },
  { code: 'restricted', name: '限制轉調期間未滿', outcome: 'unqualified' },
  { code: 'late', name: '逾期未補件', outcome: 'unqualified' },
  { code: 'otherUnqualified', name: '其他（請於說明敘明）', outcome: 'unqualified' },
];
const MUST_EXPLAIN = ['otherSupplement', 'otherUnqualified'];

export const SCREENING_LIMITS = { text: 500, note: 1_000, batch: 200 } as const;

export interface ScreeningForm {
  /** '' = nothing chosen. */
  outcome: string;
  /** Code of `SCREENING_REASONS`, or ''. */
  reason: string;
  text: string;
}

/** The reason in words: `職系不符（具一般行政職系）`; '' when there is neither code nor text. */
export function screeningReason({ reason, text }: Pick<ScreeningForm, 'reason' | 'text'>): string {
  const name = nameOf(SCREENING_REASONS, reason).replace('（請於說明敘明）', '');
  return name && text ? `${name}（${text}）` : name || text;
}

/** Everything wrong with a decision: nobody is turned down, or asked for papers, without a reason of its kind. */
export function checkScreening(form: ScreeningForm): Problem[] {
  const problems: Problem[] = [];
  const { outcome, reason, text } = form;
  if (!isScreeningOutcome(outcome)) problems.push({ field: 'outcome', message: '請選擇審查結果' });
  else if (outcome === 'supplement' || outcome === 'unqualified') {
    const { name } = SCREENING_OUTCOMES[outcome];
    const fitting = SCREENING_REASONS.filter((one) => one.outcome === outcome);
    if (reason === '') problems.push({ field: 'reason', message: `請選擇${name}的原因` });
    else if (!isCode(fitting, reason))
      problems.push({ field: 'reason', message: `這個原因不適用於「${name}」，請改選「${name}」項下的原因` });
  } else if (reason !== '')
    problems.push({
      field: 'reason',
      message: `「${SCREENING_OUTCOMES[outcome].name}」不需要原因，請選「無」`,
    });
  if (MUST_EXPLAIN.includes(reason) && text === '')
    problems.push({ field: 'text', message: '原因選「其他」時，請輸入說明' });
  if ([...text].length > SCREENING_LIMITS.text)
    problems.push({ field: 'text', message: `說明最多 ${SCREENING_LIMITS.text} 字，請縮短` });
  return problems;
}

/** What is wrong with a note among officers, or null. */
export function noteProblem(text: string): Problem | null {
  if (text === '') return { field: 'note', message: '請輸入備註內容' };
  if ([...text].length > SCREENING_LIMITS.note)
    return { field: 'note', message: `備註最多 ${SCREENING_LIMITS.note} 字，請縮短` };
  return null;
}
