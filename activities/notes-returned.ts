import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { noteReturnedData } from '../db/queries/note-returned-mail.ts';
import { LISTING_ACTS } from '../domain/listing-note.ts';
import { noteReturnedMail } from '../mail/templates/note-returned.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** To the officer: her 公開說明 was sent back, and why. Handed in again meanwhile, it is told to nobody. */
export async function sendNoteReturned(deps: Deps, id: string, decided: string): Promise<void> {
  const found = await asWorker(deps, (trx) => noteReturnedData(trx, id, decided));
  if (!found)
    return asWorker(deps, (trx) => replaceMail(trx, mailKey.noteReturned(id, new Date(Number(decided)))));
  const { vacancyNo, agencyId, accountId, to, act, decidedAt, ...words } = found;
  const mail = noteReturnedMail({
    ...words,
    name: to.name,
    vacancyNo,
    act: LISTING_ACTS[act],
    decidedAt: decidedAt.toISOString(),
    link: linksOf(deps.config.publicUrl).listingNote(vacancyNo, id),
  });
  const key = mailKey.noteReturned(id, decidedAt);
  const row = { key, kind: 'noteReturned', vacancyNo, account_id: accountId, agency_id: agencyId };
  await handOver(deps, row, { ...mail, to: { name: to.name, address: to.email } });
}
