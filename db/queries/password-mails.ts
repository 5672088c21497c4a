import { randomBytes } from 'node:crypto';
import type { Trx } from '../actor.ts';
import { put } from '../outbox.ts';
import { recordMail } from './mail-rows.ts';
import type { TokenOwner } from './one-time-tokens.ts';

/** Puts the mail that tells of a changed password, in the transaction that changes it (as `gate`). */
export async function tellPasswordChanged(trx: Trx, owner: TokenOwner): Promise<void> {
  const mailId = await recordMail(trx, {
    key: `passwordChanged:${owner.id}:${randomBytes(4).toString('hex')}`,
    kind: 'passwordChanged',
    applicant_id: owner.kind === 'applicant' ? owner.id : null,
    account_id: owner.kind === 'account' ? owner.id : null,
  });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${mailId}` });
}
