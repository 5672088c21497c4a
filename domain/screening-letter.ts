/** What an applicant is told of her 資格審查, when an officer chooses to tell her. */
import type { Problem } from './problem.ts';
import {
  SCREENING_OUTCOMES,
  type ScreeningForm,
  type ScreeningOutcome,
  screeningReason,
} from './screening.ts';
import { isDay } from './taipei-time.ts';

export type ToldOutcome = Exclude<ScreeningOutcome, 'none'>;
export interface ScreeningLetter {
  text: string;
  /** 補件期限, ISO day; '' unless papers are asked for. */
  handInBy: string;
}

export const MAX_SCREENING_LETTER = 2_000;
/** Days from today that a form begins with. */
export const DAYS_TO_HAND_IN = 7;

export const isTold = (outcome: string): outcome is ToldOutcome =>
  outcome !== 'none' && Object.hasOwn(SCREENING_OUTCOMES, outcome);

/** The words a letter begins with; the officer's own 說明 stays among officers. */
export function draftLetter(outcome: ToldOutcome, reason: string): string {
  const why = reason.startsWith('other') ? '' : screeningReason({ reason, text: '' });
  if (outcome === 'supplement')
    return `經審查您的應徵資料，尚需補充${why ? `（${why}）` : ''}：\n一、\n請於補件期限前送達聯絡窗口。職缺截止前，您也可以登入「我的應徵」修改應徵資料、上傳文件。逾期未補者，依現有資料審查。`;
  if (outcome === 'unqualified')
    return `經審查您的應徵資料，與本職缺公告之資格條件不符${why ? `（${why}）` : ''}，未能列入後續甄選。感謝您的應徵。`;
  return '經審查您的應徵資料，符合本職缺公告之資格條件。後續甄選時程將另行通知。';
}

/** Everything wrong with a letter. @param today ISO day in Taipei */
export function checkLetter(letter: ScreeningLetter, outcome: ToldOutcome, today: string): Problem[] {
  const problems: Problem[] = [];
  const { text, handInBy } = letter;
  if (outcome === 'supplement') {
    if (!isDay(handInBy))
      problems.push({ field: 'handInBy', message: '請輸入補件期限，例如 115 年 12 月 4 日' });
    else if (handInBy < today)
      problems.push({ field: 'handInBy', message: '補件期限已過，請改為今日或以後的日期' });
  }
  if (text === '') problems.push({ field: 'letter', message: '請輸入信件內容' });
  else if (outcome === 'supplement' && /^一、\s*$/m.test(text))
    problems.push({ field: 'letter', message: '請在「一、」之後寫明要補送的文件或說明' });
  if ([...text].length > MAX_SCREENING_LETTER)
    problems.push({ field: 'letter', message: `信件內容最多 ${MAX_SCREENING_LETTER} 字，請縮短` });
  return problems;
}

/** Whether a form of a decision may ask for a letter. */
export function checkTelling({ outcome }: Pick<ScreeningForm, 'outcome'>): Problem[] {
  return outcome === 'none' ? [{ field: 'tell', message: '恢復為未審查時不寄信，請取消勾選' }] : [];
}
