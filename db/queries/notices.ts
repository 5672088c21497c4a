import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { seal, sha256 } from '../crypto.ts';
import { type Keyring, replyToken } from '../keyring.ts';
import { put } from '../outbox.ts';
import { loadDataKeys, type NoticeBody, sealNoticeBody } from '../personal.ts';
import { recordMail } from './mail-rows.ts';

export interface NoticeRequest {
  vacancyNo: string;
  applicationIds: string[];
  body: NoticeBody;
  /** ISO instants. */
  interviewAt: string | null;
  replyBy: string;
  batch: boolean;
}
export type NoticesSent =
  | { ok: true; noticeIds: string[] }
  /** Who may not be notified, and why: gone, or (in a batch, R90) notified before. */
  | { ok: false; refused: { applicationId: string; why: 'notFound' | 'withdrawn' | 'alreadyNotified' }[] };

/**
 * Records interview notices for the applicants named, all or none (R82–R87): the notice, its mail's ledger
 * row, the list's state and the word to each application's workflow commit together. A further notice to a
 * person replaces the live one (its link then says so).
 */
export async function sendNotices(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  o: NoticeRequest,
): Promise<NoticesSent> {
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'agency_id', 'applicant_id', 'state', 'reply_status', 'live_notice_id'])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('id', 'in', o.applicationIds)
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = new Map(rows.map((r) => [r.id, r]));
  const refused: (NoticesSent & { ok: false })['refused'] = [];
  for (const id of o.applicationIds) {
    const row = found.get(id);
    if (!row) refused.push({ applicationId: id, why: 'notFound' });
    else if (row.state !== 'open') refused.push({ applicationId: id, why: 'withdrawn' });
    else if (o.batch && row.reply_status !== 'none')
      refused.push({ applicationId: id, why: 'alreadyNotified' });
  }
  if (refused.length > 0) return { ok: false, refused };

  const keys = await loadDataKeys(trx, keyring, o.applicationIds);
  const batchId = o.batch ? randomUUID() : null;
  const noticeIds: string[] = [];
  for (const row of rows) {
    const id = randomUUID();
    noticeIds.push(id);
    const version = await replaceLive(trx, row.live_notice_id);
    const keyId = keyring.reply.current;
    const owner = { application_id: row.id, agency_id: row.agency_id, applicant_id: row.applicant_id };
    await trx
      .insertInto('interview_notice')
      .values({
        id,
        ...owner,
        vacancy_no: o.vacancyNo,
        batch_id: batchId,
        version,
        replaces: row.live_notice_id,
        body_enc: sealNoticeBody(keys.get(row.id) as Buffer, id, o.body),
        interview_at: o.interviewAt,
        reply_by: o.replyBy,
        token_key_id: keyId,
        token_hash: sha256(replyToken(keyring, keyId, id, version)),
        created_by: actor.accountId,
      })
      .execute();
    await recordMail(trx, {
      key: `notice:${id}`,
      kind: 'notice',
      noticeId: id,
      vacancyNo: o.vacancyNo,
      ...owner,
    });
    await trx
      .updateTable('application')
      .set({ reply_status: 'notified', live_notice_id: id })
      .where('id', '=', row.id)
      .execute();
    await tellNotice(trx, row.id, id, 1);
  }
  await audit(trx, actor, {
    act: o.batch ? 'notice.batch' : 'notice.single',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: rows[0]?.agency_id ?? null,
    details: { count: rows.length, notices: noticeIds },
  });
  return { ok: true, noticeIds };
}

/** Withdraws the live notice of a person; the list shows 空白 again. */
export async function withdrawNotice(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  noticeId: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('interview_notice')
    .set({ state: 'withdrawn' })
    .where('id', '=', noticeId)
    .where('state', '=', 'live')
    .returning(['application_id', 'agency_id'])
    .executeTakeFirst();
  if (!row) return false;
  await trx
    .updateTable('application')
    .set({ reply_status: 'none', live_notice_id: null })
    .where('id', '=', row.application_id)
    .where('live_notice_id', '=', noticeId)
    .execute();
  await audit(trx, actor, {
    act: 'notice.withdraw',
    subjectKind: 'application',
    subjectId: row.application_id,
    agencyId: row.agency_id,
  });
  await tellNotice(trx, row.application_id, noticeId, 2);
  return true;
}

export type ReplyRecorded =
  | { ok: true; changed: boolean; reply: 'accepted' | 'declined'; replyVersion: number; repliedAt: Date }
  | { ok: false; why: 'unknown' | 'expired' | 'replaced' | 'withdrawn' };

/**
 * Records the answer of whoever holds the link (R91). The database's clock decides whether it is in time;
 * the same answer twice changes nothing; another answer before the reply-by time replaces it, both kept.
 */
export async function recordReply(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'tokenHolder' },
  o: { reply: 'accepted' | 'declined'; message: string },
): Promise<ReplyRecorded> {
  const { rows } = await sql<{
    id: string;
    application_id: string;
    agency_id: number;
    applicant_id: string | null;
    state: string;
    reply: string | null;
    reply_version: number;
    replied_at: Date | null;
    in_time: boolean;
  }>`select id, application_id, agency_id, applicant_id, state, reply, reply_version, replied_at,
      reply_by > clock_timestamp() as in_time
    from interview_notice where token_hash = decode(${actor.tokenHash}, 'hex') for update`.execute(trx);
  const n = rows[0];
  if (!n) return { ok: false, why: 'unknown' };
  if (n.state === 'replaced' || n.state === 'withdrawn') return { ok: false, why: n.state };
  if (!n.in_time) return { ok: false, why: 'expired' };
  if (n.reply === o.reply && o.message === '')
    return {
      ok: true,
      changed: false,
      reply: o.reply,
      replyVersion: n.reply_version,
      repliedAt: n.replied_at as Date,
    };

  const replyVersion = n.reply_version + 1;
  const keys = await loadDataKeys(trx, keyring, [n.application_id]);
  const key = keys.get(n.application_id);
  if (!key) return { ok: false, why: 'expired' };
  const reply = await trx
    .insertInto('interview_reply')
    .values({
      notice_id: n.id,
      reply_version: replyVersion,
      application_id: n.application_id,
      agency_id: n.agency_id,
      applicant_id: n.applicant_id,
      reply: o.reply,
      message_enc: o.message ? seal(key, o.message, `reply:${n.id}:${replyVersion}`) : null,
      replied_at: sql<Date>`clock_timestamp()`,
    })
    .returning('replied_at')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('interview_notice')
    .set({ reply: o.reply, reply_version: replyVersion, replied_at: reply.replied_at })
    .where('id', '=', n.id)
    .execute();
  await trx
    .updateTable('application')
    .set({ reply_status: o.reply })
    .where('id', '=', n.application_id)
    .where('live_notice_id', '=', n.id)
    .execute();
  await audit(trx, actor, {
    act: 'notice.reply',
    subjectKind: 'application',
    subjectId: n.application_id,
    agencyId: n.agency_id,
    details: { notice: n.id, replyVersion },
  });
  await put(trx, {
    kind: 'signalApplication',
    target: n.application_id,
    signal: 'replyRecorded',
    subjectId: n.id,
    version: replyVersion,
    key: `reply:${n.id}:${replyVersion}`,
  });
  return { ok: true, changed: true, reply: o.reply, replyVersion, repliedAt: reply.replied_at };
}

async function replaceLive(trx: Trx, liveId: string | null): Promise<number> {
  if (!liveId) return 1;
  const old = await trx
    .updateTable('interview_notice')
    .set({ state: 'replaced' })
    .where('id', '=', liveId)
    .returning('version')
    .executeTakeFirst();
  return (old?.version ?? 0) + 1;
}

async function tellNotice(trx: Trx, applicationId: string, noticeId: string, version: number): Promise<void> {
  await put(trx, {
    kind: 'signalApplication',
    target: applicationId,
    signal: 'noticeChanged',
    subjectId: noticeId,
    version,
    key: `notice:${noticeId}:${version}`,
  });
}
