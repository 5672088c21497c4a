import { type Context, Hono } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { type ReplyRecorded, recordReply } from '../../db/queries/notice-reply.ts';
import { type ReplyView, replyView } from '../../db/queries/reply-view.ts';
import { cleanText } from '../../domain/contact.ts';
import { checkReply, type ReplyClosed } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { addressOf } from '../middleware/address.ts';
import { tally } from '../middleware/brake.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { PageContext } from '../view.ts';
import { fixedWords, ReplyBrakedPage, ReplyClosedPage, ReplyPage, ReplyUnknownPage } from './reply-page.tsx';

type Holder = Actor & { kind: 'tokenHolder' };
type Refused = Extract<ReplyRecorded, { ok: false }>['why'];
/** The form asked for something that cannot be recorded: nothing of its transaction stays, its key neither. */
class NotRecorded extends Error {
  readonly why: Refused;
  constructor(why: Refused) {
    super(why);
    this.why = why;
  }
}
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** In the address of the page that follows a reply; it says so where one is recorded. */
const RECORDED = 'recorded';

/**
 * The signed link of an interview notice (R91). GET and HEAD show and change nothing (mail scanners open
 * links); POST decides, with the token in its body, which is the proof: no cookie is used or set. What was recorded is
 * shown by the link itself, so that a page loaded again posts nothing.
 */
export function replyRoutes(s: Services): Hono {
  const app = new Hono();

  const wrongLinks = tally(s.config.doorTriesPerMinute);
  const looks = tally(s.config.doorTriesPerMinute);
  const posts = tally(s.config.doorTriesPerMinute);

  app.use('/r/*', privately);
  app.use('/r', privately);

  app.get('/r/:token', async (c) => {
    const token = c.req.param('token');
    const holder = holderOf(token);
    if (wrongLinks.full(addressOf(c))) return braked(c);
    const view = admitted(c, await read(holder));
    if (view instanceof Response) return view;
    if (!looks.add(holder.tokenHash)) return braked(c);
    if (view.closed) return closedPage(c, view, view.closed);
    const saved = c.req.query(RECORDED) !== undefined && view.reply !== null;
    const page = { ctx: nobody(c), view, token, formKey: newFormKey(), saved };
    return respond(c, <ReplyPage {...page} />);
  });

  app.post(paths.reply.post(), async (c) => {
    const token = posted(c, 'token');
    const holder = holderOf(token);
    if (wrongLinks.full(addressOf(c))) return braked(c);
    if (TOKEN.test(token) && !posts.add(holder.tokenHash)) return braked(c);
    const order = {
      reply: posted(c, 'reply'),
      message: cleanText(posted(c, 'message')),
      slotId: posted(c, 'slot'),
      key: /^[\w-]{8,64}$/.test(posted(c, '_key')) ? posted(c, '_key') : newFormKey(),
    };
    const refused = await record(holder, order);
    if (!refused) return c.redirect(`${paths.reply.open(token)}?${RECORDED}`, 303);
    const view = admitted(c, await read(holder));
    if (view instanceof Response) return view;
    if (view.closed) return closedPage(c, view, view.closed);
    const again = (wrong: readonly Problem[], formKey: string) =>
      respond(
        c,
        <ReplyPage
          ctx={nobody(c)}
          view={view}
          token={token}
          formKey={formKey}
          slot={order.slotId}
          chosen={order.reply}
          message={order.message}
          problems={wrong}
        />,
        422,
      );
    const slots = view.slots?.map((slot) => slot.id) ?? null;
    const problems = checkReply({ ...order, slot: order.slotId }, { slots });
    if (problems.length > 0) return again(problems, order.key);
    if (refused === 'slotFixed') return again([{ field: 'slot', message: fixedWords(view) }], newFormKey());
    if (refused === 'unknown' || refused === 'form') return unknownPage(c);
    if (refused === 'slotTaken')
      return again([{ field: 'slot', message: '這個時段剛被選走，請改選其他時段' }], newFormKey());
    return closedPage(c, view, refused);
  });
  return app;

  function asHolder<T>(holder: Holder, fn: (trx: Trx) => Promise<T>): Promise<T> {
    return withActor(s.db, holder, fn, { planned: true });
  }

  function read(holder: Holder): Promise<ReplyView | undefined> {
    return asHolder(holder, (trx) => replyView(trx, s.keyring, holder));
  }

  /** Records an answer once for its key, or says why not; then nothing is kept of it. */
  async function record(holder: Holder, o: Order): Promise<Refused | 'form' | null> {
    const { reply, message, slotId, key } = o;
    const accepts = reply === 'accepted' || reply === 'declined';
    if (!accepts || checkReply({ reply, message, slot: slotId }, { slots: null }).length > 0) return 'form';
    try {
      await asHolder(holder, async (trx) => {
        const done = await recordReply(trx, s.keyring, holder, { reply, message, slotId, key });
        if (!done.ok) throw new NotRecorded(done.why);
      });
      return null;
    } catch (e) {
      if (e instanceof NotRecorded) return e.why;
      throw e;
    }
  }

  /** The notice behind a link, or the page of an unknown one, of which an address may try so many in a minute. */
  function admitted(c: Context, view: ReplyView | undefined): ReplyView | Response {
    if (view) return view;
    wrongLinks.add(addressOf(c));
    return unknownPage(c);
  }
}

interface Order {
  reply: string;
  message: string;
  slotId: string;
  key: string;
}

const closedPage = (c: Context, view: ReplyView, why: ReplyClosed): Response =>
  respond(c, <ReplyClosedPage ctx={nobody(c)} view={view} why={why} />, 410);
const unknownPage = (c: Context): Response => respond(c, <ReplyUnknownPage ctx={nobody(c)} />, 404);

function braked(c: Context): Response {
  c.header('Retry-After', '60');
  return respond(c, <ReplyBrakedPage ctx={nobody(c)} />, 429);
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing of these pages may be kept, followed from or found; no script runs, no cookie is set or cleared. */
async function privately(c: Context, next: () => Promise<void>): Promise<void> {
  await next();
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex, nofollow');
  c.header('Content-Security-Policy', POLICY);
  c.res.headers.delete('Set-Cookie');
}

/** Whoever opens the link is nobody but its holder, also in a browser that is signed in. */
const nobody = (c: Context): PageContext =>
  pageContext(c, { actor: { kind: 'public' }, csrf: '', banner: undefined });

function holderOf(token: string): Holder {
  const hash = sha256(TOKEN.test(token) ? token : 'no token').toString('hex');
  return { kind: 'tokenHolder', tokenHash: hash };
}
