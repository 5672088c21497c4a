import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { type ReplyView, replyView } from '../../db/queries/reply-view.ts';
import { cleanText } from '../../domain/contact.ts';
import { checkReply, type ReplyClosed } from '../../domain/notice-rules.ts';
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
    const view = await open(c, holderOf(token));
    if (view instanceof Response) return view;
    return respond(c, <ReplyPage ctx={nobody(c)} view={view} token={token} formKey={newFormKey()} />);
  });

  app.post(paths.reply.post(), async (c) => {
    const token = posted(c, 'token');
    const holder = holderOf(token);
    const view = await open(c, holder);
    if (view instanceof Response) return view;
    const ctx = nobody(c);

    const reply = posted(c, 'reply');
    const message = cleanText(posted(c, 'message'));
    const key = /^[\w-]{8,64}$/.test(posted(c, '_key')) ? posted(c, '_key') : newFormKey();
    const again = (view: ReplyView, problems: ReturnType<typeof checkReply>, formKey: string) =>
      respond(
        c,
        <ReplyPage
          ctx={ctx}
          view={view}
          token={token}
          formKey={formKey}
          slot={slotId}
          chosen={reply}
          message={message}
          problems={problems}
        />,
        422,
      );
    const slotId = posted(c, 'slot');
    const problems = checkReply(
      { reply, message, slot: slotId },
      { slots: view.slots?.map((slot) => slot.id) ?? null },
    );
    if (problems.length > 0 || (reply !== 'accepted' && reply !== 'declined'))
      return again(view, problems, key);

    const scoped = `${holder.tokenHash.slice(0, 16)}:${key}`;
    const refused = await withActor(s.db, holder, async (trx) => {
      const before = await claimKey<{ why?: ReplyClosed | 'unknown' | 'slotTaken' | 'slotFixed' }>(
        trx,
        holder,
        'notice.reply',
        scoped,
      );
      if (before) return before.why;
      const done = await recordReply(trx, s.keyring, holder, { reply, message, slotId });
      await keepResult(trx, holder, scoped, done.ok ? {} : { why: done.why });
      return done.ok ? undefined : done.why;
    });
    const after = await look(s, holder);
    if (!after || refused === 'unknown') return respond(c, <ReplyUnknownPage ctx={ctx} />, 404);
    if (refused === 'slotTaken')
      return again(after, [{ field: 'slot', message: '這個時段剛被選走，請改選其他時段' }], newFormKey());
    if (refused === 'slotFixed')
      return again(after, [{ field: 'slot', message: fixedWords(after) }], newFormKey());
    if (refused) return respond(c, <ReplyClosedPage ctx={ctx} view={after} why={refused} />, 410);
    return respond(c, <ReplyPage ctx={ctx} view={after} token={token} formKey={newFormKey()} saved />);
  });
  return app;

  /**
   * The notice behind a link that takes a reply, or the page that says why not. One address may try so many wrong
   * links in a minute, and one link may be used so often: many people behind one address do not brake each other.
   */
  async function open(c: Context, holder: Holder): Promise<ReplyView | Response> {
    const ctx = nobody(c);
    const address = addressOf(c);
    if (wrongLinks.full(address)) return braked(c);
    const view = await look(s, holder);
    if (!view) {
      wrongLinks.add(address);
      return respond(c, <ReplyUnknownPage ctx={ctx} />, 404);
    }
    if (!uses.add(holder.tokenHash)) return braked(c);
    if (view.closed) return respond(c, <ReplyClosedPage ctx={ctx} view={view} why={view.closed} />, 410);
    return view;
  }
}

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

async function look(s: Services, holder: Holder): Promise<ReplyView | undefined> {
  return withActor(s.db, holder, (trx) => replyView(trx, s.keyring, holder));
}
