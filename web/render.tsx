/** How handlers answer: whole pages, fragments, redirects with a banner, "not found". */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { taipeiDay } from '../domain/taipei-time.ts';
import { assetPaths } from './assets/routes.ts';
import { html, type View } from './components/layout.tsx';
import { dropCookie, putCookie, readCookie } from './middleware/cookies.ts';
import { ErrorPage } from './middleware/error-page.tsx';
import { requestIdOf, signInOf, stateOf } from './middleware/state.ts';
import type { PageActor, PageBanner, PageContext } from './view.ts';
import { signInWayWords } from './words.ts';

const FLASH = 'said';
/** What a page may differ by. */
export const VARY = 'Cookie, HX-Request, HX-Request-Type';

/** What every page knows of its reader. `more` adds what the page itself knows, e.g. `waiting`. */
export function pageContext(c: Context, more: Partial<PageContext> = {}): PageContext {
  const { services } = stateOf(c);
  return {
    actor: pageActor(c),
    counters: services.visits.counters(),
    csrf: signInOf(c)?.csrf ?? '',
    demo: services.config.demo,
    today: taipeiDay(services.now()),
    madeAt: services.now().toISOString(),
    assets: assetPaths(services.assets),
    banner: takeBanner(c),
    waiting: stateOf(c).desk?.waiting,
    standsInFor: stateOf(c).desk?.standsInFor,
    ...more,
  };
}

function pageActor(c: Context): PageActor {
  const signIn = signInOf(c);
  if (!signIn) return { kind: 'public' };
  const signInWay = signInWayWords(signIn.way);
  if (signIn.who.kind === 'applicant') return { kind: 'applicant', signInWay };
  const { role, name, agencies, previousSignInAt } = signIn.who;
  return {
    kind: role,
    name,
    agencies: agencies.map((a) => ({ code: a.code, name: a.name })),
    signInWay,
    lastSignInAt: previousSignInAt?.toISOString() ?? null,
    thisSignInAt: signIn.startedAt.toISOString(),
  };
}

/** Answers with a whole page. What a signed-in person sees is stored nowhere (facts: ASVS 14.3.2). */
export function respond(c: Context, view: View, status: ContentfulStatusCode = 200): Response {
  cacheHeaders(c);
  return c.body(bytes(html(view)), status, HTML) as Response;
}

/** Answers with a piece of a page, for htmx. */
export function fragment(c: Context, view: View, status: ContentfulStatusCode = 200): Response {
  cacheHeaders(c);
  return c.body(bytes(String(view)), status, HTML) as Response;
}

const HTML = { 'Content-Type': 'text/html; charset=UTF-8' };

/** Grows to the longest page so far, at three bytes a character. */
let desk = Buffer.alloc(0);

/**
 * A page as it is sent. A text would be put together twice, once to tell its length and once behind the headers, each
 * time in fresh memory of four times the page; here once, in memory that stays.
 */
function bytes(text: string): Buffer<ArrayBuffer> {
  if (desk.length < text.length * 3) desk = Buffer.allocUnsafeSlow(text.length * 3);
  return Buffer.from(desk.subarray(0, desk.write(text)));
}

function cacheHeaders(c: Context): void {
  c.header('Cache-Control', signInOf(c) ? 'no-store' : 'private, no-cache');
  c.header('Vary', VARY);
}

export const isHtmx = (c: Context): boolean => c.req.header('hx-request') === 'true';

/**
 * After an act: to the page that shows it, which also says `banner` once. htmx navigates by HX-Redirect.
 * @param path one of `paths`, never an address from outside
 */
export function goTo(c: Context, path: string, banner?: PageBanner): Response {
  if (banner) putCookie(c, FLASH, Buffer.from(JSON.stringify(banner)).toString('base64url'), 60);
  c.header('Cache-Control', 'no-store');
  if (!isHtmx(c)) return c.redirect(path, 303);
  c.header('HX-Redirect', path);
  return c.body(null, 204);
}

/** What the last act left to be said; said once. */
function takeBanner(c: Context): PageBanner | undefined {
  const state = stateOf(c);
  const text = readCookie(c, FLASH);
  if (text !== undefined && !state.banner) {
    dropCookie(c, FLASH);
    try {
      const b = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as PageBanner;
      if ((b.kind === 'success' || b.kind === 'notice') && typeof b.text === 'string')
        state.banner = { kind: b.kind, text: b.text.slice(0, 500) };
    } catch {
      // not ours: nothing is said
    }
  }
  return state.banner;
}

/** 404: what is absent and what one may not see look alike. */
export function notFound(c: Context): Response {
  return errorPage(c, 404);
}

/** The page of an error: what happened, what to do, code and request id; never a message from inside. */
export function errorPage(c: Context, status: ContentfulStatusCode): Response {
  return respond(c, <ErrorPage ctx={pageContext(c)} status={status} requestId={requestIdOf(c)} />, status);
}
