/** What a résumé brought in would change, in the words of the printed document. */
import { noteLines, partTables } from '../../documents/resume-tables.ts';
import { listsOfPart } from '../../domain/resume-fields.ts';
import type { ResumeParts } from '../../domain/resume-parts.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { type Part, RESUME_PARTS } from '../../domain/resume-selection.ts';
import { BASIC_FIELDS } from '../../domain/resume-single-fields.ts';
import { factsOf } from './resume-form-data.ts';

export interface PartDifference {
  part: Part;
  /** Lines that go, come, and stay. */
  gone: string[];
  added: string[];
  same: number;
}

/** The parts the file gives, in the order of the form. */
export function differencesOf(now: ResumeRecord, then: ResumeRecord, given: ResumeParts): PartDifference[] {
  return RESUME_PARTS.filter(({ code }) => isGiven(code, given)).map(({ code }) => {
    const [before, after] = [linesOf(now, code), linesOf(then, code)];
    const gone = without(before, after);
    const added = without(after, before);
    const same = before.length - gone.length;
    if (code === 'basic' && now.basic.photo !== then.basic.photo) {
      if (now.basic.photo !== '') gone.push('照片：目前的照片');
      if (then.basic.photo !== '') added.push('照片：檔案內的照片');
    }
    return { part: code, gone, added, same };
  });
}

const isGiven = (part: Part, given: ResumeParts): boolean => {
  const lists = listsOfPart(part);
  return lists.length > 0 ? lists.some((list) => list in given) : part in given;
};

function linesOf(record: ResumeRecord, part: Part): string[] {
  if (part === 'statement') return record.statement.split('\n').filter((line) => line.trim() !== '');
  if (part === 'notes') return labelled(noteLines(record));
  if (part === 'basic')
    return labelled(factsOf(BASIC_FIELDS, record.basic).map(({ term, value }) => [term, value]));
  return partTables(record, part).flatMap((table) =>
    table.rows.map((cells) =>
      cells
        .filter((cell) => cell !== '')
        .join('　')
        .replaceAll('\n', ' '),
    ),
  );
}

const labelled = (pairs: readonly string[][]): string[] =>
  pairs.filter(([, value]) => value !== '').map(([term, value]) => `${term}：${value}`);

/** The lines of `all` that are not in `others`; a line that stands twice has to be there twice. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
