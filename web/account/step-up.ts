import type { Context } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { type Attempt, accountPassword, giveAccountTriesBack, spendTry } from '../../db/queries/accounts.ts';
import { applicantProfile, giveTriesBack, spendApplicantTry } from '../../db/queries/applicant-accounts.ts';
import { passwordGiven } from '../../db/queries/sign-ins.ts';
import type { Problem } from '../../domain/problem.ts';
import { posted, requestIdOf, signInOf } from '../middleware/state.ts';
import type { Services } from '../services.ts';
import { passwordFits } from './passwords.ts';
import { GATE } from './sign-in-act.ts';

/** The box for it, in every form that asks. */
export const OWN_PASSWORD = 'passwordOld';

/** Why, where personal data goes out. */
export const STEP_UP_HINT = '距離上次輸入已有一段時間；個人資料離開系統前，請再輸入一次登入密碼。';

/** Whether this sign-in gave its password so long ago that it is asked for again (ASVS 7.5.3). */
export function stepUpDue(c: Context, s: Services): boolean {
  const given = signInOf(c)?.passwordGivenAt;
  return given === undefined || given.getTime() + s.config.stepUpMinutes * 60_000 <= s.now().getTime();
}

/** Before personal data goes out: the password posted with the form, where it was given long ago (ASVS 7.5.3). */
export async function freshPasswordProblems(s: Services, c: Context): Promise<Problem[]> {
  return stepUpDue(c, s) ? stepUpProblems(s, c, posted(c, OWN_PASSWORD)) : [];
}

/**
 * The password once more before what a browser left open must not do alone (ASVS 7.5.1, 7.5.3). A right one is remembered
 * with the sign-in.
 */
export async function stepUpProblems(s: Services, c: Context, password: string): Promise<Problem[]> {
  const signIn = signInOf(c);
  if (!signIn) throw new Error('notSignedIn');
  return passwordProblems(s, c, signIn.who, password, (trx) => passwordGiven(trx, signIn.idHash));
}

type Asked = { kind: 'account'; accountId: string } | { kind: 'applicant'; applicantId: string };

/**
 * Whether somebody gives the password of an account. Each try counts as one at the door does: five wrong ones lock the
 * account for fifteen minutes.
 * @param o.fits done with the tries given back, as `gate`
 */
export async function passwordProblems(
  s: Services,
  c: Context,
  who: Asked,
  password: string,
  fits?: (trx: Trx) => Promise<void>,
): Promise<Problem[]> {
  if (password === '') return [{ field: OWN_PASSWORD, message: '請輸入目前的密碼' }];
  const attempt = await withActor(s.db, GATE, (trx) => spend(s, trx, who));
  const right = await passwordFits(s.keyring, attempt?.passwordHash, password.slice(0, 500));
  return withActor(s.db, GATE, async (trx) => {
    if (attempt && right) {
      await (who.kind === 'account' ? giveAccountTriesBack : giveTriesBack)(trx, attempt.id);
      await fits?.(trx);
      return [];
    }
    await audit(trx, GATE, {
      act: 'stepUp.refused',
      subjectKind: who.kind,
      subjectId: who.kind === 'account' ? who.accountId : who.applicantId,
      requestId: requestIdOf(c),
      details: { locked: attempt === undefined || attempt.locks },
    });
    return [
      { field: OWN_PASSWORD, message: '目前的密碼不正確，請重新輸入；連續錯誤 5 次，帳號將暫停 15 分鐘' },
    ];
  });
}

async function spend(s: Services, trx: Trx, who: Asked): Promise<Attempt | undefined> {
  if (who.kind === 'account') {
    const account = await accountPassword(trx, who.accountId);
    return account && spendTry(trx, account.login);
  }
  const profile = await applicantProfile(trx, s.keyring, who.applicantId);
  return profile && spendApplicantTry(trx, s.keyring, profile.email);
}
