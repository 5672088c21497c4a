import { openJson, openSecret, sha256, unwrapDataKey } from '../db/crypto.ts';
import { type AccountMail, accountMail, linkExpiry, replaceMail } from '../db/queries/mails.ts';
import { confirmMailboxMail } from '../mail/templates/confirm-mailbox.ts';
import { passwordChangedMail } from '../mail/templates/password-changed.ts';
import { passwordResetMail } from '../mail/templates/password-reset.ts';
import type { MailPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { type Composed, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { mailboxMail } from './mailbox-mails.ts';

/** Mails that belong to no vacancy: one-time links to a person's own mailbox, and word of a changed password. */
export function mailActivities(deps: Deps): MailPorts {
  const links = linksOf(deps.config.publicUrl);
  const compose = (
    m: AccountMail,
    { name, address }: Addressee,
    token: string,
    expiresAt: string,
  ): Composed | undefined => {
    if (m.kind === 'confirmMailbox')
      return { ...confirmMailboxMail({ expiresAt, link: links.confirmMailbox(token) }), to: { address } };
    if (m.kind === 'passwordReset')
      return {
        ...passwordResetMail({ name, expiresAt, link: links.resetPassword(token) }),
        to: { name, address },
      };
    return undefined;
  };
  async function withLink(m: AccountMail, to: Addressee, secret: Buffer): Promise<Composed | undefined> {
    const token = openSecret(deps.keyring, secret, `mail:${m.key}`);
    const expires = await asWorker(deps, (trx) => linkExpiry(trx, sha256(token)));
    return expires && compose(m, to, token, expires.toISOString());
  }
  const ofChange = (m: AccountMail, { name, address }: Addressee): Composed => ({
    ...passwordChangedMail({ name, changedAt: m.createdAt.toISOString(), link: links.forgotPassword() }),
    to: { name, address },
  });
  return {
    async sendMail({ mailId }) {
      const m = await asWorker(deps, (trx) => accountMail(trx, mailId));
      if (!m) return;
      const to = addressee(deps, m);
      const mail =
        (await mailboxMail(deps, m, to?.name ?? '')) ??
        (to && (m.secret ? await withLink(m, to, m.secret) : ofChange(m, to)));
      // Used, run out or nobody left to write to: a dead link helps nobody.
      if (!mail) return asWorker(deps, (trx) => replaceMail(trx, m.key));
      const row = { key: m.key, kind: m.kind, account_id: m.accountId, applicant_id: m.applicantId };
      await handOver(deps, row, mail);
    },
  };
}

interface Addressee {
  name: string;
  address: string;
}

function addressee(deps: Deps, m: AccountMail): Addressee | undefined {
  if (m.account) return m.account.disabled ? undefined : { name: m.account.name, address: m.account.email };
  if (!m.applicant) return undefined;
  const owner = `applicant:${m.applicantId}`;
  const key = unwrapDataKey(deps.keyring, m.applicant.wrappedKey, owner);
  const profile = openJson<{ email: string; name?: string }>(key, m.applicant.profile, `${owner}:profile`);
  return { name: profile.name ?? '', address: profile.email };
}
