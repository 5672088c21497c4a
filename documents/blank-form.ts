/** R18: the résumé form with nothing entered, from the same definition as the résumés themselves. */
import { emptyResumeRecord } from '../domain/resume-record.ts';
import { type Part, RESUME_PARTS } from '../domain/resume-selection.ts';
import type { Json } from './printable.ts';
import { noteLines, partTables } from './resume-tables.ts';
import { basicBody, partLabel } from './resume-view.ts';

/** When the form last changed: the date of the document, so that the same form has the same bytes. */
const EDITION = [2026, 11, 24];

/** Lines to write on in each part's tables, for a usual career; more go on a further copy. */
const LINES: Partial<Record<Part, number>> = {
  education: 4,
  exams: 4,
  licences: 3,
  experience: 8,
  appraisals: 5,
  rewards: 5,
  skills: 4,
  screening: 3,
  training: 6,
};

/** The document's data for `blank-form.typ`. */
export function blankFormView(): { [key: string]: Json } {
  const nothing = emptyResumeRecord();
  const section = (code: Part): { [key: string]: Json } => {
    if (code === 'basic') return { kind: 'basic', ...basicBody(nothing.basic, true) };
    if (code === 'statement') return { kind: 'text' };
    if (code === 'notes') return { kind: 'pairs', pairs: noteLines(nothing) };
    const lines = LINES[code] ?? 3;
    return { kind: 'tables', tables: partTables(nothing, code).map((table) => ({ ...table, lines })) };
  };
  return {
    documentTitle: '應徵人員履歷表（空白表格）',
    date: EDITION,
    sections: RESUME_PARTS.map(({ code, number, name }) => ({
      label: partLabel(number, name),
      ...section(code),
    })),
  };
}
