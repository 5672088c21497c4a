import { withActor } from '../../db/actor.ts';
import { accountPassword } from '../../db/queries/accounts.ts';
import { applicantPassword } from '../../db/queries/applicant-accounts.ts';
import type { TokenOwner } from '../../db/queries/one-time-tokens.ts';
import { pastPasswords } from '../../db/queries/past-passwords.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Services } from '../services.ts';
import { passwordFits } from './passwords.ts';
import { GATE } from './sign-in-act.ts';

/** 附表十 4-2-5: a new password is neither the present one nor one of the three before it. */
export async function reusedPasswordProblems(
  s: Services,
  owner: TokenOwner,
  password: string,
): Promise<Problem[]> {
  const hashes = await withActor(s.db, GATE, async (trx) => {
    const present =
      owner.kind === 'account'
        ? (await accountPassword(trx, owner.id))?.hash
        : await applicantPassword(trx, owner.id);
    return [...(present ? [present] : []), ...(await pastPasswords(trx, owner))];
  });
  for (const hash of hashes)
    if (await passwordFits(s.keyring, hash, password))
      return [{ field: 'password', message: '這組密碼是目前的密碼或前三次用過的密碼，請換一組' }];
  return [];
}
