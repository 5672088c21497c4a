import type { FeedVacancy } from '../db/queries/vacancy-import.ts';
import { mapFeedRow } from '../domain/feed-mapping.ts';
import { closesAt, withinTenYears } from '../domain/listing-period.ts';
import type { Problem } from '../domain/problem.ts';
import { addDays, daysBetween } from '../domain/roc-date.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';

export interface PlannedRow {
  /** Place of the row in the file, from 1. */
  row: number;
  /** Line of the file where it begins. */
  line: number;
  vacancy: FeedVacancy;
}
export interface RefusedRow {
  row: number;
  line: number;
  problems: Problem[];
}
export interface ImportPlan {
  accepted: PlannedRow[];
  refused: RefusedRow[];
}

/**
 * What each row of a feed would become. With `shiftFrom` (the file's announcement day) every period moves by
 * the days between it and today; a row whose listing would be over already is refused, as is a number that
 * stands twice in the file.
 */
export function planImport(
  rows: readonly { line: number; row: Readonly<Record<string, string>> }[],
  o: { now: Date; today: string; shiftFrom?: string },
): ImportPlan {
  const days = o.shiftFrom ? daysBetween(o.shiftFrom, o.today) : 0;
  const plan: ImportPlan = { accepted: [], refused: [] };
  const seen = new Map<string, number>();
  for (const [i, { line, row }] of rows.entries()) {
    const place = { row: i + 1, line };
    const mapped = mapFeedRow(row);
    if (!mapped.ok) {
      plan.refused.push({ ...place, problems: mapped.problems });
      continue;
    }
    const content = shift(mapped.content, days);
    const problems: Problem[] = [];
    const earlier = seen.get(mapped.sourceNo);
    if (earlier) problems.push({ field: 'VIEW_URL', message: `work_id 與第 ${earlier} 列相同` });
    if (new Date(closesAt(content)) <= o.now)
      problems.push({ field: 'DATE_TO', message: '上網有效期間已過；若要試用，請加上 --shift-dates' });
    if (!withinTenYears(content.listedFrom, content.listedTo))
      problems.push({ field: 'DATE_TO', message: '上網有效期間超過十年' });
    if (problems.length > 0) plan.refused.push({ ...place, problems });
    else {
      seen.set(mapped.sourceNo, place.row);
      plan.accepted.push({ ...place, vacancy: { sourceNo: mapped.sourceNo, content, flags: mapped.flags } });
    }
  }
  return plan;
}

function shift(content: VacancyContent, days: number): VacancyContent {
  if (days === 0) return content;
  return {
    ...content,
    listedFrom: addDays(content.listedFrom, days),
    listedTo: addDays(content.listedTo, days),
  };
}
