import { type ScreeningOutcome, screeningReason } from '../../domain/screening.ts';
import type { ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, loadDataKeys, openBrief } from '../personal.ts';
import { noteTexts } from './application-notes.ts';
import { openText } from './screening.ts';

/** What a sheet may hold besides the contacts, only when chosen. */
export interface ContactExtras {
  screening: boolean;
  notes: boolean;
}
export interface Contact extends Brief {
  submittedAt: Date;
  replyStatus: ReplyStatus;
  /** With `screening` chosen. */
  screening?: { outcome: ScreeningOutcome; reason: string };
  /** With `notes` chosen. */
  notes?: string[];
}

/** R81: the contacts of everyone whose application to the vacancy stands, oldest first; one audit event. */
export async function contactsOf(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  o: {
    vacancyNo: string;
    agencyId: number;
    fileType: 'ods' | 'xlsx';
    extras: ContactExtras;
    requestId: string | null;
  },
): Promise<Contact[]> {
  const rows = await trx
    .selectFrom('application as a')
    .leftJoin('screening as s', (join) =>
      join.onRef('s.application_id', '=', 'a.id').on('s.latest', '=', true),
    )
    .select(['a.id', 'a.brief_enc', 'a.submitted_at', 'a.reply_status'])
    .select(['s.outcome', 's.reason', 's.text_enc', 's.version'])
    .where('a.vacancy_no', '=', o.vacancyNo)
    .where('a.state', '=', 'open')
    .orderBy('a.submitted_at')
    .orderBy('a.id')
    .execute();
  const ids = rows.map((row) => row.id);
  const keys = await loadDataKeys(trx, keyring, ids);
  const notes = o.extras.notes ? await noteTexts(trx, keyring, ids) : undefined;
  await audit(trx, actor, {
    act: 'contacts.export',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { count: rows.length, fileType: o.fileType, ...o.extras },
  });
  return rows.flatMap((row) => {
    const key = keys.get(row.id);
    if (!key || !row.brief_enc) return [];
    const contact: Contact = {
      ...openBrief(key, row.id, row.brief_enc),
      submittedAt: row.submitted_at,
      replyStatus: row.reply_status,
    };
    if (o.extras.screening) {
      const text = row.text_enc && row.version ? openText(key, row.id, row.version, row.text_enc) : '';
      const reason = screeningReason({ reason: row.reason ?? '', text });
      contact.screening = { outcome: row.outcome ?? 'none', reason };
    }
    if (notes) contact.notes = notes.get(row.id) ?? [];
    return [contact];
  });
}
