/** 甄選結果 as posted, read and checked without HTTP. */
import type { DrawnUp } from '../../db/queries/result-draft.ts';
import type { Candidate } from '../../db/queries/result-view.ts';
import { cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  type Chosen,
  checkResult,
  LETTERS,
  letterField,
  type Outcome,
  outcomeField,
  RESERVE_MONTHS,
  type ResultContext,
  type ResultForm,
  rankField,
} from '../../domain/result-rules.ts';
import { parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import { readRocParts } from '../components/roc-fields.ts';
import { type Posted, text } from './posted.ts';

export interface ReadResult {
  form: ResultForm;
  /** The day as typed. */
  settledOn: RocParts | string;
  problems: Problem[];
  /** Where there is no problem: those chosen, by rank. */
  chosen: Chosen[];
}

export function readResult(
  body: Posted,
  candidates: readonly Candidate[],
  context: ResultContext,
): ReadResult {
  const settledOn = readRocParts(body, 'settledOn');
  const day = parseRocParts(settledOn);
  const letter = (outcome: Outcome): string => cleanText(text(body, letterField(outcome)));
  const form: ResultForm = {
    lines: candidates.map(({ id }) => ({
      applicationId: id,
      outcome: text(body, outcomeField(id)),
      rank: text(body, rankField(id)).normalize('NFKC').trim(),
    })),
    settledOn: day.ok ? day.iso : '',
    reserveMonths: text(body, 'reserveMonths'),
    letters: { selected: letter('selected'), reserve: letter('reserve'), notSelected: letter('notSelected') },
  };
  const { problems, chosen } = checkResult(form, context);
  if (day.ok) return { form, settledOn, problems, chosen };
  const unread = { field: 'settledOn', message: `甄選結果確定日：${day.message}`, boxes: day.boxes };
  return {
    form,
    settledOn,
    problems: problems.map((p) => (p.field === 'settledOn' ? unread : p)),
    chosen,
  };
}

/** An empty form: nobody is chosen beforehand. */
export const emptyResult = (candidates: readonly Candidate[]): ReadResult => ({
  form: {
    lines: candidates.map(({ id }) => ({ applicationId: id, outcome: '', rank: '' })),
    settledOn: '',
    reserveMonths: '',
    letters: LETTERS,
  },
  settledOn: '',
  problems: [],
  chosen: [],
});

/** What `drawUpResult` takes of a form without problems. */
export function resultRequest({ form, chosen }: ReadResult): DrawnUp {
  const months = RESERVE_MONTHS.find((m) => m.code === form.reserveMonths);
  const reserve = chosen.some((c) => c.outcome === 'reserve') && months ? Number(months.code) : null;
  return { chosen, settledOn: form.settledOn, reserveMonths: reserve, letters: form.letters };
}

/** The form of what was drawn up before, to change it. */
export function drawnResult(drawn: DrawnUp, candidates: readonly Candidate[]): ReadResult {
  const chosen = new Map(drawn.chosen.map((c) => [c.applicationId, c]));
  const form = {
    lines: candidates.map(({ id }) => ({
      applicationId: id,
      outcome: chosen.get(id)?.outcome ?? '',
      rank: String(chosen.get(id)?.rank ?? ''),
    })),
    settledOn: drawn.settledOn,
    reserveMonths: String(drawn.reserveMonths ?? ''),
    letters: drawn.letters,
  };
  return { form, settledOn: drawn.settledOn, problems: [], chosen: [...drawn.chosen] };
}
