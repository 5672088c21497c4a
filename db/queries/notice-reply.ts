import { sql } from 'kysely';
import { type ReplyClosed, replyClosed } from '../../domain/notice-rules.ts';
import type { ApplicationState, NoticeState } from '../../domain/status.ts';
import { type Actor, type Asked, type Trx, together } from '../actor.ts';
import { auditInsert } from '../audit.ts';
import { seal, unwrapDataKey } from '../crypto.ts';
import { claimKey } from '../idempotency.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { OUTBOX_CHANNEL, outboxInsert } from '../outbox.ts';
import { freeSlot, heldSlot, takeSlot, timeOf } from './interview-slots.ts';

type Holder = Actor & { kind: 'tokenHolder' };

export type ReplyRecorded =
  | { ok: true; changed: boolean; reply: 'accepted' | 'declined'; replyVersion: number }
  /**
   * `slotTaken`: the time chosen is not free (any more); another may be. `slotFixed`: hers is too near to be moved.
   */
  | { ok: false; why: ReplyClosed | 'unknown' | 'slotTaken' | 'slotFixed' };

/**
 * Records the answer of whoever holds the link (R91). The database's clock decides whether it is in time;
 * the same answer twice changes nothing; another answer before the reply-by time replaces it, both kept. The
 * application's row is locked before the notice's, as by whoever notifies, withdraws or applies anew.
 * @param o.key of the form: sent again, it changes nothing; what is refused must be rolled back, so that it stays free
 */
export async function recordReply(
  trx: Trx,
  keyring: Keyring,
  actor: Holder,
  o: { reply: 'accepted' | 'declined'; message: string; slotId?: string; key?: string },
): Promise<ReplyRecorded> {
  const { key: form } = o;
  const scoped = form && `${actor.tokenHash.slice(0, 16)}:${form}`;
  const [n, before] = await together(trx, (all) =>
    Promise.all([
      lockNotice(all, actor),
      scoped ? claimKey(all, actor, 'notice.reply', scoped, {}) : undefined,
    ]),
  );
  if (!n) return { ok: false, why: 'unknown' };
  if (before) return { ok: true, changed: false, reply: n.reply ?? o.reply, replyVersion: n.reply_version };
  const why = replyClosed({
    state: n.state,
    applicationState: n.application_state,
    inTime: n.in_time,
    time: n.time,
  });
  if (why) return { ok: false, why };
  // after the reply-by time her time can be moved, and nothing else
  if (!n.in_time && o.reply === 'declined') return { ok: false, why: 'expired' };
  const interviewAt = await interviewTime(trx, n, o);
  if (typeof interviewAt === 'string') return { ok: false, why: interviewAt };
  const sameTime = interviewAt?.getTime() === n.interview_at?.getTime();
  if (n.reply === o.reply && o.message === '' && sameTime)
    return { ok: true, changed: false, reply: o.reply, replyVersion: n.reply_version };

  const replyVersion = n.reply_version + 1;
  if (!n.wrapped) return { ok: false, why: 'applicationEnded' };
  const key = unwrapDataKey(keyring, n.wrapped, `application:${n.application_id}`);
  const message = o.message ? seal(key, o.message, `reply:${n.id}:${replyVersion}`) : null;
  const event = auditInsert(actor, {
    act: 'notice.reply',
    subjectKind: 'application',
    subjectId: n.application_id,
    agencyId: n.agency_id,
    details: { notice: n.id, replyVersion },
  });
  const word = outboxInsert([
    {
      kind: 'signalApplication',
      target: n.application_id,
      signal: 'replyRecorded',
      subjectId: n.id,
      version: replyVersion,
      key: `reply:${n.id}:${replyVersion}`,
    },
  ]);
  // one statement: the reply, what it changes, its audit event and its word go in one with what follows, and one commit
  await sql`/* + reply.record */
    with reply as (
      insert into interview_reply (notice_id, reply_version, application_id, agency_id, applicant_id, reply,
        message_enc, interview_at, replied_at)
      values (${n.id}, ${replyVersion}, ${n.application_id}, ${n.agency_id}, ${n.applicant_id}, ${o.reply},
        ${message}, ${n.offer_id ? interviewAt : null}, clock_timestamp())
      returning replied_at
    ), notice as (
      update interview_notice set reply = ${o.reply}, reply_version = ${replyVersion},
        replied_at = (select replied_at from reply), interview_at = ${interviewAt}
      where id = ${n.id}
    ), list as (
      update application set reply_status = ${o.reply}
      where id = ${n.application_id} and live_notice_id = ${n.id}
    ), event as (${event}), word as (${word})
    select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(trx);
  return { ok: true, changed: true, reply: o.reply, replyVersion };
}

interface LockedNotice {
  id: string;
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  state: NoticeState;
  application_state: ApplicationState;
  reply: 'accepted' | 'declined' | null;
  reply_version: number;
  in_time: boolean;
  offer_id: string | null;
  interview_at: Date | null;
  move_hours: number;
  time: 'movable' | 'fixed' | null;
  /** The application's data key; null when its personal data is gone. */
  wrapped: Buffer | null;
}

async function lockNotice(asked: Asked, actor: Holder): Promise<LockedNotice | undefined> {
  const { rows } = await sql<LockedNotice>`/* reply.lock */ with a as materialized (
      select id, state from application where id = (
        select application_id from interview_notice where token_hash = decode(${actor.tokenHash}, 'hex'))
      for update)
    select n.id, n.application_id, n.agency_id, n.applicant_id, n.state, a.state as application_state, n.reply,
      n.reply_version, n.offer_id, n.interview_at, n.move_hours,
      n.reply_by > clock_timestamp() as in_time, ${timeOf('n')} as time,
      (select k.wrapped from data_key k where k.application_id = a.id) as wrapped
    from a join interview_notice n on n.application_id = a.id
    where n.token_hash = decode(${actor.tokenHash}, 'hex') for update of n`.execute(asked);
  return rows[0];
}

/** The time of the interview after this reply: as it was, or of an offer the one taken, or none after a refusal. */
async function interviewTime(
  trx: Trx,
  n: LockedNotice,
  o: { reply: 'accepted' | 'declined'; slotId?: string },
): Promise<Date | null | 'slotTaken' | 'slotFixed'> {
  if (!n.offer_id) return n.interview_at;
  if (o.reply === 'accepted') {
    if (!isId(o.slotId ?? '')) return 'slotTaken';
    const movingHours = n.time === null ? null : n.move_hours;
    const order = { noticeId: n.id, offerId: n.offer_id, slotId: o.slotId ?? '', movingHours };
    const mine = n.time === 'fixed' ? await heldSlot(trx, n.id) : undefined;
    if (mine && mine !== order.slotId) return 'slotFixed';
    return (await takeSlot(trx, order)) ?? 'slotTaken';
  }
  await freeSlot(trx, n.id);
  return null;
}
