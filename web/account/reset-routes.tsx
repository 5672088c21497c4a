import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { accountByLogin, accountPassword, setAccountPassword } from '../../db/queries/accounts.ts';
import {
  applicantByEmail,
  applicantProfile,
  confirmApplicant,
  setApplicantPassword,
} from '../../db/queries/applicant-accounts.ts';
import { lookAtToken, mailToken, type TokenOwner, useToken } from '../../db/queries/one-time-tokens.ts';
import { tellPasswordChanged } from '../../db/queries/password-mails.ts';
import { endOtherSignIns } from '../../db/queries/sign-ins.ts';
import { brake } from '../middleware/brake.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { newPasswordProblems } from './new-password.tsx';
import { hashPassword } from './passwords.ts';
import { ForgotPage, ResetPage } from './reset-pages.tsx';
import { reusedPasswordProblems } from './reused-password.ts';
import { GATE } from './sign-in-act.ts';
import { DeadLinkPage, MailSentPage } from './sign-up-pages.tsx';

/** Shortest time of the answer, known or not. */
const EVEN_MS = 250;

/** 忘記密碼 (R4), for both kinds of account; 附表十 4-2-8: a one-time link of limited time to the mailbox. */
export function resetRoutes(s: Services): Hono {
  const app = new Hono();
  app.get(paths.account.forgotPassword(), (c) => {
    const ctx = pageContext(c);
    if (c.req.query('sent') === undefined) return respond(c, <ForgotPage ctx={ctx} />);
    return respond(
      c,
      <MailSentPage
        ctx={ctx}
        title="請至信箱收信"
        what="若這個帳號存在，我們已寄出重設密碼的連結到它登記的信箱。"
        hours="30 分鐘"
      />,
    );
  });
  app.use(paths.account.forgotPassword(), brake(s.config.doorTriesPerMinute));
  app.post(paths.account.forgotPassword(), (c) => forgot(c, s));

  app.get('/reset-password/:token', async (c) => {
    const token = c.req.param('token');
    const found = await withActor(s.db, GATE, (trx) => lookAtToken(trx, 'resetPassword', token));
    return found
      ? respond(
          c,
          <ResetPage
            ctx={pageContext(c)}
            action={paths.account.resetPassword(token)}
            staff={found.kind === 'account'}
          />,
        )
      : deadLink(c);
  });
  app.post('/reset-password/:token', (c) => reset(c, s, c.req.param('token')));
  return app;
}

async function forgot(c: Context, s: Services): Promise<Response> {
  const name = posted(c, 'login').trim().slice(0, 254);
  if (name === '')
    return respond(
      c,
      <ForgotPage ctx={pageContext(c)} problems={[{ field: 'login', message: '請輸入帳號或 Email' }]} />,
      422,
    );
  const even = new Promise((r) => setTimeout(r, EVEN_MS));
  await withActor(s.db, GATE, async (trx) => {
    const owner = await ownerOf(trx, s, name);
    if (!owner) return;
    const mailed = await mailToken(trx, s.keyring, 'resetPassword', owner);
    await audit(trx, GATE, {
      act: 'password.forgot',
      subjectKind: owner.kind,
      subjectId: owner.id,
      requestId: requestIdOf(c),
      details: { mailed },
    });
  });
  await even;
  return goTo(c, `${paths.account.forgotPassword()}?sent`);
}

/** An address is an applicant's; accounts of the back office are found by their login alone. */
async function ownerOf(trx: Trx, s: Services, name: string): Promise<TokenOwner | undefined> {
  const account = await accountByLogin(trx, name);
  if (account) return { kind: 'account', id: account.id };
  const applicant = name.includes('@') ? await applicantByEmail(trx, s.keyring, name) : undefined;
  return applicant && { kind: 'applicant', id: applicant.id };
}

async function reset(c: Context, s: Services, token: string): Promise<Response> {
  const password = posted(c, 'password');
  const owner = await withActor(s.db, GATE, async (trx) => {
    const found = await lookAtToken(trx, 'resetPassword', token);
    return found && { ...found, name: await nameOf(trx, s, found) };
  });
  if (!owner) return deadLink(c);
  const problems = newPasswordProblems(
    password,
    posted(c, 'passwordAgain'),
    owner.name,
    owner.kind === 'account',
  );
  if (problems.length === 0) problems.push(...(await reusedPasswordProblems(s, owner, password)));
  if (problems.length > 0)
    return respond(
      c,
      <ResetPage
        ctx={pageContext(c)}
        action={paths.account.resetPassword(token)}
        staff={owner.kind === 'account'}
        problems={problems}
      />,
      422,
    );
  const hash = await hashPassword(s.keyring, password);
  const done = await withActor(s.db, GATE, async (trx) => {
    const used = await useToken(trx, 'resetPassword', token);
    if (!used) return false;
    if (used.kind === 'account') await setAccountPassword(trx, used.id, hash, s.now());
    else {
      await setApplicantPassword(trx, used.id, hash);
      // the link came through the mailbox
      await confirmApplicant(trx, used.id);
    }
    await tellPasswordChanged(trx, used);
    const who = used.kind === 'account' ? { accountId: used.id } : { applicantId: used.id };
    const ended = await endOtherSignIns(trx, who, null);
    await audit(trx, GATE, {
      act: 'password.reset',
      subjectKind: used.kind,
      subjectId: used.id,
      requestId: requestIdOf(c),
      details: { ended },
    });
    return true;
  });
  if (!done) return deadLink(c);
  const door = owner.kind === 'account' ? paths.account.signIn() : paths.applicant.signIn();
  return goTo(c, door, { kind: 'success', text: '密碼已變更，所有已登入的裝置都已登出，請以新密碼登入。' });
}

async function nameOf(trx: Trx, s: Services, owner: TokenOwner): Promise<string> {
  if (owner.kind === 'account') return (await accountPassword(trx, owner.id))?.login ?? '';
  return (await applicantProfile(trx, s.keyring, owner.id))?.email ?? '';
}

const deadLink = (c: Context): Response =>
  respond(
    c,
    <DeadLinkPage
      ctx={pageContext(c)}
      again={{ href: paths.account.forgotPassword(), text: '重新申請重設密碼' }}
    />,
    410,
  );
