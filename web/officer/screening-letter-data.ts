/** Telling an applicant of her 資格審查, as posted: whether, with which words, and whether they stand. */
import { cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { addDays, parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import type { ScreeningForm } from '../../domain/screening.ts';
import {
  checkLetter,
  checkTelling,
  DAYS_TO_HAND_IN,
  draftLetter,
  isTold,
  type ScreeningLetter,
  type ToldOutcome,
} from '../../domain/screening-letter.ts';
import { readRocParts, rocName } from '../components/roc-fields.ts';
import { type Posted, text } from './posted.ts';

/** What the form of a decision says about telling. */
export interface Telling {
  tell: boolean;
  /** A letter written already, for a form that came back. */
  kept: Record<string, string>;
  problems: Problem[];
}

const LETTER_FIELDS = ['letter', ...(['y', 'm', 'd'] as const).map((box) => rocName('handInBy', box))];

export function readTelling(body: Posted, decision: ScreeningForm): Telling {
  const tell = text(body, 'tell') === 'yes';
  const written = Object.hasOwn(body, 'letter');
  return {
    tell,
    kept: written ? Object.fromEntries(LETTER_FIELDS.map((name) => [name, text(body, name)])) : {},
    problems: tell ? checkTelling(decision) : [],
  };
}

export interface ReadLetter extends ScreeningLetter {
  outcome: ToldOutcome;
  /** The day as typed. */
  typedDay: RocParts | string;
  problems: Problem[];
  /** Looked at and sent off; otherwise the page with the letter is next. */
  send: boolean;
}

/**
 * The letter of a decision that has no problem of its own; begun for her where none was written yet.
 * @param today ISO day in Taipei
 */
export function readLetter(body: Posted, decision: ScreeningForm, today: string): ReadLetter | null {
  const { outcome, reason } = decision;
  if (!isTold(outcome) || !readTelling(body, decision).tell) return null;
  const asks = outcome === 'supplement';
  if (!Object.hasOwn(body, 'letter')) {
    const handInBy = asks ? addDays(today, DAYS_TO_HAND_IN) : '';
    const begun = { text: draftLetter(outcome, reason), handInBy, typedDay: handInBy };
    return { ...begun, outcome, problems: [], send: false };
  }
  const typedDay = readRocParts(body, 'handInBy');
  const day = parseRocParts(typedDay);
  const letter = { text: cleanText(text(body, 'letter')), handInBy: asks && day.ok ? day.iso : '' };
  const unread = { field: 'handInBy', message: day.ok ? '' : `補件期限：${day.message}` };
  const problems = checkLetter(letter, outcome, today).map((one) =>
    one.field === 'handInBy' && !day.ok ? { ...unread, boxes: day.boxes } : one,
  );
  const step = text(body, 'step') === 'confirm';
  const send = step && problems.length === 0 && text(body, 'do') !== 'preview';
  return { ...letter, typedDay, outcome, problems: step ? problems : [], send };
}
