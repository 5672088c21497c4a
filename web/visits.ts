import { createHmac } from 'node:crypto';
import type { Db } from '../db/actor.ts';
import { countVisits, recordVisits } from '../db/queries/counters.ts';
import { taipeiDay } from '../domain/taipei-time.ts';
import type { Counters } from './view.ts';

/** Counting of visitors (R2, R3): 目前線上, 今日總計, 累積上線. */
export interface Visits {
  /** Notes a page view; costs no query. */
  seen(visitor: { ip: string; userAgent: string }): void;
  /** The last known numbers; asks for fresh ones behind the page's back when they are old. */
  counters(): Counters;
  /** Writes what is still held and reads the numbers; for the end of the process and for tests. */
  flush(): Promise<void>;
}

const FLUSH_MS = 4_000;
const MOST_HELD = 20_000;
const BOT =
  /bot|crawl|spider|slurp|curl|wget|python|http-?client|monitor|scan|preview|headlesschrome-lighthouse/i;

/**
 * One visitor a day is one HMAC over address and browser under a key of that day; neither is ever stored (the process
 * forgets them within seconds), and yesterday's visitor cannot be joined with today's.
 */
export function visits(o: { db: Db; secret: Buffer; now(): Date; onError?: (e: unknown) => void }): Visits {
  // seen since the last writing, with their pseudonyms: one who looks at ten pages is reckoned once
  let held = new Map<string, Buffer>();
  let known: Counters = { online: 0, today: 0, total: 0 };
  let readAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  const flush = async (): Promise<void> => {
    const batch = held;
    held = new Map();
    try {
      const day = taipeiDay(o.now());
      if (batch.size > 0) await recordVisits(o.db, day, [...batch.values()]);
      known = await countVisits(o.db, day);
      readAt = Date.now();
    } catch (e) {
      // a count is not worth a page; what was held is lost
      o.onError?.(e);
    }
  };
  const flushSoon = (delay: number): void => {
    if (timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      flushing = flushing.then(flush);
    }, delay).unref();
  };

  return {
    seen({ ip, userAgent }) {
      const who = `${ip}\n${userAgent}`;
      if (held.has(who) || held.size >= MOST_HELD || userAgent === '' || BOT.test(userAgent)) return;
      const day = taipeiDay(o.now());
      const key = createHmac('sha256', o.secret).update(`visits:${day}`).digest();
      held.set(who, createHmac('sha256', key).update(who).digest().subarray(0, 16));
      flushSoon(FLUSH_MS);
    },
    counters() {
      if (Date.now() - readAt > FLUSH_MS * 2) flushSoon(0);
      return known;
    },
    flush() {
      flushing = flushing.then(flush);
      return flushing;
    },
  };
}
