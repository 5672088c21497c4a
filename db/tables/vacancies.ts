/** Vacancies, their revisions and numbers. */
import type { ColumnType, Generated } from 'kysely';
import type { RetrievalMode } from '../../domain/codes.ts';
import type { ListingAct, ListingNoteState } from '../../domain/listing-note.ts';
import type { ScanState } from '../../domain/scan.ts';
import type { ReviewOutcome, RevisionState, Stage } from '../../domain/status.ts';
import type { VacancyBrief, VacancyContent } from '../../domain/vacancy-content.ts';
import type { VacancyFileType } from '../../domain/vacancy-files.ts';
import type { Day, Time, TimeNow, TimeOrNull } from './columns.ts';

export interface VacancyTable {
  no: string;
  agency_id: number;
  content: ColumnType<VacancyContent, string, string>;
  version: Generated<number>;
  revision: Generated<number>;
  review_outcome: Generated<ReviewOutcome>;
  stage: Generated<Stage>;
  mode: RetrievalMode | null;
  title: Generated<string>;
  personnel_category: Generated<string>;
  job_series: Generated<string>;
  workplaces: Generated<string[]>;
  rank_classes: Generated<string[]>;
  listed_from: Day | null;
  listed_to: Day | null;
  opens_at: TimeOrNull;
  closes_at: TimeOrNull;
  search_text: Generated<string>;
  origin: Generated<'form' | 'feed'>;
  source_no: string | null;
  flags: Generated<string[]>;
  process: Generated<'workflow' | 'none'>;
  created_by: string | null;
  handler_id: string | null;
  created_at: TimeNow;
  updated_at: TimeNow;
  published_on: Day | null;
  submitted_at: TimeOrNull;
  decided_at: TimeOrNull;
  decided_by: string | null;
  return_reasons: ColumnType<
    { field: string; message: string }[] | null,
    string | null | undefined,
    string | null
  >;
  workflow_started_at: TimeOrNull;
  listed_at: TimeOrNull;
  closed_at: TimeOrNull;
  ending_reason: string | null;
  withdrawn_at: TimeOrNull;
  withdraw_reason: string | null;
  withdrawn_from: 'preparing' | 'scheduled' | 'listed' | null;
  result_at: TimeOrNull;
  archived_at: TimeOrNull;
  final_counts: ColumnType<Record<string, number> | null, string | null | undefined, string | null>;
  extended_at: TimeOrNull;
  first_listed_to: Day | null;
}
/** What is listed now, for the public's search; kept by a trigger on `vacancy`. */
export interface ListedVacancyTable {
  no: string;
  listed_at: Time;
  closes_at: Time;
  updated_at: Time;
  listed_from: Day | null;
  listed_to: Day | null;
  mode: RetrievalMode | null;
  personnel_category: string;
  job_series: string;
  workplaces: string[];
  rank_classes: string[];
  conditions: string[];
  agency: string;
  search_text: string;
  grams: string[];
  agency_id: number;
  brief: ColumnType<VacancyBrief, never, never>;
}
/** A file of a vacancy; which of them a registration has is said by its content. */
export interface VacancyFileTable {
  id: Generated<string>;
  agency_id: number;
  /** Null until a registration that names it is saved. */
  vacancy_no: string | null;
  name: string;
  media_type: VacancyFileType;
  size: number;
  digest: string;
  blob_id: string;
  added_by: string;
  added_at: TimeNow;
  scan_state: Generated<ScanState>;
  scanned_at: TimeOrNull;
}
/** 延長, 提前截止 in the officer's own words */
export interface ListingNoteTable {
  id: Generated<string>;
  vacancy_no: string;
  agency_id: number;
  act: ListingAct;
  key: string;
  state: Generated<ListingNoteState>;
  body: string;
  written_by: string;
  written_at: TimeNow;
  decided_by: string | null;
  decided_at: TimeOrNull;
  why_returned: string | null;
}
export interface VacancyTemplateTable {
  id: Generated<string>;
  agency_id: number;
  name: string;
  content: ColumnType<VacancyContent, string, never>;
  created_by: string;
  created_at: TimeNow;
}
export interface VacancyNoCounterTable {
  month: string;
  last: number;
}
export interface VacancyRevisionTable {
  vacancy_no: string;
  number: number;
  agency_id: number;
  content: ColumnType<VacancyContent, string, string>;
  state: RevisionState;
  submitted_by: string | null;
  submitted_at: TimeNow;
  decided_by: string | null;
  decided_at: TimeOrNull;
  reasons: ColumnType<{ field: string; message: string }[] | null, string | null | undefined, string | null>;
}
