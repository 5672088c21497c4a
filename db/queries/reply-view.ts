import { type SqlBool, sql } from 'kysely';
import { type ReplyClosed, replyClosed } from '../../domain/notice-rules.ts';
import type { Actor, Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, type NoticeBody, openNoticeBody, openReplyMessage } from '../personal.ts';
import { type SlotChoice, slotChoices, timeOf } from './interview-slots.ts';

export interface ReplyView {
  noticeId: string;
  vacancyNo: string;
  title: string;
  agencyName: string;
  /** Absent when the personal data was deleted. */
  body: NoticeBody | null;
  interviewAt: Date | null;
  replyBy: Date;
  /** Why the link takes no reply any more, by the database's clock; null while it does. */
  closed: ReplyClosed | null;
  reply: 'accepted' | 'declined' | null;
  repliedAt: Date | null;
  /** When the notice was made out. */
  sentAt: Date;
  /** Every reply so far, oldest first. */
  replies: { reply: 'accepted' | 'declined'; message: string; interviewAt: Date | null; at: Date }[];
  /** Of an offer of times: those free and her own; null where the time is set or open. */
  slots: SlotChoice[] | null;
  /** Hours before it until which a time taken can be moved. */
  moveHours: number;
  /** Of the time she has taken; null when she has none. */
  time: 'movable' | 'fixed' | null;
  /** The reply-by time is over: her time can be moved and nothing else. */
  onlyTime: boolean;
}

/** What the holder of a mailed link may see of her notice; undefined for an unknown link. Changes nothing. */
export async function replyView(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'tokenHolder' },
): Promise<ReplyView | undefined> {
  const n = await trx
    .selectFrom('interview_notice as n')
    .innerJoin('agency as g', 'g.id', 'n.agency_id')
    .innerJoin('application as a', 'a.id', 'n.application_id')
    .leftJoin('vacancy as v', 'v.no', 'n.vacancy_no')
    .select([
      'n.id',
      'n.application_id',
      'n.vacancy_no',
      'n.body_enc',
      'n.interview_at',
      'n.reply_by',
      'n.offer_id',
      'n.move_hours',
      'n.state',
      'n.created_at',
    ])
    .select(['n.reply', 'n.replied_at', 'g.name as agency_name', 'v.title', 'a.state as application_state'])
    .select(sql<SqlBool>`n.reply_by > clock_timestamp()`.as('in_time'))
    .select(timeOf('n').as('time'))
    .where(sql<SqlBool>`n.token_hash = decode(${actor.tokenHash}, 'hex')`)
    .executeTakeFirst();
  if (!n) return undefined;
  const key = await loadDataKey(trx, keyring, n.application_id);
  const replies = await trx
    .selectFrom('interview_reply')
    .select(['reply', 'reply_version', 'message_enc', 'interview_at', 'replied_at'])
    .where('notice_id', '=', n.id)
    .orderBy('reply_version')
    .execute();
  return {
    noticeId: n.id,
    vacancyNo: n.vacancy_no,
    title: n.title ?? '',
    agencyName: n.agency_name,
    body: key && n.body_enc ? openNoticeBody(key, n.id, n.body_enc) : null,
    interviewAt: n.interview_at,
    replyBy: n.reply_by,
    closed: replyClosed({
      state: n.state,
      applicationState: n.application_state,
      inTime: n.in_time === true,
      time: n.time,
    }),
    reply: n.reply,
    repliedAt: n.replied_at,
    sentAt: n.created_at,
    slots: n.offer_id
      ? await slotChoices(trx, {
          offerId: n.offer_id,
          noticeId: n.id,
          movingHours: n.time === null ? null : n.move_hours,
        })
      : null,
    moveHours: n.move_hours,
    time: n.time,
    onlyTime: n.in_time !== true,
    replies: replies.map((r) => ({
      reply: r.reply,
      at: r.replied_at,
      interviewAt: r.interview_at,
      message: key && r.message_enc ? openReplyMessage(key, n.id, r.reply_version, r.message_enc) : '',
    })),
  };
}
