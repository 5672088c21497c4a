import { sql } from 'kysely';
import { type ReplyClosed, replyClosed } from '../../domain/notice-rules.ts';
import type { ApplicationState, NoticeState } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type NoticeBody, openNoticeBody, openReplyMessage } from '../personal.ts';
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
  const { rows } = await sql<NoticeRow>`/* reply.view */
    select n.id, n.application_id, n.vacancy_no, n.body_enc, n.interview_at, n.reply_by, n.offer_id, n.move_hours,
      n.state, n.created_at, n.reply, n.replied_at, g.name as agency_name, v.title, a.state as application_state,
      n.reply_by > clock_timestamp() as in_time, ${timeOf('n')} as time, k.wrapped,
      (select json_agg(json_build_object('reply', r.reply, 'version', r.reply_version,
          'message', encode(r.message_enc, 'base64'), 'interviewAt', r.interview_at, 'at', r.replied_at)
          order by r.reply_version)
        from interview_reply r where r.notice_id = n.id) as replies
    from interview_notice n
    join agency g on g.id = n.agency_id
    join application a on a.id = n.application_id
    left join vacancy v on v.no = n.vacancy_no
    left join data_key k on k.application_id = n.application_id
    where n.token_hash = decode(${actor.tokenHash}, 'hex')`.execute(trx);
  const n = rows[0];
  if (!n) return undefined;
  const key = n.wrapped && unwrapDataKey(keyring, n.wrapped, `application:${n.application_id}`);
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
      inTime: n.in_time,
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
    onlyTime: !n.in_time,
    replies: (n.replies ?? []).map((r) => ({
      reply: r.reply,
      at: new Date(r.at),
      interviewAt: r.interviewAt ? new Date(r.interviewAt) : null,
      message:
        key && r.message ? openReplyMessage(key, n.id, r.version, Buffer.from(r.message, 'base64')) : '',
    })),
  };
}

interface NoticeRow {
  id: string;
  application_id: string;
  vacancy_no: string;
  body_enc: Buffer | null;
  interview_at: Date | null;
  reply_by: Date;
  offer_id: string | null;
  move_hours: number;
  state: NoticeState;
  created_at: Date;
  reply: 'accepted' | 'declined' | null;
  replied_at: Date | null;
  agency_name: string;
  title: string | null;
  application_state: ApplicationState;
  in_time: boolean;
  time: 'movable' | 'fixed' | null;
  /** The application's data key; null when its personal data is gone. */
  wrapped: Buffer | null;
  replies:
    | {
        reply: 'accepted' | 'declined';
        version: number;
        message: string | null;
        interviewAt: string | null;
        at: string;
      }[]
    | null;
}
