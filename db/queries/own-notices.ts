/** Interview notices as the person they were sent to may read them, on her page and in the download of her data. */
import type { Trx } from '../actor.ts';
import { type Keyring, replyToken } from '../keyring.ts';
import { openNoticeBody, openReplyMessage } from '../personal.ts';

/**
 * Every notice of an application of hers with what she answered, oldest first.
 * @param key of the application's personal data
 */
export async function ownNotices(trx: Trx, keyring: Keyring, key: Buffer, applicationId: string) {
  const notices = await trx
    .selectFrom('interview_notice')
    .select(['id', 'version', 'state', 'body_enc', 'interview_at', 'reply_by', 'offer_id', 'created_at'])
    .select(['token_key_id', 'reply', 'replied_at'])
    .where('application_id', '=', applicationId)
    .orderBy('created_at')
    .execute();
  const replies = await trx
    .selectFrom('interview_reply')
    .select(['notice_id', 'reply_version', 'reply', 'message_enc', 'interview_at', 'replied_at'])
    .where('application_id', '=', applicationId)
    .orderBy('reply_version')
    .execute();
  return notices.map(({ body_enc, token_key_id, version, offer_id, ...notice }) => ({
    ...notice,
    /** Times are offered to choose from. */
    offers: offer_id !== null,
    body: body_enc ? openNoticeBody(key, notice.id, body_enc) : null,
    /** The same as in the mailed link; null of a notice that no longer holds. */
    token: notice.state === 'live' ? replyToken(keyring, token_key_id, notice.id, version) : null,
    replies: replies
      .filter((r) => r.notice_id === notice.id)
      .map((r) => ({
        reply: r.reply,
        at: r.replied_at,
        interviewAt: r.interview_at,
        message: r.message_enc ? openReplyMessage(key, notice.id, r.reply_version, r.message_enc) : '',
      })),
  }));
}
