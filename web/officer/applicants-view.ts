/** What the page of a vacancy's applicants shows. */
import type { ApplicantMarks, ApplicantRow } from '../../db/queries/applicants-page.ts';
import type { ApplicantsOverview } from '../../db/queries/applicants-states.ts';
import type { ScanCounts } from '../../db/queries/attachment-scans.ts';
import type { VacancyHead } from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import type { PageContext } from '../view.ts';
import type { Narrowing } from './applicants-narrowing.tsx';
import type { TickedElsewhere } from './applicants-ticked.tsx';
import type { PersonSearch } from './sealed-search.ts';

export interface ApplicantsView {
  ctx: PageContext;
  vacancy: VacancyHead;
  overview: ApplicantsOverview;
  rows: readonly ApplicantRow[];
  total: number;
  page: number;
  marks: ApplicantMarks;
  /** What the virus scanner said of each one's attachments; empty where none is configured. */
  scans: ReadonlyMap<string, ScanCounts>;
  ticked: { resume: ReadonlySet<string>; notice: ReadonlySet<string> };
  /** Those ticked on other pages. */
  elsewhere: TickedElsewhere;
  narrowing: Narrowing;
  /** What the narrowing's sealed search says. */
  search: PersonSearch;
  /** R70, as typed; it never stands in an address. */
  idNumber: string;
  /** Part of a name, as typed; it stands in no address either. */
  name: string;
  problems: readonly Problem[];
  formKey: string;
  /** Retrieving and exporting ask for the password once more. */
  stepUp: boolean;
  now: Date;
}
