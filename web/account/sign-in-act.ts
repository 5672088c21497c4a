import { type Actor, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { type Attempt, accountSignedIn, giveAccountTriesBack, spendTry } from '../../db/queries/accounts.ts';
import { applicantSignedIn, giveTriesBack, spendApplicantTry } from '../../db/queries/applicant-accounts.ts';
import { mailToken, newToken, type TokenOwner } from '../../db/queries/one-time-tokens.ts';
import { endSignIn, openSignIn } from '../../db/queries/sign-ins.ts';
import { passwordAge } from '../../domain/password-age.ts';
import type { Door } from '../middleware/sign-in.ts';
import type { Services } from '../services.ts';
import { passwordFits } from './passwords.ts';

export const GATE: Actor = { kind: 'gate' };

export type SignInTry =
  /** `daysLeft`: until an account's password is overdue, where that is soon. */
  | { ok: true; token: string; daysLeft: number | null }
  /** The password fitted and is too old: `token` lets its page set a new one. */
  | { ok: false; why: 'overdue'; token: string }
  /** `unconfirmed` is told only to who knows the password; everything else is `wrong`. */
  | { ok: false; why: 'wrong' }
  /** `mailed`: another link went out, and ended those before it. */
  | { ok: false; why: 'unconfirmed'; mailed: boolean };

/**
 * One try to sign in. It is counted before the password is compared and given back when it fits; five wrong ones
 * lock for fifteen minutes. What differs for unknown, locked and wrong is seen in the audit trail alone.
 * @param login account name, or the applicant's mail address
 * @param replaces the sign-in this browser had, which ends
 */
export async function trySignIn(
  s: Services,
  door: Door,
  o: { login: string; password: string; requestId: string; replaces: Buffer | null },
): Promise<SignInTry> {
  const subjectKind = door === 'staff' ? 'account' : 'applicant';
  const attempt = await withActor(s.db, GATE, (trx) => spend(s, door, o.login, trx));
  const fits = await passwordFits(s.keyring, attempt?.passwordHash, o.password);
  return withActor(s.db, GATE, async (trx): Promise<SignInTry> => {
    const note = (act: string, details: Record<string, unknown>) =>
      audit(trx, GATE, { act, subjectKind, subjectId: attempt?.id ?? null, requestId: o.requestId, details });
    if (!attempt || !fits) {
      await note('signIn.refused', { known: attempt !== undefined, locked: attempt?.locks ?? false });
      return { ok: false, why: 'wrong' };
    }
    if (!attempt.confirmed) {
      await giveTriesBack(trx, attempt.id);
      const mailed = await mailToken(trx, s.keyring, 'confirmMailbox', { kind: 'applicant', id: attempt.id });
      await note('signIn.unconfirmed', { mailed });
      return { ok: false, why: 'unconfirmed', mailed };
    }
    const age = attempt.passwordSetAt && passwordAge(attempt.passwordSetAt, s.config.passwordDays, s.now());
    if (age?.over) {
      await giveAccountTriesBack(trx, attempt.id);
      await note('signIn.passwordOver', {});
      const token = await newToken(trx, 'renewPassword', { kind: 'account', id: attempt.id });
      return { ok: false, why: 'overdue', token };
    }
    const who = { kind: subjectKind, id: attempt.id } as const;
    const { token } = await signedIn(trx, s, who, o);
    return { ok: true, token, daysLeft: age?.daysLeft ?? null };
  });
}

/** Opens the sign-in of somebody who has shown who she is (as `gate`). @param o.replaces the one before, which ends */
export async function signedIn(
  trx: Trx,
  s: Services,
  who: TokenOwner,
  o: { requestId: string; replaces: Buffer | null },
): Promise<{ token: string }> {
  if (o.replaces) await endSignIn(trx, o.replaces);
  await (who.kind === 'account' ? accountSignedIn : applicantSignedIn)(trx, who.id);
  const owner = who.kind === 'account' ? { accountId: who.id } : { applicantId: who.id };
  const opened = await openSignIn(trx, { ...owner, way: 'account', hours: s.config.absoluteHours });
  await audit(trx, GATE, {
    act: 'signIn',
    subjectKind: who.kind,
    subjectId: who.id,
    requestId: o.requestId,
    details: { way: 'account' },
  });
  return opened;
}

type Trx = Parameters<typeof spendTry>[0];

async function spend(
  s: Services,
  door: Door,
  login: string,
  trx: Trx,
): Promise<(Attempt & { confirmed: boolean }) | undefined> {
  if (door === 'applicant') return spendApplicantTry(trx, s.keyring, login);
  const attempt = await spendTry(trx, login);
  return attempt && { ...attempt, confirmed: true };
}
