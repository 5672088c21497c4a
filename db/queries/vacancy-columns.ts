import { nameOf, PERSONNEL_CATEGORIES, workplaceLabel } from '../../domain/codes.ts';
import { closesAt, opensAt } from '../../domain/listing-period.ts';
import { foldSearch } from '../../domain/search-text.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';

/** The columns of `vacancy` that repeat parts of its content, for lists, locks and search. */
export function columnsOf(no: string, content: VacancyContent) {
  return {
    content: JSON.stringify(content),
    mode: content.mode === '' ? null : content.mode,
    title: content.title,
    personnel_category: content.personnelCategory,
    job_series: content.jobSeries,
    workplaces: content.workplaces,
    rank_classes: [...content.rankClasses],
    listed_from: content.listedFrom || null,
    listed_to: content.listedTo || null,
    opens_at: content.listedFrom ? opensAt(content) : null,
    closes_at: content.listedTo ? closesAt(content) : null,
    search_text: foldSearch(
      [
        no,
        content.title,
        content.agencyName,
        content.grade,
        content.jobSeriesText,
        nameOf(PERSONNEL_CATEGORIES, content.personnelCategory),
        ...content.workplaces.map(workplaceLabel),
        content.qualifications,
        content.duties,
      ].join('\n'),
    ),
  };
}
