import type { Trx } from '../actor.ts';
import { open } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, loadDataKey, type NoticeBody, openBrief, openNoticeBody } from '../personal.ts';
import { mailKey, replaceMail } from './mails.ts';

/** What every mail about one application says, and to whom it goes. */
export interface ApplicationMailData {
  ids: { application_id: string; applicant_id: string | null; agency_id: number };
  to: Brief;
  vacancyNo: string;
  title: string;
  agencyName: string;
  mode: 'civilService' | 'open';
  applicationNo: string;
  version: number;
  submittedAt: Date;
  updatedAt: Date;
  closesAt: Date | null;
  /** The vacancy's contact mailbox; '' when it has none. */
  officerEmail: string;
}

/** @returns undefined when the application is not open or its personal data is gone: nobody is to be written to. */
export async function applicationMailData(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
): Promise<ApplicationMailData | undefined> {
  const row = await trx
    .selectFrom('application as a')
    .innerJoin('vacancy as v', 'v.no', 'a.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'a.agency_id')
    .select(['a.id', 'a.applicant_id', 'a.agency_id', 'a.no', 'a.vacancy_no', 'a.mode', 'a.version'])
    .select([
      'a.submitted_at',
      'a.updated_at',
      'a.brief_enc',
      'v.title',
      'v.content',
      'v.closes_at',
      'g.name',
    ])
    .where('a.id', '=', applicationId)
    .where('a.state', '=', 'open')
    .executeTakeFirst();
  const key = row && (await loadDataKey(trx, keyring, applicationId));
  if (!row?.brief_enc || !key) return undefined;
  return {
    ids: { application_id: row.id, applicant_id: row.applicant_id, agency_id: row.agency_id },
    to: openBrief(key, row.id, row.brief_enc),
    vacancyNo: row.vacancy_no,
    title: row.title,
    agencyName: row.name,
    mode: row.mode,
    applicationNo: row.no,
    version: row.version,
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    closesAt: row.closes_at,
    officerEmail: row.content.email,
  };
}

export interface NoticeMailData {
  application: ApplicationMailData;
  noticeId: string;
  version: number;
  tokenKeyId: string;
  body: NoticeBody;
  interviewAt: Date | null;
  replyBy: Date;
  reply: 'accepted' | 'declined' | null;
  replyVersion: number;
}

/**
 * A live notice with what its mails say. Of a notice that was replaced or withdrawn, or whose application is over,
 * the mail is marked replaced and nothing is to be sent.
 */
export async function noticeMailData(
  trx: Trx,
  keyring: Keyring,
  noticeId: string,
): Promise<NoticeMailData | undefined> {
  const n = await trx
    .selectFrom('interview_notice')
    .select([
      'id',
      'application_id',
      'version',
      'state',
      'token_key_id',
      'body_enc',
      'interview_at',
      'reply_by',
    ])
    .select(['reply', 'reply_version'])
    .where('id', '=', noticeId)
    .executeTakeFirst();
  const application = n && (await applicationMailData(trx, keyring, n.application_id));
  const key = application && (await loadDataKey(trx, keyring, n.application_id));
  if (n?.state !== 'live' || !application || !n.body_enc || !key) {
    await replaceMail(trx, mailKey.notice(noticeId));
    return undefined;
  }
  return {
    application,
    noticeId: n.id,
    version: n.version,
    tokenKeyId: n.token_key_id,
    body: openNoticeBody(key, n.id, n.body_enc),
    interviewAt: n.interview_at,
    replyBy: n.reply_by,
    reply: n.reply,
    replyVersion: n.reply_version,
  };
}

/** One reply with its message (empty when none); undefined when a later reply has taken its place. */
export async function replyMailData(
  trx: Trx,
  keyring: Keyring,
  notice: NoticeMailData,
  replyVersion: number,
): Promise<{ reply: 'accepted' | 'declined'; message: string; repliedAt: Date } | undefined> {
  const id = notice.application.ids.application_id;
  const row = await trx
    .selectFrom('interview_reply')
    .select(['reply', 'message_enc', 'replied_at'])
    .where('notice_id', '=', notice.noticeId)
    .where('reply_version', '=', replyVersion)
    .executeTakeFirst();
  if (!row || replyVersion < notice.replyVersion) return undefined;
  const key = row.message_enc && (await loadDataKey(trx, keyring, id));
  const message =
    row.message_enc && key
      ? open(key, row.message_enc, `reply:${notice.noticeId}:${replyVersion}`).toString('utf8')
      : '';
  return { reply: row.reply, message, repliedAt: row.replied_at };
}
