import type { Particulars } from '../../domain/particulars.ts';
import type { MailState, NoticeState, ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import {
  type Brief,
  loadDataKey,
  type NoticeBody,
  openBrief,
  openBriefs,
  openNoticeBody,
  openParticulars,
  openReplyMessage,
} from '../personal.ts';

import { offersOf } from './interview-slots.ts';

type Officer = Actor & { kind: 'officer' };

/** One person of a vacancy's list. */
export interface ApplicantOf {
  id: string;
  no: string;
  agencyId: number;
  brief: Brief;
  particulars: Particulars | null;
  productionState: ProductionState;
  replyStatus: ReplyStatus;
  liveNoticeId: string | null;
}
export interface SentNotice {
  id: string;
  version: number;
  state: NoticeState;
  batch: boolean;
  /** Absent when the personal data was deleted. */
  body: NoticeBody | null;
  interviewAt: Date | null;
  /** The times offered, earliest first, where the time is hers to choose. */
  offered: { startsAt: Date; taken: 'hers' | 'another' | null }[];
  replyBy: Date;
  createdAt: Date;
  mails: { kind: string; state: MailState; attempts: number; createdAt: Date; handedOverAt: Date | null }[];
  replies: { reply: 'accepted' | 'declined'; message: string; repliedAt: Date }[];
}

/**
 * An open application of the vacancy with the person behind it; undefined when there is none (or it is foreign).
 * Seeing a person is one audit event.
 */
export async function applicantOf(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; applicationId: string; act: string; requestId: string | null },
): Promise<ApplicantOf | undefined> {
  if (!isId(o.applicationId)) return undefined;
  const row = await trx
    .selectFrom('application')
    .select(['id', 'no', 'agency_id', 'brief_enc', 'particulars_enc'])
    .select(['production_state', 'reply_status', 'live_notice_id'])
    .where('id', '=', o.applicationId)
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .executeTakeFirst();
  const key = row && (await loadDataKey(trx, keyring, row.id));
  if (!row?.brief_enc || !key) return undefined;
  await audit(trx, actor, {
    act: o.act,
    subjectKind: 'application',
    subjectId: row.id,
    agencyId: row.agency_id,
    requestId: o.requestId,
  });
  return {
    id: row.id,
    no: row.no,
    agencyId: row.agency_id,
    brief: openBrief(key, row.id, row.brief_enc),
    particulars: row.particulars_enc ? openParticulars(key, row.id, row.particulars_enc) : null,
    productionState: row.production_state,
    replyStatus: row.reply_status,
    liveNoticeId: row.live_notice_id,
  };
}

/** R89: every notice to a person, oldest first, with the mails that carried it and the answers to it, in order. */
export async function noticesTo(trx: Trx, keyring: Keyring, applicationId: string): Promise<SentNotice[]> {
  const key = await loadDataKey(trx, keyring, applicationId);
  const notices = await trx
    .selectFrom('interview_notice')
    .select(['id', 'version', 'state', 'batch_id', 'body_enc', 'interview_at', 'reply_by', 'created_at'])
    .select('offer_id')
    .where('application_id', '=', applicationId)
    .orderBy('created_at')
    .execute();
  const replies = await trx
    .selectFrom('interview_reply')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('replied_at')
    .execute();
  const mails = await trx
    .selectFrom('mail_delivery')
    .select(['notice_id', 'kind', 'state', 'attempts', 'created_at', 'handed_over_at'])
    .where('application_id', '=', applicationId)
    .where('notice_id', 'is not', null)
    .orderBy('created_at')
    .execute();
  const times = await offersOf(
    trx,
    notices.flatMap((n) => n.offer_id ?? []),
  );
  return notices.map((n) => ({
    id: n.id,
    version: n.version,
    state: n.state,
    batch: n.batch_id !== null,
    body: key && n.body_enc ? openNoticeBody(key, n.id, n.body_enc) : null,
    interviewAt: n.interview_at,
    offered: times
      .filter((time) => time.offer_id === n.offer_id)
      .map((time) => ({
        startsAt: time.starts_at,
        taken: time.notice_id === null ? null : time.notice_id === n.id ? 'hers' : 'another',
      })),
    replyBy: n.reply_by,
    createdAt: n.created_at,
    mails: mails
      .filter((m) => m.notice_id === n.id)
      .map((m) => ({
        kind: m.kind,
        state: m.state,
        attempts: m.attempts,
        createdAt: m.created_at,
        handedOverAt: m.handed_over_at,
      })),
    replies: replies
      .filter((r) => r.notice_id === n.id)
      .map((r) => ({
        reply: r.reply,
        message: key && r.message_enc ? openReplyMessage(key, n.id, r.reply_version, r.message_enc) : '',
        repliedAt: r.replied_at,
      })),
  }));
}

/** One whose name was asked for, with what decides whether she can still be ticked. */
export interface NamedOf {
  id: string;
  name: string;
  replyStatus: ReplyStatus;
  hasDocument: boolean;
  /** Of the decision that counts about her; 0 = none yet. */
  screeningVersion: number;
}

/** The names of these open applications of a vacancy, in the list's order; one audit event with their count. */
export async function namesOf(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; applicationIds: readonly string[]; act: string; requestId: string | null },
): Promise<NamedOf[]> {
  const ids = [...new Set(o.applicationIds)].filter(isId).slice(0, 200);
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'agency_id', 'brief_enc', 'reply_status'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('resume_document as d')
            .select('d.id')
            .whereRef('d.application_id', '=', 'application.id'),
        )
        .as('has_document'),
    )
    .select((eb) =>
      eb
        .selectFrom('screening as s')
        .select('s.version')
        .whereRef('s.application_id', '=', 'application.id')
        .where('s.latest', '=', true)
        .as('screening_version'),
    )
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .where('id', 'in', ids)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const briefs = await openBriefs(trx, keyring, rows);
  await audit(trx, actor, {
    act: o.act,
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: rows[0]?.agency_id ?? null,
    requestId: o.requestId,
    details: { count: rows.length },
  });
  return rows.map((r) => ({
    id: r.id,
    name: briefs.get(r.id)?.name ?? '',
    replyStatus: r.reply_status,
    hasDocument: Boolean(r.has_document),
    screeningVersion: r.screening_version ?? 0,
  }));
}
