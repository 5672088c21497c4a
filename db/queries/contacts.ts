import type { ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, openBriefs } from '../personal.ts';

export interface Contact extends Brief {
  submittedAt: Date;
  replyStatus: ReplyStatus;
}

/** R81: the contacts of everyone whose application to the vacancy stands, oldest first; one audit event. */
export async function contactsOf(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  o: { vacancyNo: string; agencyId: number; fileType: 'ods' | 'xlsx'; requestId: string | null },
): Promise<Contact[]> {
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'brief_enc', 'submitted_at', 'reply_status'])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  const briefs = await openBriefs(trx, keyring, rows);
  await audit(trx, actor, {
    act: 'contacts.export',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { count: rows.length, fileType: o.fileType },
  });
  return rows.flatMap((r) => {
    const brief = briefs.get(r.id);
    return brief ? [{ ...brief, submittedAt: r.submitted_at, replyStatus: r.reply_status }] : [];
  });
}
