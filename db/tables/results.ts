/** 甄選結果 of a vacancy and of each of its applicants. */
import type { ColumnType, Generated } from 'kysely';
import type { Chosen, Outcome } from '../../domain/result-rules.ts';
import type { Day, TimeNow, TimeOrNull } from './columns.ts';

export interface VacancyResultTable {
  vacancy_no: string;
  agency_id: number;
  settled_on: Day;
  reserve_months: number | null;
  /** Null: sent before results were approved. */
  drawn_by: string | null;
  sent_by: string;
  sent_at: TimeNow;
}
export interface ResultDraftTable {
  vacancy_no: string;
  agency_id: number;
  version: Generated<number>;
  state: 'waiting' | 'returned';
  chosen: ColumnType<Chosen[], string, string>;
  settled_on: Day;
  reserve_months: number | null;
  wrapped_key: Buffer;
  letters_enc: Buffer;
  drawn_by: string;
  drawn_at: TimeNow;
  returned_by: string | null;
  returned_at: TimeOrNull;
  reason_enc: Buffer | null;
}
export interface ApplicationResultTable {
  application_id: string;
  vacancy_no: string;
  agency_id: number;
  applicant_id: string | null;
  version: Generated<number>;
  outcome: Outcome;
  rank: number | null;
  reserve_until: TimeOrNull;
  reserve_ended_at: TimeOrNull;
  letter_enc: Buffer | null;
  decided_by: string;
  decided_at: TimeNow;
  declined_at: TimeOrNull;
  declined_by: string | null;
  stands_in_for: string | null;
}
