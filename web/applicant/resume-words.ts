import { partLabel } from '../../documents/resume-view.ts';
import { listsOfPart } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { rowsOf } from '../../domain/resume-rows.ts';
import { deliveredParts, type Part, RESUME_PARTS } from '../../domain/resume-selection.ts';

/** 三、考試或晉升官等（資位）訓練, as the document heads it. */
export function headingOf(part: string): string {
  const found = RESUME_PARTS.find(({ code }) => code === part || listsOfPart(code).some((l) => l === part));
  return found ? partLabel(found.number, found.name) : '';
}

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

/** Who a part goes to. */
export function deliveryWords(part: Part): string {
  const nothingTicked = { allSections: false, sections: [] };
  if (deliveredParts('civilService', nothingTicked).includes(part)) return '每次應徵都送交';
  const civil = '公務人員職缺有勾選時才送交';
  return deliveredParts('open', nothingTicked).includes(part)
    ? `${civil}；不須具任用資格職缺一律送交`
    : civil;
}
