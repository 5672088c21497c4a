/** Outbox, idempotency keys, audit trail, slots, counters, imports, subscriptions, feeds. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { DraftRoundName } from '../../domain/draft-rounds.ts';
import type { FeedName } from '../../domain/open-data.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { Day, Time, TimeNow, TimeOrNull } from './columns.ts';

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
export interface DraftRoundTable {
  vacancy_no: string;
  name: DraftRoundName;
  edition: string;
  begun_at: TimeNow;
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
/** The open data's texts as they were last made. */
export interface FeedSnapshotTable {
  name: FeedName;
  key: string;
  vacancies: number;
  made_at: Time;
  sha256: Buffer;
  gzipped: Buffer;
}
