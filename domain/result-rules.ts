/** 甄選結果: who is chosen, who stands in reserve and for how long, and what everyone is told. */
import type { Problem } from './problem.ts';
import { addDays, endOfTaipeiDay, isDay, taipeiInstant } from './taipei-time.ts';

export const OUTCOMES = {
  selected: { name: '正取' },
  reserve: { name: '備取' },
  notSelected: { name: '未錄取' },
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** 候補期間, in months: the two that announcements name (of 1,316 in 2026 five in 578, three in 283). */
export const RESERVE_MONTHS = [
  { code: '3', name: '三個月' },
  { code: '5', name: '五個月' },
] as const;
/** 公務人員陞遷法施行細則 §3: 候補名額 at most twice the posts. */
export const RESERVES_FOR_EACH_POST = 2;
export const LETTER_LIMIT = 2_000;
/** Of the reason with which a second officer returns a result, in characters. */
export const RETURN_REASON_LIMIT = 500;

export interface Chosen {
  applicationId: string;
  outcome: Exclude<Outcome, 'notSelected'>;
  /** 備取名次, from 1; null for 正取. */
  rank: number | null;
}
export interface ResultForm {
  /** One line for each applicant shown; everyone else is 未錄取. */
  lines: readonly { applicationId: string; outcome: string; rank: string }[];
  /** 甄選結果確定日, ISO; '' when none was given or it could not be read. */
  settledOn: string;
  reserveMonths: string;
  letters: Record<Outcome, string>;
}
export interface ResultContext {
  /** Taipei's day. */
  today: string;
  /** `null` for an import that says 數名. */
  openings: number | null;
  mode: string;
}

/** Field names of a line in the form. */
export const outcomeField = (applicationId: string): string => `outcome-${applicationId}`;
export const rankField = (applicationId: string): string => `rank-${applicationId}`;
export const letterField = (outcome: Outcome): string => `letter-${outcome}`;

/** Everything wrong with a form; where nothing is, those chosen, in the order of their ranks. */
export function checkResult(
  form: ResultForm,
  context: ResultContext,
): { problems: Problem[]; chosen: Chosen[] } {
  const chosen: Chosen[] = [];
  const problems: Problem[] = [];
  const add = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  for (const { applicationId, outcome, rank } of form.lines) {
    if (outcome === 'selected') chosen.push({ applicationId, outcome, rank: null });
    else if (outcome === 'reserve') {
      if (/^[1-9]\d?$/.test(rank)) chosen.push({ applicationId, outcome, rank: Number(rank) });
      else add(rankField(applicationId), '備取請填名次，由 1 起');
    } else if (outcome !== '') add(outcomeField(applicationId), '請選擇正取或備取，或留為未錄取');
    if (rank !== '' && outcome !== 'reserve') add(rankField(applicationId), '只有備取需要名次，請清除');
  }
  const reserves = chosen.filter((c) => c.outcome === 'reserve').sort((a, b) => rankOf(a) - rankOf(b));
  const odd = reserves.find((c, i) => c.rank !== i + 1);
  if (odd && problems.length === 0) add(rankField(odd.applicationId), '備取名次須由 1 起連續，且不可重複');
  const most = context.openings === null ? null : context.openings * RESERVES_FOR_EACH_POST;
  if (context.mode === 'civilService' && most !== null && reserves[most])
    add(rankField(reserves[most].applicationId), `備取不可超過名額的二倍（${most} 人）`);

  if (!isDay(form.settledOn)) add('settledOn', '請輸入甄選結果確定日，例如 115 年 12 月 4 日');
  else {
    if (form.settledOn > context.today) add('settledOn', '甄選結果確定日不可晚於今天');
    else if (reserves.length > 0 && isMonths(form.reserveMonths)) {
      const until = reserveUntil(form.settledOn, Number(form.reserveMonths));
      if (until <= taipeiInstant(context.today)) add('settledOn', '候補期間已過，請確認甄選結果確定日');
    }
  }
  if (reserves.length > 0 && !isMonths(form.reserveMonths)) add('reserveMonths', '請選擇候補期間');
  for (const outcome of Object.keys(OUTCOMES) as Outcome[]) {
    const field = letterField(outcome);
    const text = form.letters[outcome];
    if (text === '') add(field, `請輸入給${OUTCOMES[outcome].name}人員的內容`);
    else if ([...text].length > LETTER_LIMIT) add(field, `內容最多 ${LETTER_LIMIT} 字，請縮短`);
  }
  const selected = chosen.filter((c) => c.outcome === 'selected');
  return { problems, chosen: [...selected, ...reserves] };
}

const rankOf = (c: Chosen): number => c.rank ?? 0;
const isMonths = (text: string): boolean => RESERVE_MONTHS.some((m) => m.code === text);

/**
 * When a reserve list ends: the months run from the day after the result was settled, and end with the day before
 * the one that bears the same number (民法 §120, §121; where a month has none, with its last day).
 * @param settledOn ISO day
 * @returns ISO instant
 * @example reserveUntil('2026-11-24', 3) // 2027-02-24T16:00:00.000Z, the end of 2027-02-24
 */
export function reserveUntil(settledOn: string, months: number): string {
  const begins = addDays(settledOn, 1);
  const index = Number(begins.slice(0, 4)) * 12 + Number(begins.slice(5, 7)) - 1 + months;
  const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  const sameNumber = `${month}-${begins.slice(8)}`;
  if (isDay(sameNumber)) return taipeiInstant(sameNumber);
  const last = ['30', '29', '28'].map((day) => `${month}-${day}`).find(isDay) as string;
  return endOfTaipeiDay(last);
}

/** The end of the reserve list of a result; null without one. */
export const reservedUntil = (r: { settledOn: string; reserveMonths: number | null }): string | null =>
  r.reserveMonths === null ? null : reserveUntil(r.settledOn, r.reserveMonths);

/** What the letters say unless the officer says it otherwise. */
export const LETTERS: Record<Outcome, string> = {
  selected:
    '恭喜您獲選為本職缺的正取人員。報到時間、地點及應備文件，將由聯絡窗口另行與您聯繫，請留意電話與信件。',
  reserve: '您獲選為本職缺的備取人員。正取人員未能報到時，將在候補期間內依名次遞補，屆時由聯絡窗口與您聯繫。',
  notSelected:
    '感謝您應徵本職缺，並花時間準備。應徵者各有所長而名額有限，這次未能錄取您，敬請見諒；誠摯歡迎您再應徵其他職缺。',
};

/** To who was in reserve when a place became free. */
export const MOVED_UP_LETTER =
  '您原為本職缺的備取人員，因正取人員未能報到，依名次遞補為正取人員。報到時間、地點及應備文件，將由聯絡窗口另行與您聯繫；如不克報到，請儘早於「我的應徵」婉拒或告知聯絡窗口。';
