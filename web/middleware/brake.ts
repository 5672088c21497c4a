import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { addressOf } from './address.ts';

/** Counts within the minute, by key; forgotten with it. Counted in this process alone. */
export interface Tally {
  /** Counts one more; whether that is still allowed. */
  add(key: string): boolean;
  /** Whether the next would be one too many. */
  full(key: string): boolean;
}

/** @param perMinute how often one key may count; '' (an unknown address) always may */
export function tally(perMinute: number, nowMs: () => number = Date.now): Tally {
  let window = 0;
  let counts = new Map<string, number>();
  const countOf = (key: string): number => {
    const minute = Math.floor(nowMs() / 60_000);
    if (minute !== window) {
      window = minute;
      counts = new Map();
    }
    return counts.get(key) ?? 0;
  };
  return {
    add(key) {
      const count = countOf(key) + 1;
      counts.set(key, count);
      return key === '' || count <= perMinute;
    },
    full: (key) => key !== '' && countOf(key) >= perMinute,
  };
}

/**
 * Lets one address post so often in a minute and no more (429): a brake on guessing over many accounts and on
 * filling mailboxes. The lock of an account is in the database. An unknown address is not braked: behind a socket
 * there always is one.
 */
export function brake(perMinute: number, nowMs?: () => number): MiddlewareHandler {
  const posts = tally(perMinute, nowMs);
  return async (c, next) => {
    if (c.req.method === 'POST' && !posts.add(addressOf(c))) throw new HTTPException(429);
    await next();
  };
}
