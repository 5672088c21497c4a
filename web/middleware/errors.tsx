import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { codeOf } from '../../db/connection.ts';
import { HeldPage, heldOf } from '../account/held-form.tsx';
import { faultFields } from '../log.ts';
import { paths } from '../paths.ts';
import { errorPage, isHtmx, pageContext, respond } from '../render.tsx';
import { StaleForm } from './forms.ts';
import { localPath } from './next-path.ts';
import { routePattern } from './request-log.ts';
import { type Door, SignInNeeded } from './sign-in.ts';
import { postedForm, requestIdOf, servicesOf } from './state.ts';

/** SQLSTATE classes and errnos that say the database cannot be reached or has no room, not that we erred. */
const AWAY = /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/;
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|connection error and is not queryable/;

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // several addresses tried at once fail together
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isDatabaseAway);
  return AWAY.test(codeOf(error)) || AWAY_WORDS.test(error.message);
}

/** Every error becomes a page; what may be said of it goes to the log. */
export const onError: ErrorHandler = (error, c) => {
  if (error instanceof SignInNeeded) return toTheDoor(c, error.door);
  if (error instanceof StaleForm) return askAgain(c);
  if (error instanceof HTTPException) {
    if (error.res) return error.getResponse();
    if (error.status < 500) {
      if (error.status === 403) warn(c, 'refused', 403);
      return errorPage(c, error.status as ContentfulStatusCode);
    }
  }
  const { log, onFault } = servicesOf(c);
  const status = isDatabaseAway(error) ? 503 : error instanceof HTTPException ? error.status : 500;
  log.error({ requestId: requestIdOf(c), route: routePattern(c), status, ...faultFields(error) }, 'fault');
  onFault?.(error);
  if (status === 503) c.header('Retry-After', '30');
  return errorPage(c, status as ContentfulStatusCode);
};

const warn = (c: Context, what: string, status: number): void =>
  servicesOf(c).log.warn({ requestId: requestIdOf(c), route: routePattern(c), status }, what);

const doorPath = (door: Door, next: string | undefined): string =>
  door === 'staff' ? paths.account.signIn(next) : paths.applicant.signIn(next);

/**
 * A page that needs a sign-in: GET goes to the door and comes back; a POST is held on the door's page and can be
 * sent again after signing in. htmx is told to navigate, else the door would land inside its fragment.
 */
function toTheDoor(c: Context, door: Door): Response {
  const url = new URL(c.req.url);
  if (isHtmx(c)) {
    const current = c.req.header('hx-current-url');
    const from = current && URL.canParse(current) ? new URL(current) : undefined;
    c.header('HX-Redirect', doorPath(door, localPath(from && from.pathname + from.search)));
    return c.body(null, 401);
  }
  if (c.req.method === 'GET' || c.req.method === 'HEAD')
    return c.redirect(doorPath(door, url.pathname + url.search), 303);
  const held = heldOf(url.pathname + url.search, postedForm(c));
  return respond(c, <HeldPage ctx={pageContext(c)} held={held} door={door} />, 401);
}

/** The form was made under another sign-in: the same reader looks at it and sends it again with a fresh token. */
function askAgain(c: Context): Response {
  warn(c, 'staleForm', 403);
  if (isHtmx(c)) {
    c.header('HX-Refresh', 'true');
    return c.body(null, 403);
  }
  const url = new URL(c.req.url);
  return respond(
    c,
    <HeldPage ctx={pageContext(c)} held={heldOf(url.pathname + url.search, postedForm(c))} door={null} />,
    403,
  );
}
