import { randomUUID } from 'node:crypto';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { sha256 } from '../crypto.ts';
import { type Keyring, replyToken } from '../keyring.ts';
import { put } from '../outbox.ts';
import { loadDataKeys, type NoticeBody, sealNoticeBody } from '../personal.ts';
import { freeSlot, offerSlots } from './interview-slots.ts';
import { recordMail, stopMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';

export interface NoticeRequest {
  vacancyNo: string;
  applicationIds: string[];
  body: NoticeBody;
  /** ISO instants. */
  interviewAt: string | null;
  replyBy: string;
  /** Times to choose from, instead of one interview time; at least as many as there are applicants. */
  slots?: readonly string[];
  /** Hours before the time taken until which it can be moved; 24 when left out. */
  moveHours?: number;
  batch: boolean;
  /** The live notice that whoever writes has seen, null for none: another one sent meanwhile is not replaced unseen. */
  seenLive?: string | null;
}
export type NoticesSent =
  | { ok: true; noticeIds: string[] }
  /** Who may not be notified, and why: gone, or (in a batch, R90) notified before. */
  | {
      ok: false;
      refused: { applicationId: string; why: 'notFound' | 'withdrawn' | 'alreadyNotified' | 'changed' }[];
    };

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
    else if (o.seenLive !== undefined && row.live_notice_id !== o.seenLive)
      refused.push({ applicationId: id, why: 'changed' });
  }
  if (refused.length > 0) return { ok: false, refused };

  const keys = await loadDataKeys(trx, keyring, o.applicationIds);
  const versions = await nextVersions(trx, o.applicationIds);
  const batchId = o.batch ? randomUUID() : null;
  const agencyId = rows[0]?.agency_id ?? 0;
  const offerId = await offerSlots(trx, { vacancyNo: o.vacancyNo, agencyId, startsAt: o.slots ?? [] });
  const noticeIds: string[] = [];
  for (const row of rows) {
    const id = randomUUID();
    noticeIds.push(id);
    const version = versions.get(row.id) ?? 1;
    if (row.live_notice_id) await replaceLive(trx, row.live_notice_id);
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
        offer_id: offerId,
        ...(o.moveHours ? { move_hours: o.moveHours } : {}),
        token_key_id: keyId,
        token_hash: sha256(replyToken(keyring, keyId, id, version)),
        created_by: actor.accountId,
      })
      .execute();
    await recordMail(trx, {
      key: mailKey.notice(id),
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

/** Withdraws the live notice of a person; the list shows 空白 again, and whoever had the notice's mail is told. */
export async function withdrawNotice(
  trx: Trx,
  actor: Actor & { kind: 'officer' },
  noticeId: string,
): Promise<boolean> {
  // Locked first, as by whoever notifies or replies.
  await trx
    .selectFrom('application')
    .select('id')
    .where('id', '=', (eb) =>
      eb.selectFrom('interview_notice').select('application_id').where('id', '=', noticeId),
    )
    .forUpdate()
    .execute();
  const row = await trx
    .updateTable('interview_notice')
    .set({ state: 'withdrawn' })
    .where('id', '=', noticeId)
    .where('state', '=', 'live')
    .returning(['application_id', 'agency_id', 'applicant_id', 'vacancy_no'])
    .executeTakeFirst();
  if (!row) return false;
  await stopMail(trx, mailKey.notice(noticeId));
  await freeSlot(trx, noticeId);
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
  const key = mailKey.noticeWithdrawn(noticeId);
  const { vacancy_no: vacancyNo, ...owner } = row;
  const mailId = await recordMail(trx, { key, kind: 'noticeWithdrawn', noticeId, vacancyNo, ...owner });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${key}` });
  return true;
}

/**
 * The version of the next notice to each, above all she was sent before, withdrawn ones too: links and calendar
 * entries are told apart by it. Whoever asks holds the applications' rows.
 */
async function nextVersions(trx: Trx, applicationIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('interview_notice')
    .select((eb) => ['application_id', eb.fn.max('version').as('newest')])
    .where('application_id', 'in', [...applicationIds])
    .groupBy('application_id')
    .execute();
  return new Map(rows.map((r) => [r.application_id, r.newest + 1]));
}

async function replaceLive(trx: Trx, liveId: string): Promise<void> {
  await trx.updateTable('interview_notice').set({ state: 'replaced' }).where('id', '=', liveId).execute();
  await stopMail(trx, mailKey.notice(liveId));
  await freeSlot(trx, liveId);
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
