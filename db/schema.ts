import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { RetrievalMode } from '../domain/codes.ts';
import type {
  ApplicationState,
  MailState,
  NoticeState,
  ProductionState,
  ReplyStatus,
  ReviewOutcome,
  RevisionState,
  Stage,
} from '../domain/status.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';

/** timestamptz: a Date when read, a Date or ISO string when written. */
type Time = ColumnType<Date, Date | string, Date | string>;
type TimeNow = ColumnType<Date, Date | string | undefined, Date | string>;
type TimeOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** date: 'YYYY-MM-DD' both ways (see connection.ts). */
type Day = string;

export interface AgencyTable {
  id: Generated<number>;
  code: string;
  name: string;
  address: Generated<string>;
  phone: Generated<string>;
  extension: Generated<string>;
  provisional: Generated<boolean>;
  created_at: TimeNow;
}
export type AccountRole = 'officer' | 'reviewer' | 'agencyAdmin' | 'operator' | 'auditor';
export interface AccountTable {
  id: Generated<string>;
  login: string;
  password_hash: string;
  name: string;
  email: string;
  phone: Generated<string>;
  role: AccountRole;
  failed_count: Generated<number>;
  locked_until: TimeOrNull;
  disabled_at: TimeOrNull;
  last_sign_in_at: TimeOrNull;
  previous_sign_in_at: TimeOrNull;
  created_at: TimeNow;
}
export interface AccountAgencyTable {
  account_id: string;
  agency_id: number;
}
export interface ApplicantTable {
  id: Generated<string>;
  email_index: Buffer;
  password_hash: string;
  wrapped_key: Buffer;
  profile_enc: Buffer;
  confirmed_at: TimeOrNull;
  failed_count: Generated<number>;
  locked_until: TimeOrNull;
  last_sign_in_at: TimeOrNull;
  created_at: TimeNow;
}
export interface ApplicantResumeTable {
  applicant_id: string;
  record_enc: Buffer;
  version: Generated<number>;
  updated_at: TimeNow;
}
export interface OneTimeTokenTable {
  token_hash: Buffer;
  purpose: 'confirmMailbox' | 'resetPassword';
  applicant_id: string | null;
  account_id: string | null;
  expires_at: Time;
  used_at: TimeOrNull;
}
export interface WebSessionTable {
  id_hash: Buffer;
  account_id: string | null;
  applicant_id: string | null;
  csrf: string;
  sign_in_way: string;
  created_at: TimeNow;
  last_seen_at: TimeNow;
  expires_at: Time;
  revoked_at: TimeOrNull;
}
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
  id_index: Buffer | null;
  production_state: Generated<ProductionState>;
  produced_at: TimeOrNull;
  production_error: string | null;
  reply_status: Generated<ReplyStatus>;
  live_notice_id: string | null;
  child_started_at: TimeOrNull;
  process: Generated<'workflow' | 'none'>;
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
  application_id: string;
  agency_id: number;
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
export interface InterviewNoticeTable {
  id: string;
  application_id: string;
  vacancy_no: string;
  agency_id: number;
  applicant_id: string | null;
  batch_id: string | null;
  version: Generated<number>;
  state: Generated<NoticeState>;
  replaces: string | null;
  body_enc: Buffer | null;
  interview_at: TimeOrNull;
  reply_by: Time;
  token_key_id: string;
  token_hash: Buffer;
  reply: 'accepted' | 'declined' | null;
  reply_version: Generated<number>;
  replied_at: TimeOrNull;
  created_by: string;
  created_at: TimeNow;
}
export interface InterviewReplyTable {
  notice_id: string;
  reply_version: number;
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  reply: 'accepted' | 'declined';
  message_enc: Buffer | null;
  replied_at: TimeNow;
}
export interface MailDeliveryTable {
  id: Generated<string>;
  key: string;
  kind: string;
  vacancy_no: string | null;
  application_id: string | null;
  notice_id: string | null;
  applicant_id: string | null;
  account_id: string | null;
  agency_id: number | null;
  reply_version: number | null;
  secret_enc: Buffer | null;
  message_id: string;
  state: Generated<MailState>;
  attempts: Generated<number>;
  last_code: string | null;
  created_at: TimeNow;
  sending_at: TimeOrNull;
  handed_over_at: TimeOrNull;
  updated_at: TimeNow;
}
export type OutboxKind = 'startVacancy' | 'signalVacancy' | 'signalApplication' | 'startMail';
export interface OutboxTable {
  id: Generated<string>;
  key: string;
  kind: OutboxKind;
  target: string;
  signal: string | null;
  subject_id: string | null;
  version: Generated<number>;
  created_at: TimeNow;
  available_at: TimeNow;
  claimed_until: TimeOrNull;
  attempts: Generated<number>;
  last_code: string | null;
  done_at: TimeOrNull;
  done_reason: 'sent' | 'moot' | null;
  parked_at: TimeOrNull;
}
export interface IdempotencyTable {
  key: string;
  actor: string;
  act: string;
  result: JSONColumnType<Record<string, unknown>> | null;
  created_at: TimeNow;
}
export interface AuditEventTable {
  id: Generated<string>;
  at: TimeNow;
  actor_kind: string;
  actor_id: string | null;
  agency_id: number | null;
  act: string;
  subject_kind: string;
  subject_id: string | null;
  why: string | null;
  request_id: string | null;
  workflow_id: string | null;
  details: ColumnType<Record<string, unknown> | null, string | null | undefined, never>;
}
export interface AuditSealTable {
  seq: string;
  event_id: string;
  prev: Buffer;
  hash: Buffer;
  sealed_at: TimeNow;
}
export interface ProductionSlotTable {
  slot: string;
  produced: Generated<number>;
  failed: Generated<number>;
  late: Generated<boolean>;
  finished_at: TimeNow;
}
export interface VisitCounterTable {
  day: Day;
  visits: Generated<string>;
}
export interface VisitSeenTable {
  day: Day;
  visitor: Buffer;
  last_seen_at: TimeNow;
}
export interface HolidayTable {
  day: Day;
  name: string;
  is_workday: Generated<boolean>;
  /** Where the day comes from: the announcement, or the rule it was computed by. */
  source: Generated<string>;
  computed: Generated<boolean>;
}
export interface VacancyImportTable {
  id: Generated<string>;
  account_id: string;
  format: 'xlsx' | 'ods' | 'csv' | 'xml';
  target: 'draft' | 'review';
  row_count: number;
  rows: ColumnType<
    { row: number; agencyId: number; content: VacancyContent; notes: string[] }[] | null,
    string | null | undefined,
    string | null
  >;
  created_at: TimeNow;
  applied_at: TimeOrNull;
  undone_at: TimeOrNull;
  nos: Generated<string[]>;
}
export interface ReconcileReportTable {
  id: Generated<string>;
  finished_at: TimeNow;
  report: JSONColumnType<Record<string, unknown>>;
}

export interface NewsletterSubscriptionTable {
  id: string;
  /** Null once ended, like the two below. */
  email_index: Buffer | null;
  wrapped_key: Buffer | null;
  profile_enc: Buffer | null;
  frequency: 'daily' | 'weekly';
  confirm_hash: Buffer | null;
  confirm_until: TimeOrNull;
  confirmed_at: TimeOrNull;
  token_key_id: string;
  token_hash: Buffer;
  asked_at: TimeNow;
  covered_until: TimeOrNull;
  ended_at: TimeOrNull;
  created_at: TimeNow;
}

/** The tables as the code sees them; db/migrations is the truth. */
export interface DB {
  agency: AgencyTable;
  account: AccountTable;
  account_agency: AccountAgencyTable;
  applicant: ApplicantTable;
  applicant_resume: ApplicantResumeTable;
  one_time_token: OneTimeTokenTable;
  web_session: WebSessionTable;
  vacancy: VacancyTable;
  listed_vacancy: ListedVacancyTable;
  vacancy_no_counter: VacancyNoCounterTable;
  vacancy_revision: VacancyRevisionTable;
  application: ApplicationTable;
  data_key: DataKeyTable;
  blob: BlobTable;
  resume_document: ResumeDocumentTable;
  attachment: AttachmentTable;
  retrieval: RetrievalTable;
  retrieval_item: RetrievalItemTable;
  interview_notice: InterviewNoticeTable;
  interview_reply: InterviewReplyTable;
  mail_delivery: MailDeliveryTable;
  outbox: OutboxTable;
  idempotency: IdempotencyTable;
  audit_event: AuditEventTable;
  audit_seal: AuditSealTable;
  production_slot: ProductionSlotTable;
  visit_counter: VisitCounterTable;
  visit_seen: VisitSeenTable;
  holiday: HolidayTable;
  newsletter_subscription: NewsletterSubscriptionTable;
  vacancy_import: VacancyImportTable;
  reconcile_report: ReconcileReportTable;
}
