import { openSecret } from '../db/crypto.ts';
import { applicationMailData } from '../db/queries/applicant-mail-data.ts';
import { lookAtMailbox } from '../db/queries/mailbox-change.ts';
import { type AccountMail, replaceMail } from '../db/queries/mails.ts';
import { changeMailboxMail } from '../mail/templates/change-mailbox.ts';
import { contactChangedMail } from '../mail/templates/contact-changed.ts';
import { mailboxChangedMail } from '../mail/templates/mailbox-changed.ts';
import { asWorker, type Deps } from './deps.ts';
import { type Composed, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/**
 * The mails of a change of mailbox, whose address is not (or not yet) the account's: the link to the new one, word to the
 * old one. undefined for any other mail, and for a link that is dead by now.
 */
export async function mailboxMail(deps: Deps, m: AccountMail, name: string): Promise<Composed | undefined> {
  if (!m.secret || (m.kind !== 'changeMailbox' && m.kind !== 'mailboxChanged')) return undefined;
  const secret = openSecret(deps.keyring, m.secret, `mail:${m.key}`);
  if (m.kind === 'mailboxChanged')
    return {
      ...mailboxChangedMail({
        ...{ name, changedAt: m.createdAt.toISOString() },
        link: linksOf(deps.config.publicUrl).home(),
      }),
      to: { name, address: secret },
    };
  const asked = await asWorker(deps, (trx) => lookAtMailbox(trx, deps.keyring, secret));
  return (
    asked && {
      ...changeMailboxMail({
        expiresAt: asked.expiresAt.toISOString(),
        link: linksOf(deps.config.publicUrl).changeMailbox(secret),
      }),
      to: { address: asked.address },
    }
  );
}

/** To the contact mailbox of an agency that knows the old address of one who applied. */
export async function sendContactChanged(
  deps: Deps,
  m: { key: string; createdAt: Date },
  applicationId: string,
): Promise<void> {
  const a = await asWorker(deps, (trx) => applicationMailData(trx, deps.keyring, applicationId));
  if (!a?.officerEmail) return asWorker(deps, (trx) => replaceMail(trx, m.key));
  const mail = contactChangedMail({
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    changedAt: m.createdAt.toISOString(),
    link: linksOf(deps.config.publicUrl).applicants(a.vacancyNo),
  });
  await handOver(
    deps,
    { key: m.key, kind: 'contactChanged', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { address: a.officerEmail } },
  );
}
