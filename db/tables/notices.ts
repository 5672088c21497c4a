/** Interview notices, replies and the ledger of mails. */
import type { Generated } from 'kysely';
import type { MailState, NoticeState } from '../../domain/status.ts';
import type { Time, TimeNow, TimeOrNull } from './columns.ts';

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
  offer_id: Generated<string | null>;
  /** Hours before the time taken of an offer until which it can be moved. */
  move_hours: Generated<number>;
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
  interview_at: TimeOrNull;
  replied_at: TimeNow;
}
export interface InterviewSlotTable {
  id: Generated<string>;
  offer_id: string;
  vacancy_no: string;
  agency_id: number;
  starts_at: Time;
  notice_id: string | null;
}
/** 通知範本 */
export interface NoticeTextTable {
  id: Generated<string>;
  agency_id: number;
  name: string;
  content: string;
  version: Generated<number>;
  saved_by: string;
  saved_at: TimeNow;
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
