/** Agencies, accounts of the back office, applicants, sign-ins. */
import type { Generated } from 'kysely';
import type { Day, Time, TimeNow, TimeOrNull } from './columns.ts';

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
  password_set_at: TimeNow;
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
export interface ApplicantResumeImportTable {
  applicant_id: string;
  parts_enc: Buffer;
  created_at: TimeNow;
}
export interface OneTimeTokenTable {
  token_hash: Buffer;
  purpose: 'confirmMailbox' | 'resetPassword' | 'renewPassword';
  applicant_id: string | null;
  account_id: string | null;
  expires_at: Time;
  used_at: TimeOrNull;
}
export interface MailboxChangeTable {
  token_hash: Buffer;
  applicant_id: string;
  address_enc: Buffer;
  created_at: TimeNow;
  expires_at: Time;
  used_at: TimeOrNull;
}
export interface PastPasswordTable {
  id: Generated<string>;
  account_id: string | null;
  applicant_id: string | null;
  hash: string;
  created_at: TimeNow;
}
export interface WebSessionTable {
  id_hash: Buffer;
  account_id: string | null;
  applicant_id: string | null;
  csrf: string;
  sign_in_way: string;
  created_at: TimeNow;
  password_given_at: TimeNow;
  last_seen_at: TimeNow;
  expires_at: Time;
  revoked_at: TimeOrNull;
}
export interface DeputyTable {
  id: Generated<string>;
  account_id: string;
  deputy_id: string;
  from_day: Day;
  to_day: Day;
  created_at: TimeNow;
  ended_at: TimeOrNull;
}
export interface AccountSettingTable {
  account_id: string;
  digest: boolean;
  reply_alerts: boolean;
  closing_soon: boolean;
  result_approvals: Generated<boolean>;
  notes_returned: Generated<boolean>;
  updated_at: TimeNow;
}
