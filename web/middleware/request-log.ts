import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Services } from '../services.ts';
import { setState, signInOf } from './state.ts';

/** `/officer/vacancies/:no`: the pattern, never the path, which may hold a reply token. */
export function routePattern(c: Context): string {
  const own = matchedRoutes(c).filter((r) => r.method !== 'ALL');
  return own.at(-1)?.path ?? 'unmatched';
}

/** Gives each request its id and state, and writes one line of chosen fields when it is answered. */
export function requestLog(services: Services): MiddlewareHandler {
  return async (c, next) => {
    const requestId = randomUUID();
    setState(c, { services, requestId, signIn: null, form: null });
    const begun = performance.now();
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    services.log.info(
      {
        requestId,
        method: c.req.method,
        route: routePattern(c),
        status: c.res.status,
        ms: Math.round(performance.now() - begun),
        actor: signInOf(c)?.who.kind ?? 'public',
      },
      'request',
    );
  };
}
