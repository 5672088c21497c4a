/** The page of an overdue password, sent: the new password is set and its owner let in, in one step. */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { accountPassword, setAccountPassword } from '../../db/queries/accounts.ts';
import { lookAtToken, useToken } from '../../db/queries/one-time-tokens.ts';
import { tellPasswordChanged } from '../../db/queries/password-mails.ts';
import { endOtherSignIns } from '../../db/queries/sign-ins.ts';
import type { Problem } from '../../domain/problem.ts';
import { posted, requestIdOf, signInOf } from '../middleware/state.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { newPasswordProblems } from './new-password.tsx';
import { OverduePage, RENEW } from './overdue-page.tsx';
import { hashPassword } from './passwords.ts';
import { reusedPasswordProblems } from './reused-password.ts';
import { GATE, signedIn } from './sign-in-act.ts';

/** The page; what the door was to lead to goes along as it came. */
export function overduePage(
  c: Context,
  s: Services,
  token: string,
  problems?: readonly Problem[],
): Promise<Response> | Response {
  const kept = Object.fromEntries(
    ['_held', '_next'].map((name) => [name, posted(c, name)] as const).filter(([, value]) => value !== ''),
  );
  const page = { ctx: pageContext(c), token, kept, mostDays: s.config.passwordDays.most, problems };
  return respond(c, <OverduePage {...page} />, problems ? 422 : 200);
}

/** @returns the token of her sign-in, the page with what is wrong, or null when the page's time is over */
export async function renewPassword(
  c: Context,
  s: Services,
): Promise<{ token: string } | { page: Response } | null> {
  const renew = posted(c, RENEW).slice(0, 100);
  const password = posted(c, 'password');
  const found = await withActor(s.db, GATE, async (trx) => {
    const owner = await lookAtToken(trx, 'renewPassword', renew);
    return owner && { id: owner.id, known: await accountPassword(trx, owner.id) };
  });
  if (!found?.known) return null;
  const owner = { kind: 'account', id: found.id } as const;
  const problems = newPasswordProblems(password, posted(c, 'passwordAgain'), found.known.login, true);
  if (problems.length === 0) problems.push(...(await reusedPasswordProblems(s, owner, password)));
  if (problems.length > 0) return { page: await overduePage(c, s, renew, problems) };
  const hash = await hashPassword(s.keyring, password);
  const requestId = requestIdOf(c);
  return withActor(s.db, GATE, async (trx) => {
    if (!(await useToken(trx, 'renewPassword', renew))) return null;
    await setAccountPassword(trx, owner.id, hash, s.now());
    await tellPasswordChanged(trx, owner);
    const ended = await endOtherSignIns(trx, { accountId: owner.id }, null);
    await audit(trx, GATE, {
      act: 'password.renew',
      subjectKind: 'account',
      subjectId: owner.id,
      requestId,
      details: { ended },
    });
    return signedIn(trx, s, owner, { requestId, replaces: signInOf(c)?.idHash ?? null });
  });
}
