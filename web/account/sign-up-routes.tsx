import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { claimKey } from '../../db/idempotency.ts';
import {
  applicantByEmail,
  applicantProfile,
  confirmApplicant,
  createApplicant,
  renewSignUp,
  setApplicantPassword,
} from '../../db/queries/applicant-accounts.ts';
import { lookAtToken, mailboxConfirmed, mailToken, useToken } from '../../db/queries/one-time-tokens.ts';
import { checkEmail } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { brake } from '../middleware/brake.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { newPasswordProblems } from './new-password.tsx';
import { hashPassword } from './passwords.ts';
import { GATE } from './sign-in-act.ts';
import { ConfirmMailboxPage, DeadLinkPage, MailSentPage, SignUpPage } from './sign-up-pages.tsx';

/** Shortest time an answer about an address takes, so that it does not tell whether it is known. */
const EVEN_MS = 400;

export function signUpRoutes(s: Services): Hono {
  const app = new Hono();
  app.get(paths.applicant.signUp(), (c) => {
    const ctx = pageContext(c);
    if (c.req.query('sent') === undefined) return respond(c, <SignUpPage ctx={ctx} formKey={newFormKey()} />);
    return respond(
      c,
      <MailSentPage
        ctx={ctx}
        title="請至信箱收信"
        what="我們已寄出一封信到您填寫的信箱，請開啟信中的連結完成確認。若這個信箱先前已有帳號，信中則是重設密碼的連結。"
        hours="信中載明的期限"
      />,
    );
  });
  app.use(paths.applicant.signUp(), brake(s.config.doorTriesPerMinute));
  app.post(paths.applicant.signUp(), (c) => signUp(c, s));

  app.get('/applicant/confirm/:token', async (c) => {
    const token = c.req.param('token');
    const found = await withActor(s.db, GATE, (trx) => lookAtToken(trx, 'confirmMailbox', token));
    if (!found) return deadLink(c);
    return respond(
      c,
      <ConfirmMailboxPage
        ctx={pageContext(c)}
        action={paths.applicant.confirm(token)}
        setPassword={found.contested}
      />,
    );
  });
  app.post('/applicant/confirm/:token', (c) => confirm(c, s, c.req.param('token')));
  return app;
}

async function signUp(c: Context, s: Services): Promise<Response> {
  const typed = posted(c, 'email');
  const password = posted(c, 'password');
  const consent = posted(c, 'consent') !== '';
  const key = formKey(c);
  const email = checkEmail(typed, 'Email');
  const problems: Problem[] = [
    ...(email.ok ? [] : [{ field: 'email', message: email.message }]),
    ...newPasswordProblems(password, posted(c, 'passwordAgain'), typed),
    ...(consent ? [] : [{ field: 'consent', message: '請閱讀告知事項並勾選同意，才能申請帳號' }]),
  ];
  if (!email.ok || problems.length > 0)
    return respond(
      c,
      <SignUpPage ctx={pageContext(c)} formKey={key} email={typed} consent={consent} problems={problems} />,
      422,
    );
  const even = new Promise((r) => setTimeout(r, EVEN_MS));
  const passwordHash = await hashPassword(s.keyring, password);
  await withActor(s.db, GATE, async (trx) => {
    if (await claimKey(trx, GATE, 'applicant.signUp', key)) return;
    await register(trx, s, { email: email.normal, passwordHash, requestId: requestIdOf(c) });
  });
  await even;
  return goTo(c, `${paths.applicant.signUp()}?sent`);
}

/** A new account, a fresh link for one not confirmed, or, for one that is, the way to its password. */
async function register(
  trx: Trx,
  s: Services,
  o: { email: string; passwordHash: string; requestId: string },
): Promise<void> {
  const made = await createApplicant(trx, s.keyring, {
    email: o.email,
    name: '',
    passwordHash: o.passwordHash,
  });
  const known = made ? { id: made, confirmed: false } : await applicantByEmail(trx, s.keyring, o.email);
  if (!known) return;
  if (!made && !known.confirmed) await renewSignUp(trx, known.id, o.passwordHash);
  const purpose = known.confirmed ? 'resetPassword' : 'confirmMailbox';
  const mailed = await mailToken(trx, s.keyring, purpose, { kind: 'applicant', id: known.id });
  await audit(trx, GATE, {
    act: 'applicant.signUp',
    subjectKind: 'applicant',
    subjectId: known.id,
    requestId: o.requestId,
    details: { made: made !== undefined, confirmed: known.confirmed, mailed },
  });
}

async function confirm(c: Context, s: Services, token: string): Promise<Response> {
  const looked = await withActor(s.db, GATE, async (trx) => {
    const found = await lookAtToken(trx, 'confirmMailbox', token);
    return found && { ...found, email: (await applicantProfile(trx, s.keyring, found.id))?.email ?? '' };
  });
  if (!looked) return alreadyConfirmed(c, s, token);
  const password = posted(c, 'password');
  const problems = looked.contested
    ? newPasswordProblems(password, posted(c, 'passwordAgain'), looked.email)
    : [];
  if (problems.length > 0)
    return respond(
      c,
      <ConfirmMailboxPage
        ctx={pageContext(c)}
        action={paths.applicant.confirm(token)}
        setPassword
        problems={problems}
      />,
      422,
    );
  const hash = looked.contested ? await hashPassword(s.keyring, password) : undefined;
  const done = await withActor(s.db, GATE, async (trx) => {
    const used = await useToken(trx, 'confirmMailbox', token);
    if (!used || (used.contested && !hash)) return false;
    if (hash) await setApplicantPassword(trx, used.id, hash);
    await confirmApplicant(trx, used.id);
    await audit(trx, GATE, {
      act: 'applicant.confirm',
      subjectKind: 'applicant',
      subjectId: used.id,
      requestId: requestIdOf(c),
    });
    return true;
  });
  return done ? confirmed(c) : alreadyConfirmed(c, s, token);
}

const confirmed = (c: Context): Response =>
  goTo(c, paths.applicant.signIn(), { kind: 'success', text: '信箱已確認，請登入。' });

/** A second press of the same link is told what the first did; not where a password was to be set, which may be another. */
async function alreadyConfirmed(c: Context, s: Services, token: string): Promise<Response> {
  const is =
    posted(c, 'password') === '' && (await withActor(s.db, GATE, (trx) => mailboxConfirmed(trx, token)));
  return is ? confirmed(c) : deadLink(c);
}

const deadLink = (c: Context): Response =>
  respond(
    c,
    <DeadLinkPage ctx={pageContext(c)} again={{ href: paths.applicant.signIn(), text: '前往應徵者登入' }} />,
    410,
  );
