import { type Actor, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { type Attempt, accountSignedIn, spendTry } from '../../db/queries/accounts.ts';
import { applicantSignedIn, giveTriesBack, spendApplicantTry } from '../../db/queries/applicant-accounts.ts';
import { mailToken } from '../../db/queries/one-time-tokens.ts';
import { endSignIn, openSignIn } from '../../db/queries/sign-ins.ts';
import type { Door } from '../middleware/sign-in.ts';
import type { Services } from '../services.ts';
import { passwordFits } from './passwords.ts';

export const GATE: Actor = { kind: 'gate' };

export type SignInTry =
  | { ok: true; token: string; csrf: string }
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
    if (o.replaces) await endSignIn(trx, o.replaces);
    if (door === 'staff') await accountSignedIn(trx, attempt.id);
    else await applicantSignedIn(trx, attempt.id);
    const who = door === 'staff' ? { accountId: attempt.id } : { applicantId: attempt.id };
    const opened = await openSignIn(trx, { ...who, way: 'account', hours: s.config.absoluteHours });
    await note('signIn', { way: 'account' });
    return { ok: true, ...opened };
  });
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
