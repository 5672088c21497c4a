import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { claimKey } from '../../db/idempotency.ts';
import { applicantProfile, foldAddress } from '../../db/queries/applicant-accounts.ts';
import {
  type AskedMailbox,
  askForMailbox,
  changeMailbox,
  freeUnconfirmed,
  lookAtMailbox,
  MAILBOX_LINK_HOURS,
} from '../../db/queries/mailbox-change.ts';
import { checkEmail } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { brake } from '../middleware/brake.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { posted, signInOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { ConfirmNewMailboxPage, MailboxPage, MailboxTakenPage } from './mailbox-pages.tsx';
import { GATE } from './sign-in-act.ts';
import { DeadLinkPage, MailSentPage } from './sign-up-pages.tsx';
import { OWN_PASSWORD, passwordProblems, stepUpProblems } from './step-up.ts';

const UNIQUE_VIOLATION = '23505';

/** 變更電子郵件信箱: asked for with the password, confirmed at the new mailbox with the password once more. */
export function mailboxRoutes(s: Services): Hono {
  const app = new Hono();
  app.get(paths.applicant.mailbox(), async (c) => {
    const actor = requireApplicant(c);
    if (c.req.query('sent') === undefined) return form(c, s, actor);
    return respond(
      c,
      <MailSentPage
        ctx={pageContext(c)}
        title="請至新的信箱收信"
        what="我們已寄出一封信到您填寫的新信箱，請開啟信中的連結完成變更。在那之前，請繼續使用目前的信箱。"
        hours={` ${MAILBOX_LINK_HOURS} 小時`}
      />,
    );
  });
  app.use(paths.applicant.mailbox(), brake(s.config.doorTriesPerMinute));
  app.post(paths.applicant.mailbox(), (c) => ask(c, s));

  app.get('/applicant/mailbox/:token', async (c) => {
    const token = c.req.param('token');
    const asked = await withActor(s.db, GATE, (trx) => lookAtMailbox(trx, s.keyring, token));
    return asked ? confirmPage(c, token, asked) : deadLink(c);
  });
  app.use('/applicant/mailbox/:token', brake(s.config.doorTriesPerMinute));
  app.post('/applicant/mailbox/:token', (c) => confirm(c, s, c.req.param('token')));
  return app;
}

async function form(
  c: Context,
  s: Services,
  actor: ReturnType<typeof requireApplicant>,
  again?: { typed: string; problems: Problem[] },
): Promise<Response> {
  const profile = await withActor(s.db, actor, (trx) => applicantProfile(trx, s.keyring, actor.applicantId));
  return respond(
    c,
    <MailboxPage ctx={pageContext(c)} email={profile?.email ?? ''} formKey={newFormKey()} {...again} />,
    again ? 422 : 200,
  );
}

async function ask(c: Context, s: Services): Promise<Response> {
  const actor = requireApplicant(c);
  const key = formKey(c);
  const typed = posted(c, 'email').slice(0, 254);
  const email = checkEmail(typed, '新的 Email');
  const present = await withActor(s.db, actor, (trx) => applicantProfile(trx, s.keyring, actor.applicantId));
  const same = email.ok && foldAddress(email.normal) === foldAddress(present?.email ?? '');
  const problems: Problem[] = email.ok ? [] : [{ field: 'email', message: email.message }];
  if (same) problems.push({ field: 'email', message: '這就是目前的信箱，請輸入要改用的信箱' });
  problems.push(...(await stepUpProblems(s, c, posted(c, OWN_PASSWORD))));
  if (!email.ok || problems.length > 0) return form(c, s, actor, { typed, problems });
  const mailed = await withActor(s.db, actor, async (trx) => {
    if (await claimKey(trx, actor, 'account.askMailbox', key)) return true;
    return askForMailbox(trx, s.keyring, actor, email.normal);
  });
  if (mailed) return goTo(c, `${paths.applicant.mailbox()}?sent`);
  const message = '一小時內已寄出三封確認信，請稍後再試，或先查看已寄出的信';
  return form(c, s, actor, { typed, problems: [{ field: 'email', message }] });
}

const confirmPage = (
  c: Context,
  token: string,
  asked: AskedMailbox,
  problems: Problem[] = [],
): Response | Promise<Response> =>
  respond(
    c,
    <ConfirmNewMailboxPage
      ctx={pageContext(c)}
      action={paths.applicant.confirmMailbox(token)}
      address={asked.address}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );

async function confirm(c: Context, s: Services, token: string): Promise<Response> {
  const asked = await withActor(s.db, GATE, (trx) => lookAtMailbox(trx, s.keyring, token));
  if (!asked) return deadLink(c);
  const actor = { kind: 'applicant', applicantId: asked.applicantId } as const;
  const problems = await passwordProblems(s, c, actor, posted(c, OWN_PASSWORD));
  if (problems.length > 0) return confirmPage(c, token, asked, problems);
  const signIn = signInOf(c);
  const own = signIn?.who.kind === 'applicant' && signIn.who.applicantId === asked.applicantId;
  try {
    await withActor(s.db, GATE, (trx) => freeUnconfirmed(trx, s.keyring, asked.address));
    const changed = await withActor(s.db, actor, (trx) =>
      changeMailbox(trx, s.keyring, actor, { token, keep: own ? signIn.idHash : null }),
    );
    if (!changed) return deadLink(c);
  } catch (e) {
    if ((e as { code?: unknown }).code !== UNIQUE_VIOLATION) throw e;
    return respond(c, <MailboxTakenPage ctx={pageContext(c)} />, 409);
  }
  return own
    ? goTo(c, paths.applicant.profile(), { kind: 'success', text: '信箱已變更，其他裝置已登出。' })
    : goTo(c, paths.applicant.signIn(), { kind: 'success', text: '信箱已變更，請以新的信箱登入。' });
}

const deadLink = (c: Context): Response | Promise<Response> =>
  respond(
    c,
    <DeadLinkPage
      ctx={pageContext(c)}
      again={{ href: paths.applicant.mailbox(), text: '重新申請變更信箱' }}
    />,
    410,
  );
