import type {
  ApplicationDraftTable,
  ApplicationNoteTable,
  ApplicationTable,
  AttachmentTable,
  BlobTable,
  DataKeyTable,
  ResumeDocumentTable,
  RetrievalItemTable,
  RetrievalTable,
  ScreeningLetterTable,
  ScreeningTable,
} from './tables/applications.ts';
import type {
  AuditEventTable,
  AuditSealTable,
  DraftRoundTable,
  FeedSnapshotTable,
  HolidayTable,
  IdempotencyTable,
  NewsletterSubscriptionTable,
  OutboxTable,
  ProductionSlotTable,
  ReconcileReportTable,
  VacancyImportTable,
  VisitCounterTable,
  VisitSeenTable,
} from './tables/machinery.ts';
import type {
  InterviewNoticeTable,
  InterviewReplyTable,
  InterviewSlotTable,
  MailDeliveryTable,
  NoticeTextTable,
} from './tables/notices.ts';
import type {
  AccountAgencyTable,
  AccountSettingTable,
  AccountTable,
  AgencyTable,
  ApplicantResumeImportTable,
  ApplicantResumeTable,
  ApplicantTable,
  DeputyTable,
  MailboxChangeTable,
  OneTimeTokenTable,
  PastPasswordTable,
  WebSessionTable,
} from './tables/people.ts';
import type { ApplicationResultTable, ResultDraftTable, VacancyResultTable } from './tables/results.ts';
import type {
  ListedVacancyTable,
  ListingNoteTable,
  VacancyFileTable,
  VacancyNoCounterTable,
  VacancyRevisionTable,
  VacancyTable,
  VacancyTemplateTable,
} from './tables/vacancies.ts';

export type { OutboxKind } from './tables/machinery.ts';
export type { AccountRole } from './tables/people.ts';

/** The tables as the code sees them; db/migrations is the truth. */
export interface DB {
  agency: AgencyTable;
  account: AccountTable;
  account_agency: AccountAgencyTable;
  account_setting: AccountSettingTable;
  deputy: DeputyTable;
  applicant: ApplicantTable;
  applicant_resume: ApplicantResumeTable;
  applicant_resume_import: ApplicantResumeImportTable;
  one_time_token: OneTimeTokenTable;
  mailbox_change: MailboxChangeTable;
  past_password: PastPasswordTable;
  web_session: WebSessionTable;
  vacancy: VacancyTable;
  listed_vacancy: ListedVacancyTable;
  listing_note: ListingNoteTable;
  vacancy_no_counter: VacancyNoCounterTable;
  vacancy_file: VacancyFileTable;
  vacancy_revision: VacancyRevisionTable;
  vacancy_template: VacancyTemplateTable;
  application: ApplicationTable;
  application_draft: ApplicationDraftTable;
  data_key: DataKeyTable;
  blob: BlobTable;
  resume_document: ResumeDocumentTable;
  attachment: AttachmentTable;
  retrieval: RetrievalTable;
  retrieval_item: RetrievalItemTable;
  screening: ScreeningTable;
  screening_letter: ScreeningLetterTable;
  application_note: ApplicationNoteTable;
  interview_notice: InterviewNoticeTable;
  interview_reply: InterviewReplyTable;
  interview_slot: InterviewSlotTable;
  notice_text: NoticeTextTable;
  mail_delivery: MailDeliveryTable;
  result_draft: ResultDraftTable;
  vacancy_result: VacancyResultTable;
  application_result: ApplicationResultTable;
  outbox: OutboxTable;
  idempotency: IdempotencyTable;
  audit_event: AuditEventTable;
  audit_seal: AuditSealTable;
  draft_round: DraftRoundTable;
  production_slot: ProductionSlotTable;
  visit_counter: VisitCounterTable;
  visit_seen: VisitSeenTable;
  holiday: HolidayTable;
  newsletter_subscription: NewsletterSubscriptionTable;
  feed_snapshot: FeedSnapshotTable;
  vacancy_import: VacancyImportTable;
  reconcile_report: ReconcileReportTable;
}
