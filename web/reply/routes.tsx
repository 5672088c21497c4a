import { type Context, Hono } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
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

type Refused = ReplyClosed | 'unknown' | 'slotTaken' | 'slotFixed';
type Holder = Actor & { kind: 'tokenHolder' };
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The signed link of an interview notice (R91). GET and HEAD show and change nothing (mail scanners open
 * links); POST decides, with the token in its body, which is the proof: no cookie is used or set.
 */
export function replyRoutes(s: Services): Hono {
  const app = new Hono();

  const wrongLinks = tally(s.config.doorTriesPerMinute);
  const uses = tally(s.config.doorTriesPerMinute);

  app.use('/r/*', privately);
  app.use('/r', privately);

  app.get('/r/:token', async (c) => {
    const token = c.req.param('token');
    const holder = holderOf(token);
    if (wrongLinks.full(addressOf(c))) return braked(c);
    const view = admitted(c, holder, await asHolder(holder, (trx) => replyView(trx, s.keyring, holder)));
    if (view instanceof Response) return view;
    return respond(c, <ReplyPage ctx={nobody(c)} view={view} token={token} formKey={newFormKey()} />);
  });

  app.post(paths.reply.post(), async (c) => {
    const token = posted(c, 'token');
    const holder = holderOf(token);
    if (wrongLinks.full(addressOf(c))) return braked(c);
    const order = {
      reply: posted(c, 'reply'),
      message: cleanText(posted(c, 'message')),
      slotId: posted(c, 'slot'),
      key: /^[\w-]{8,64}$/.test(posted(c, '_key')) ? posted(c, '_key') : newFormKey(),
    };
    // what the page needs is read in the transaction that records: no link is looked up twice
    const done = await asHolder(holder, async (trx): Promise<Answered | Response> => {
      const view = admitted(c, holder, await replyView(trx, s.keyring, holder));
      return view instanceof Response ? view : answer(trx, holder, view, order);
    });
    if (done instanceof Response) return done;
    const { view, refused, problems } = done;
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
    if (problems.length > 0) return again(problems, order.key);
    if (refused === 'slotTaken')
      return again([{ field: 'slot', message: '這個時段剛被選走，請改選其他時段' }], newFormKey());
    if (refused === 'slotFixed') return again([{ field: 'slot', message: fixedWords(view) }], newFormKey());
    if (refused === 'unknown') return unknownPage(c);
    if (refused) return closedPage(c, view, refused);
    return respond(c, <ReplyPage ctx={nobody(c)} view={view} token={token} formKey={newFormKey()} saved />);
  });
  return app;

  function asHolder<T>(holder: Holder, fn: (trx: Trx) => Promise<T>): Promise<T> {
    return withActor(s.db, holder, fn, { planned: true });
  }

  /** Records an answer once for its key; the view is as it stands afterwards. */
  async function answer(trx: Trx, holder: Holder, view: ReplyView, o: Order): Promise<Answered> {
    const { reply, message, slotId } = o;
    const slots = view.slots?.map((slot) => slot.id) ?? null;
    const problems = checkReply({ reply, message, slot: slotId }, { slots });
    if (problems.length > 0 || (reply !== 'accepted' && reply !== 'declined')) return { view, problems };
    const scoped = `${holder.tokenHash.slice(0, 16)}:${o.key}`;
    const before = await claimKey<{ why?: Refused }>(trx, holder, 'notice.reply', scoped, {});
    const done = before ?? (await recordReply(trx, s.keyring, holder, { reply, message, slotId }));
    const refused = 'why' in done ? done.why : undefined;
    if (!before && refused) await keepResult(trx, holder, scoped, { why: refused });
    return { view: (await replyView(trx, s.keyring, holder)) ?? view, refused, problems };
  }

  /**
   * The notice behind a link that takes a reply, or the page that says why not. One address may try so many wrong
   * links in a minute, and one link may be used so often: many people behind one address do not brake each other.
   */
  function admitted(c: Context, holder: Holder, view: ReplyView | undefined): ReplyView | Response {
    if (!view) {
      wrongLinks.add(addressOf(c));
      return unknownPage(c);
    }
    if (!uses.add(holder.tokenHash)) return braked(c);
    return view.closed ? closedPage(c, view, view.closed) : view;
  }
}

interface Order {
  reply: string;
  message: string;
  slotId: string;
  key: string;
}
interface Answered {
  view: ReplyView;
  refused?: Refused;
  problems: readonly Problem[];
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
