import { withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { applicantProfile, giveTriesBack, spendApplicantTry } from '../../db/queries/applicant-accounts.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Services } from '../services.ts';
import { passwordFits } from './passwords.ts';
import { GATE } from './sign-in-act.ts';

/**
 * The password once more before what a browser left open must not do alone (ASVS 7.5.1). Each try counts as one at the
 * door does: five wrong ones lock the account for fifteen minutes.
 */
export async function stepUpProblems(
  s: Services,
  applicantId: string,
  password: string,
  requestId: string,
): Promise<Problem[]> {
  if (password === '') return [{ field: 'passwordOld', message: '請輸入目前的密碼' }];
  const attempt = await withActor(s.db, GATE, async (trx) => {
    const profile = await applicantProfile(trx, s.keyring, applicantId);
    return profile && spendApplicantTry(trx, s.keyring, profile.email);
  });
  const fits = await passwordFits(s.keyring, attempt?.passwordHash, password.slice(0, 500));
  return withActor(s.db, GATE, async (trx) => {
    if (attempt && fits) {
      await giveTriesBack(trx, attempt.id);
      return [];
    }
    await audit(trx, GATE, {
      act: 'stepUp.refused',
      subjectKind: 'applicant',
      subjectId: applicantId,
      requestId,
      details: { locked: attempt === undefined || attempt.locks },
    });
    return [
      { field: 'passwordOld', message: '目前的密碼不正確，請重新輸入；連續錯誤 5 次，帳號將暫停 15 分鐘' },
    ];
  });
}
