/** 通知設定: which mails about her vacancies an officer wants. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';

type Officer = Actor & { kind: 'officer' };

/** Everything is on until she says otherwise. */
export interface NoticeSettings {
  /** R56: the daily counts to the contact mailbox of her vacancies. */
  digest: boolean;
  /** A word to the contact mailbox that an applicant answered. */
  replyAlerts: boolean;
  /** A mail to herself when a vacancy closes within three days. */
  closingSoon: boolean;
  /** A mail to herself when a colleague's result waits for approval. */
  resultApprovals: boolean;
  /** A mail to herself when words of hers beside an extension or an early end were sent back. */
  notesReturned: boolean;
}

export async function noticeSettings(trx: Trx, actor: Officer): Promise<NoticeSettings> {
  const row = await trx
    .selectFrom('account_setting')
    .select(['digest', 'reply_alerts as replyAlerts', 'closing_soon as closingSoon'])
    .select(['result_approvals as resultApprovals', 'notes_returned as notesReturned'])
    .where('account_id', '=', actor.accountId)
    .executeTakeFirst();
  return (
    row ?? { digest: true, replyAlerts: true, closingSoon: true, resultApprovals: true, notesReturned: true }
  );
}

export async function saveNoticeSettings(
  trx: Trx,
  actor: Officer,
  s: NoticeSettings,
  requestId: string | null,
): Promise<void> {
  const values = {
    digest: s.digest,
    reply_alerts: s.replyAlerts,
    closing_soon: s.closingSoon,
    result_approvals: s.resultApprovals,
    notes_returned: s.notesReturned,
  };
  await trx
    .insertInto('account_setting')
    .values({ account_id: actor.accountId, ...values })
    .onConflict((c) => c.column('account_id').doUpdateSet({ ...values, updated_at: sql<Date>`now()` }))
    .execute();
  await audit(trx, actor, {
    act: 'account.noticeSettings',
    subjectKind: 'account',
    subjectId: actor.accountId,
    requestId,
    details: { ...s },
  });
}
