import type { Db } from '../db/actor.ts';
import { codeOf } from '../db/connection.ts';
import { isReachable, type TemporalClient } from './client.ts';
import { listenForHints } from './delivery/hints.ts';
import { Pace } from './delivery/pace.ts';
import { type DeliveryLog, type Round, round } from './delivery/round.ts';
import { Window } from './delivery/window.ts';

export type { DeliveryLog } from './delivery/round.ts';

export interface Delivery {
  /** Ends the round under way and carries nothing more. */
  stop(): Promise<void>;
  /** For readiness and metrics. */
  state(): DeliveryState;
}
export interface DeliveryState {
  sent: number;
  parked: number;
  /** The Temporal server did not answer at the last try. */
  away: boolean;
  /** When the last round ended, ISO; null before the first. */
  lastRoundAt: string | null;
}

/** Between looks at a server or a database that is away, doubling up to the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Until the next look at what vacancies were told and have not done yet; more may be held back for it. */
const WINDOW_MS = 100;
/** Between rounds of a rush, which would have one at each hint. */
const RUSH_MS = 250;

/**
 * Carries the outbox to Temporal, at least once (rule 2). Runs in every worker process; rows are leased, so several
 * share the work. While the server is away nothing is leased, so an outage of any length spends no row's attempts.
 * @param o.db as the worker's role
 * @param o.listenUrl where to listen for hints; without it the poll alone finds what is due
 */
export function startDelivery(o: {
  db: Db;
  temporal: TemporalClient;
  log: DeliveryLog;
  pollMs: number;
  listenUrl?: string;
}): Delivery {
  const state: DeliveryState = { sent: 0, parked: 0, away: false, lastRoundAt: null };
  let stopping = false;
  let hinted = false;
  let wake = (): void => {};
  const window = new Window();
  const pace = new Pace();
  const hints = o.listenUrl
    ? listenForHints(o.listenUrl, () => {
        hinted = true;
        pace.heard();
        // Away, a hint changes nothing: the pause must run its time. In a rush there would be no pause.
        if (!state.away && !pace.rush) wake();
      })
    : null;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** One round, never throwing; the pause after it in milliseconds. */
  async function turn(lastPause: number): Promise<number> {
    const longer = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, lastPause * 2));
    if (state.away && !(await isReachable(o.temporal))) return longer;
    hinted = false;
    let done: Round;
    try {
      done = await round(o.db, o.temporal, o.log, { window, pace });
    } catch (e) {
      o.log.warn({ code: codeOf(e) }, 'outbox could not be read');
      return longer;
    }
    if (done.away !== state.away)
      o.log.warn({ away: done.away }, done.away ? 'Temporal is away' : 'Temporal is back');
    state.away = done.away;
    state.sent += done.sent;
    state.parked += done.parked;
    state.lastRoundAt = new Date().toISOString();
    if (done.away) return longer;
    if (pace.rush) return RUSH_MS;
    if (hinted || done.sent > 0) return 0;
    return window.open ? o.pollMs : Math.min(WINDOW_MS, o.pollMs);
  }

  const loop = (async () => {
    for (let ms = 0; !stopping; ) {
      ms = await turn(ms);
      if (ms > 0 && !stopping) await pause(ms);
    }
  })();

  return {
    state: () => ({ ...state }),
    async stop() {
      stopping = true;
      wake();
      await hints?.stop();
      await loop;
    },
  };
}
