import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { addressOf } from './address.ts';

/**
 * Lets one address post so often in a minute and no more (429): a brake on guessing over many accounts and on
 * filling mailboxes. Counted in this process alone; the lock of an account is in the database.
 * An unknown address is not braked: behind a socket there always is one.
 */
export function brake(perMinute: number, nowMs: () => number = Date.now): MiddlewareHandler {
  let window = 0;
  let counts = new Map<string, number>();
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const minute = Math.floor(nowMs() / 60_000);
    if (minute !== window) {
      window = minute;
      counts = new Map();
    }
    const address = addressOf(c);
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    if (address !== '' && count > perMinute) throw new HTTPException(429);
    await next();
  };
}
