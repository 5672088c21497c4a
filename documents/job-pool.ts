/** Jobs for a few runners that can be thrown away: one job each at a time, the rest waits. */
import { DocumentError, type DocumentFault } from './document-error.ts';
import type { Runner } from './runners.ts';

export interface PoolOptions {
  /** The runner sends `'ready'` once, then one `Reply` for each message. */
  start: () => Runner;
  size: number;
  /** For one job, from its hand-over to a ready runner. */
  timeoutMs: number;
  /** A runner without a job for so long is ended, and gives its memory back; without it runners stay. */
  idleMs?: number;
  faults: { timeout: DocumentFault; died: DocumentFault };
}
export type Reply = { ok: true; value: unknown } | { ok: false; code: DocumentFault; detail?: string };

export interface JobPool {
  /** Rejects with a `DocumentError`; after a time-out or a crash the next job gets a new runner. */
  run(job: unknown): Promise<unknown>;
  /** Ends every runner; jobs under way or waiting reject with `closed`. */
  close(): Promise<void>;
}

interface Job {
  message: unknown;
  resolve(value: unknown): void;
  reject(error: DocumentError): void;
}
interface Place {
  runner: Runner;
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

const START_MS = 60_000;

export function createJobPool(options: PoolOptions): JobPool {
  const places = new Set<Place>();
  const waiting: Job[] = [];
  let closed = false;

  /** Gives a place up: its job fails, its runner is stopped, what waits goes elsewhere. */
  function drop(place: Place, fault: DocumentFault): Promise<void> {
    if (!places.delete(place)) return Promise.resolve();
    if (place.timer) clearTimeout(place.timer);
    place.job?.reject(new DocumentError(fault));
    const stopped = place.runner.stop();
    dispatch();
    return stopped;
  }

  function open(): Place {
    const place: Place = { runner: options.start(), ready: false, job: null, timer: null };
    places.add(place);
    place.runner.onMessage((message) => {
      if (message === 'ready') {
        place.ready = true;
        if (place.job) hand(place, place.job);
      } else settle(place, message as Reply);
    });
    place.runner.onEnd(() => void drop(place, options.faults.died));
    return place;
  }

  function limit(place: Place, ms: number): void {
    if (place.timer) clearTimeout(place.timer);
    place.timer = setTimeout(() => void drop(place, options.faults.timeout), ms);
  }

  function assign(place: Place, job: Job): void {
    place.job = job;
    place.runner.keepAlive(true);
    if (place.ready) hand(place, job);
    else limit(place, START_MS);
  }

  function hand(place: Place, job: Job): void {
    limit(place, options.timeoutMs);
    place.runner.send(job.message);
  }

  function settle(place: Place, reply: Reply): void {
    const job = place.job;
    if (place.timer) clearTimeout(place.timer);
    place.job = null;
    place.timer = null;
    place.runner.keepAlive(false);
    if (options.idleMs !== undefined)
      place.timer = setTimeout(() => void drop(place, options.faults.died), options.idleMs).unref();
    if (reply.ok) job?.resolve(reply.value);
    else job?.reject(new DocumentError(reply.code, reply.detail));
    dispatch();
  }

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const idle = [...places].find((place) => place.job === null);
      const place = idle ?? (places.size < options.size ? open() : null);
      const job = place ? waiting.shift() : undefined;
      if (!place || !job) return;
      assign(place, job);
    }
  }

  return {
    run: (message) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new DocumentError('closed'));
        waiting.push({ message, resolve, reject });
        dispatch();
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new DocumentError('closed'));
      await Promise.all([...places].map((place) => drop(place, 'closed')));
    },
  };
}
