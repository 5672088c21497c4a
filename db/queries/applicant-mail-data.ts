import { sql } from 'kysely';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { NoticeState, Stage } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import {
  type Brief,
  loadDataKey,
  type NoticeBody,
  openBrief,
  openNoticeBody,
  openRecord,
  openReplyMessage,
} from '../personal.ts';

/** What every mail about one application says, and to whom it goes. */
export interface ApplicationMailData {
  ids: { application_id: string; applicant_id: string | null; agency_id: number };
  to: Brief;
  vacancyNo: string;
  title: string;
  vacancyStage: Stage;
  agencyName: string;
  mode: 'civilService' | 'open';
  applicationNo: string;
  version: number;
  submittedAt: Date;
  updatedAt: Date;
  /** An interview notice is in force and not declined. */
  invited: boolean;
  /** Files handed in with the newest version. */
  attachments: number;
  /** The vacancy's contact mailbox; '' when it has none. */
  officerEmail: string;
}

interface ApplicationRow {
  id: string;
  applicant_id: string | null;
  agency_id: number;
  no: string;
  vacancy_no: string;
  mode: 'civilService' | 'open';
  version: number;
  submitted_at: Date;
  updated_at: Date;
  brief_enc: Buffer | null;
  wrapped: Buffer;
  title: string;
  stage: Stage;
  officer_email: string | null;
  name: string;
  attachments: number;
  invited: boolean;
}

/**
 * @param state of the application; in another, or without its personal data, nobody is to be written to
 * @returns undefined then
 */
export async function applicationMailData(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
  state: 'open' | 'withdrawn' = 'open',
): Promise<ApplicationMailData | undefined> {
  const { rows } = await sql<ApplicationRow>`/* mails.application */
    select a.id, a.applicant_id, a.agency_id, a.no, a.vacancy_no, a.mode, a.version, a.submitted_at, a.updated_at,
      a.brief_enc, k.wrapped, v.title, v.stage, v.content->>'email' as officer_email, g.name,
      a.reply_status in ('notified', 'accepted') as invited,
      (select count(*)::int from attachment t
        where t.application_id = a.id and t.application_version = a.version) as attachments
    from application a
    join data_key k on k.application_id = a.id
    join vacancy v on v.no = a.vacancy_no
    join agency g on g.id = a.agency_id
    where a.id = ${applicationId} and a.state = ${state}`.execute(trx);
  const row = rows[0];
  if (!row?.brief_enc) return undefined;
  const key = unwrapDataKey(keyring, row.wrapped, `application:${row.id}`);
  return {
    ids: { application_id: row.id, applicant_id: row.applicant_id, agency_id: row.agency_id },
    to: openBrief(key, row.id, row.brief_enc),
    vacancyNo: row.vacancy_no,
    title: row.title,
    vacancyStage: row.stage,
    agencyName: row.name,
    mode: row.mode,
    applicationNo: row.no,
    version: row.version,
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    invited: row.invited,
    attachments: row.attachments,
    officerEmail: row.officer_email ?? '',
  };
}

/** What was handed in with the newest version; undefined when its personal data is gone. */
export async function handedInRecord(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
): Promise<ResumeRecord | undefined> {
  const { rows } = await sql<{ record_enc: Buffer | null; wrapped: Buffer }>`/* mails.record */
    select a.record_enc, k.wrapped from application a join data_key k on k.application_id = a.id
    where a.id = ${applicationId}`.execute(trx);
  const row = rows[0];
  if (!row?.record_enc) return undefined;
  const key = unwrapDataKey(keyring, row.wrapped, `application:${applicationId}`);
  return openRecord(key, applicationId, row.record_enc);
}

export interface NoticeMailData {
  application: ApplicationMailData;
  noticeId: string;
  /** What both sides quote: the application's number and which of its notices this is. */
  noticeNo: string;
  state: NoticeState;
  version: number;
  createdAt: Date;
  replacesEarlier: boolean;
  tokenKeyId: string;
  body: NoticeBody;
  interviewAt: Date | null;
  /** Times it offers to choose from. */
  slots: Date[];
  /** Hours before it until which a time taken can be moved. */
  moveHours: number;
  /** Of the newest notice before this one that named a time. */
  earlierInterviewAt: Date | null;
  /** What was replied to that one. */
  earlierReply: 'accepted' | 'declined' | null;
  replyBy: Date;
  reply: 'accepted' | 'declined' | null;
  replyVersion: number;
}

/** A notice with what its mails say; undefined when its application is over or its personal data is gone. */
export async function noticeMailData(
  trx: Trx,
  keyring: Keyring,
  noticeId: string,
  state: 'open' | 'withdrawn' = 'open',
): Promise<NoticeMailData | undefined> {
  const n = await trx
    .selectFrom('interview_notice as n')
    .select([
      'n.id',
      'n.application_id',
      'n.version',
      'n.state',
      'n.token_key_id',
      'n.body_enc',
      'n.interview_at',
      'n.reply_by',
      'n.offer_id',
      'n.move_hours',
    ])
    .select(['n.reply', 'n.reply_version', 'n.created_at', 'n.replaces'])
    .select((eb) =>
      eb
        .selectFrom('interview_notice as p')
        .select((e) => e.fn.countAll<string>().as('seq'))
        .whereRef('p.application_id', '=', 'n.application_id')
        .whereRef('p.created_at', '<=', 'n.created_at')
        .as('seq'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('interview_notice as p')
          .select(['p.interview_at', 'p.reply'])
          .whereRef('p.application_id', '=', 'n.application_id')
          .whereRef('p.created_at', '<', 'n.created_at')
          .where('p.interview_at', 'is not', null)
          .orderBy('p.created_at', 'desc')
          .limit(1)
          .as('e'),
      (j) => j.onTrue(),
    )
    .select(['e.interview_at as earlier_interview_at', 'e.reply as earlier_reply'])
    .where('n.id', '=', noticeId)
    .executeTakeFirst();
  const application = n && (await applicationMailData(trx, keyring, n.application_id, state));
  const key = application && (await loadDataKey(trx, keyring, n.application_id));
  if (!n?.body_enc || !application || !key) return undefined;
  const slots = n.offer_id
    ? await trx
        .selectFrom('interview_slot')
        .select('starts_at')
        .where('offer_id', '=', n.offer_id)
        .orderBy('starts_at')
        .execute()
    : [];
  return {
    application,
    slots: slots.map((slot) => slot.starts_at),
    noticeId: n.id,
    noticeNo: `${application.applicationNo}-${n.seq}`,
    state: n.state,
    version: n.version,
    createdAt: n.created_at,
    replacesEarlier: n.replaces !== null,
    tokenKeyId: n.token_key_id,
    body: openNoticeBody(key, n.id, n.body_enc),
    interviewAt: n.interview_at,
    moveHours: n.move_hours,
    earlierInterviewAt: n.earlier_interview_at,
    earlierReply: n.earlier_reply,
    replyBy: n.reply_by,
    reply: n.reply,
    replyVersion: n.reply_version,
  };
}

/** One reply with its message ('' when none); undefined when a later reply has taken its place. */
export async function replyMailData(
  trx: Trx,
  keyring: Keyring,
  notice: NoticeMailData,
  replyVersion: number,
): Promise<
  | {
      reply: 'accepted' | 'declined';
      before: 'accepted' | 'declined' | null;
      message: string;
      repliedAt: Date;
      /** The time it took of an offer, and the one it gave back. */
      interviewAt: Date | null;
      earlierInterviewAt: Date | null;
    }
  | undefined
> {
  if (replyVersion < notice.replyVersion) return undefined;
  const rows = await trx
    .selectFrom('interview_reply')
    .select(['reply_version', 'reply', 'message_enc', 'interview_at', 'replied_at'])
    .where('notice_id', '=', notice.noticeId)
    .where('reply_version', 'in', [replyVersion, replyVersion - 1])
    .execute();
  const row = rows.find((r) => r.reply_version === replyVersion);
  if (!row) return undefined;
  const key = row.message_enc && (await loadDataKey(trx, keyring, notice.application.ids.application_id));
  const before = rows.find((r) => r.reply_version === replyVersion - 1);
  return {
    reply: row.reply,
    before: before?.reply ?? null,
    interviewAt: row.interview_at,
    earlierInterviewAt: before?.interview_at ?? null,
    message:
      row.message_enc && key ? openReplyMessage(key, notice.noticeId, replyVersion, row.message_enc) : '',
    repliedAt: row.replied_at,
  };
}
