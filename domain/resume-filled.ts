import { listsOfPart } from './resume-fields.ts';
import type { ResumeRecord } from './resume-record.ts';
import { rowsOf } from './resume-rows.ts';
import { type Part, RESUME_PARTS } from './resume-selection.ts';

/** How much of a part is filled in: 3 筆, 已填, 1,204 字; '' when nothing is. */
export function filledWords(record: ResumeRecord, part: Part): string {
  if (part === 'statement') {
    const length = [...record.statement].length;
    return length > 0 ? `${length.toLocaleString('en')} 字` : '';
  }
  if (part === 'basic') return record.basic.idNumber ? '已填' : '';
  if (part === 'notes') return Object.values(record.notes).some((value) => value !== '') ? '已填' : '';
  const rows = listsOfPart(part).reduce((sum, list) => sum + rowsOf(record, list).length, 0);
  return rows > 0 ? `${rows} 筆` : '';
}

/** What a record holds, part by part and nothing of what it says: `學歷 2 筆`. */
export const filledParts = (record: ResumeRecord): string[] =>
  RESUME_PARTS.map(({ code, name }) => ({ name, words: filledWords(record, code) }))
    .filter(({ words }) => words !== '')
    .map(({ name, words }) => (words === '已填' ? name : `${name} ${words}`));
