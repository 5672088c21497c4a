import { partLabel } from '../../documents/resume-view.ts';
import { listsOfPart } from '../../domain/resume-fields.ts';
import { deliveredParts, type Part, RESUME_PARTS } from '../../domain/resume-selection.ts';

/** 三、考試或晉升官等（資位）訓練, as the document heads it. */
export function headingOf(part: string): string {
  const found = RESUME_PARTS.find(({ code }) => code === part || listsOfPart(code).some((l) => l === part));
  return found ? partLabel(found.number, found.name) : '';
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
