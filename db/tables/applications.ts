/** Applications, their keys, documents and retrievals. */
import type { Generated } from 'kysely';
import type { ScanState } from '../../domain/scan.ts';
import type { ScreeningOutcome } from '../../domain/screening.ts';
import type { ToldOutcome } from '../../domain/screening-letter.ts';
import type { ApplicationState, ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Day, Time, TimeNow, TimeOrNull } from './columns.ts';

export interface ApplicationTable {
  id: string;
  no: string;
  vacancy_no: string;
  agency_id: number;
  applicant_id: string | null;
  mode: 'civilService' | 'open';
  revision: number;
  version: Generated<number>;
  state: Generated<ApplicationState>;
  submitted_at: Time;
  updated_at: TimeNow;
  consent_at: Time;
  withdrawn_at: TimeOrNull;
  ended_at: TimeOrNull;
  brief_enc: Buffer | null;
  record_enc: Buffer | null;
  particulars_enc: Buffer | null;
  id_index: Buffer | null;
  production_state: Generated<ProductionState>;
  produced_at: TimeOrNull;
  production_error: string | null;
  reply_status: Generated<ReplyStatus>;
  live_notice_id: string | null;
  child_started_at: TimeOrNull;
  process: Generated<'workflow' | 'none'>;
}
export interface ApplicationDraftTable {
  id: Generated<string>;
  vacancy_no: string;
  applicant_id: string;
  fields_enc: Buffer;
  version: Generated<number>;
  form_key: string;
  created_at: TimeNow;
  updated_at: TimeNow;
}
export interface DataKeyTable {
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  wrapped: Buffer;
  created_at: TimeNow;
}
export interface BlobTable {
  id: Generated<string>;
  /** Null for a file of a vacancy. */
  application_id: string | null;
  agency_id: number | null;
  applicant_id: string | null;
  sha256: Buffer;
  size: number;
  bytes: Buffer;
  created_at: TimeNow;
}
export interface ResumeDocumentTable {
  id: Generated<string>;
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  application_version: number;
  blob_id: string;
  pages: number;
  font_hash: string;
  missing_characters: Generated<number>;
  missing_enc: Buffer | null;
  produced_at: TimeNow;
}
export interface AttachmentTable {
  id: Generated<string>;
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  application_version: number;
  seq: number;
  media_type: string;
  size: number;
  name_enc: Buffer;
  blob_id: string;
  scan_state: Generated<ScanState>;
  scanned_at: TimeOrNull;
}
export interface RetrievalTable {
  id: Generated<string>;
  vacancy_no: string;
  agency_id: number;
  account_id: string;
  purpose: string;
  retrieved_at: TimeNow;
}
export interface RetrievalItemTable {
  retrieval_id: string;
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  application_version: number;
  purpose: string;
  retrieved_at: TimeNow;
}
export interface ScreeningTable {
  application_id: string;
  version: number;
  latest: Generated<boolean>;
  vacancy_no: string;
  agency_id: number;
  outcome: ScreeningOutcome;
  reason: Generated<string>;
  text_enc: Buffer | null;
  account_id: string;
  decided_at: TimeNow;
}
export interface ScreeningLetterTable {
  application_id: string;
  version: number;
  agency_id: number;
  applicant_id: string | null;
  outcome: ToldOutcome;
  hand_in_by: Day | null;
  letter_enc: Buffer | null;
  told_at: TimeNow;
}
export interface ApplicationNoteTable {
  id: string;
  application_id: string;
  agency_id: number;
  account_id: string;
  body_enc: Buffer;
  created_at: TimeNow;
}
