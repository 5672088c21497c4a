/** From a vacancy to a row of the official layout: what our own feed writes, and what `mapFeedRow` reads back. */
import { nameOf, PERSONNEL_CATEGORIES, SEXES, workplaceLabel } from './codes.ts';
import type { FeedNewer, FeedRow } from './feed-row.ts';
import { JOB_SERIES } from './job-series.ts';
import { formatRocCompact } from './roc-date.ts';
import type { VacancyContent } from './vacancy-content.ts';

/**
 * The 22 elements of a vacancy. Readers of the official feed expect all of them, dates of seven digits, a leading
 * comma before workplaces, and NUMBER_OF and WORK_PLACE_TYPE never empty.
 * @param publicUrl address of this system without a trailing slash; VIEW_URL ends in `?work_id=<no>` as the
 * official one does
 */
export function toFeedRow(content: VacancyContent, no: string, publicUrl: string): FeedRow {
  const yes = (condition: boolean): string => (condition ? 'Y' : 'N');
  return {
    ORG_NAME: content.agencyName,
    PERSON_KIND: nameOf(PERSONNEL_CATEGORIES, content.personnelCategory),
    RANK: content.grade,
    TITLE: content.title,
    SYSNAM: content.jobSeries === '' ? content.jobSeriesText : nameOf(JOB_SERIES, content.jobSeries),
    NUMBER_OF: content.openings === null ? content.openingsText || '數名' : String(content.openings),
    GENDER_TYPE: nameOf(SEXES, content.sex || 'any'),
    WORK_PLACE_TYPE: content.workplaces.map((code) => `,${workplaceLabel(code)}`).join(''),
    DATE_FROM: formatRocCompact(content.listedFrom),
    DATE_TO: formatRocCompact(content.listedTo),
    IS_HANDICAP: yes(content.conditions.disabled),
    IS_ORIGINAL: yes(content.conditions.indigenous),
    IS_LOCAL_ORIGINAL: yes(content.conditions.indigenousArea),
    // Never Y in 1,106 official rows, and its meaning is not documented.
    IS_TRANING: 'N',
    TYPE: content.rankClasses.join(','),
    VITAE_EMAIL: content.email,
    WORK_QUALITY: content.qualifications,
    WORK_ITEM: content.duties,
    WORK_ADDRESS: content.location,
    CONTACT_METHOD: content.contact,
    URL_LINK: '',
    VIEW_URL: `${publicUrl}/vacancies/${no}?work_id=${no}`,
  };
}

const WORK_TYPES = { civilService: '1', open: '2', none: '3' } as const;

/** The newer elements, for readers that know them. */
export function toFeedExtras(content: VacancyContent): Record<FeedNewer, string> {
  return {
    ORG_ID: content.agencyCode,
    RESERVE_NUM: String(content.reserves),
    Work_Type: content.mode === '' ? '' : WORK_TYPES[content.mode],
    IS_TRANSFER: content.conditions.regionalSecondment ? 'Y' : 'N',
  };
}
