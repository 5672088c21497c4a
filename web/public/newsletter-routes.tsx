import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { sha256 } from '../../db/crypto.ts';
import {
  askForManageLink,
  askForNewsletter,
  cancelNewsletter,
  changeNewsletter,
  confirmNewsletter,
  type Frequency,
  type Holder,
  managed,
  pendingWish,
} from '../../db/queries/newsletter.ts';
import { checkEmail } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { readConditions } from '../../domain/search-conditions.ts';
import { DeadLinkPage } from '../account/sign-up-pages.tsx';
import { brake } from '../middleware/brake.ts';
import { posted, postedForm, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import {
  CancelledPage,
  CancelPage,
  ConfirmPage,
  FREQUENCIES,
  MailAskedPage,
  ManagePage,
  SubscribePage,
} from './newsletter-pages.tsx';

/** Shortest time an answer about a mailbox takes, so that it does not tell whether it is known. */
const EVEN_MS = 300;
const GATE = { kind: 'gate' } as const;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * R14, R15: 電子報訂閱 and 電子報取消. A mailbox somebody names gets one mail and nothing else; what is changed is
 * changed by the buttons behind mailed links. A GET changes nothing, since mail scanners open links.
 */
export function newsletterRoutes(s: Services): Hono {
  const app = new Hono();
  app.use('/newsletter/*', privately);

  app.get(paths.public.newsletterSubscribe(), (c) => {
    const ctx = pageContext(c);
    if (c.req.query('sent') === undefined)
      return respond(c, <SubscribePage ctx={ctx} search={readConditions(c.req.query())} frequency="daily" />);
    return respond(
      c,
      <MailAskedPage
        ctx={ctx}
        title="請至信箱收信"
        what="我們寄出一封確認信到您填寫的信箱。請於七日內開啟信中的連結，完成確認後才會開始寄送。"
      />,
    );
  });
  app.use(paths.public.newsletterSubscribe(), brake(s.config.doorTriesPerMinute));
  app.post(paths.public.newsletterSubscribe(), (c) => subscribe(c, s));

  app.get(paths.public.newsletterCancel(), (c) => {
    const ctx = pageContext(c);
    if (c.req.query('sent') === undefined) return respond(c, <CancelPage ctx={ctx} />);
    return respond(
      c,
      <MailAskedPage
        ctx={ctx}
        title="請至信箱收信"
        what="若這個信箱已訂閱電子報，我們已寄出一封信，信中的連結可以變更或取消訂閱。"
      />,
    );
  });
  app.use(paths.public.newsletterCancel(), brake(s.config.doorTriesPerMinute));
  app.post(paths.public.newsletterCancel(), (c) => askForLink(c, s));

  app.get('/newsletter/confirm/:token', async (c) => {
    const token = c.req.param('token');
    const holder = holderOf(token);
    const wish = await withActor(s.db, holder, (trx) => pendingWish(trx, s.keyring, holder));
    return wish ? respond(c, <ConfirmPage ctx={pageContext(c)} token={token} wish={wish} />) : deadLink(c);
  });
  app.post('/newsletter/confirm/:token', async (c) => {
    const holder = holderOf(c.req.param('token'));
    const done = await withActor(s.db, holder, (trx) => confirmNewsletter(trx, s.keyring, holder));
    if (!done) return deadLink(c);
    return goTo(c, paths.public.newsletterManage(done.manageToken), {
      kind: 'success',
      text: '訂閱已確認，有新職缺時就會寄送。',
    });
  });

  app.get('/newsletter/manage/:token', (c) => manage(c, s, c.req.param('token')));
  app.post('/newsletter/manage/:token', async (c) => {
    const token = c.req.param('token');
    const holder = holderOf(token);
    const keep = postedForm(c)
      .entries.filter(([name]) => name === 'keep')
      .map(([, value]) => Number(value));
    const frequency = posted(c, 'frequency') === 'weekly' ? 'weekly' : 'daily';
    const done = await withActor(s.db, holder, (trx) =>
      changeNewsletter(trx, s.keyring, holder, { frequency, keep }),
    );
    if (!done) return manage(c, s, token);
    return goTo(c, paths.public.newsletterManage(token), { kind: 'success', text: '變更已儲存。' });
  });

  // opened by a person (or a scanner), it shows the button; a mail programme posts here by itself (RFC 8058)
  app.get('/newsletter/unsubscribe/:token', (c) => manage(c, s, c.req.param('token')));
  app.post('/newsletter/unsubscribe/:token', async (c) => {
    const holder = holderOf(c.req.param('token'));
    const at = await withActor(s.db, holder, (trx) => cancelNewsletter(trx, holder));
    return at ? respond(c, <CancelledPage ctx={pageContext(c)} at={at} />) : deadLink(c);
  });
  return app;
}

async function subscribe(c: Context, s: Services): Promise<Response> {
  const values = Object.fromEntries(postedForm(c).entries);
  const search = readConditions(values);
  const email = checkEmail(posted(c, 'email'), '電子郵件信箱');
  const frequency = FREQUENCIES.find((one) => one.code === posted(c, 'frequency'))?.code;
  const problems: Problem[] = [
    ...(email.ok ? [] : [{ field: 'email', message: email.message }]),
    ...(frequency ? [] : [{ field: 'frequency', message: '請選擇寄送頻率' }]),
  ];
  if (!email.ok || !frequency)
    return respond(
      c,
      <SubscribePage
        ctx={pageContext(c)}
        search={search}
        email={posted(c, 'email')}
        frequency={frequency}
        problems={problems}
      />,
      422,
    );
  await evenly(c, s, 'newsletter.ask', (trx) =>
    askForNewsletter(trx, s.keyring, email.normal, { search, frequency: frequency as Frequency }),
  );
  return goTo(c, `${paths.public.newsletterSubscribe()}?sent`);
}

async function askForLink(c: Context, s: Services): Promise<Response> {
  const email = checkEmail(posted(c, 'email'), '電子郵件信箱');
  if (!email.ok)
    return respond(
      c,
      <CancelPage
        ctx={pageContext(c)}
        email={posted(c, 'email')}
        problems={[{ field: 'email', message: email.message }]}
      />,
      422,
    );
  await evenly(c, s, 'newsletter.askLink', (trx) => askForManageLink(trx, s.keyring, email.normal));
  return goTo(c, `${paths.public.newsletterCancel()}?sent`);
}

/** Known or not, the answer takes as long and says the same; the trail tells whether a mail was put. */
async function evenly(
  c: Context,
  s: Services,
  act: string,
  ask: (trx: Trx) => Promise<boolean>,
): Promise<void> {
  const even = new Promise((done) => setTimeout(done, EVEN_MS));
  await withActor(s.db, GATE, async (trx) => {
    const mailed = await ask(trx);
    await audit(trx, GATE, {
      act,
      subjectKind: 'newsletter',
      requestId: requestIdOf(c),
      details: { mailed },
    });
  });
  await even;
}

async function manage(c: Context, s: Services, token: string): Promise<Response> {
  const holder = holderOf(token);
  const found = await withActor(s.db, holder, (trx) => managed(trx, s.keyring, holder));
  if (!found) return deadLink(c);
  const ctx = pageContext(c);
  if (found.state === 'ended') return respond(c, <CancelledPage ctx={ctx} at={found.endedAt} />);
  return respond(c, <ManagePage ctx={ctx} token={token} subscription={found.subscription} />);
}

/** Pages behind mailed links are kept by nobody and found by no search engine. */
async function privately(c: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (!/^\/newsletter\/(confirm|manage|unsubscribe)\//.test(c.req.path)) return;
  c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex, nofollow');
}

function holderOf(token: string): Holder {
  const hash = sha256(TOKEN.test(token) ? token : 'no token').toString('hex');
  return { kind: 'tokenHolder', tokenHash: hash };
}

const deadLink = (c: Context): Response =>
  respond(
    c,
    <DeadLinkPage
      ctx={pageContext(c)}
      again={{ href: paths.public.newsletterSubscribe(), text: '電子報訂閱' }}
    />,
    410,
  );
