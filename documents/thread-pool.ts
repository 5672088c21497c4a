/** Work that would hold up the event loop or might never end, done in threads that can be thrown away. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DocumentError, type DocumentFault } from './document-error.ts';

export interface PoolOptions {
  /** The thread's source. It posts `'ready'` once, then one `Reply` for each message. */
  file: URL;
  workerData?: unknown;
  threads: number;
  /** For one job, from its hand-over to a ready thread. */
  timeoutMs: number;
  /** JavaScript heap and buffers of one thread, in MB. Memory of native code is outside this limit. */
  memoryMb: number;
  faults: { timeout: DocumentFault; died: DocumentFault };
}
export type Reply = { ok: true; value: unknown } | { ok: false; code: DocumentFault; detail?: string };

export interface ThreadPool {
  /** Rejects with a `DocumentError`; after a time-out or a crash the next job gets a new thread. */
  run(job: unknown): Promise<unknown>;
  /** Ends every thread; jobs under way or waiting reject with `closed`. */
  close(): Promise<void>;
}

interface Job {
  message: unknown;
  resolve(value: unknown): void;
  reject(error: DocumentError): void;
}
interface Thread {
  worker: Worker;
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  watch: NodeJS.Timeout | null;
}

const START_MS = 60_000;
const WATCH_MS = 100;

/** Starts a TypeScript file as a thread, whatever runs the parent (tsx, vitest, plain Node). */
export function startThread(file: URL, options: { workerData?: unknown; memoryMb: number }): Worker {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return new Worker(file, {
    workerData: options.workerData,
    // Replaces the parent's own arguments, which may carry hooks meant for the main thread only.
    execArgv: ['--import', tsx],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
  });
}

export function createThreadPool(options: PoolOptions): ThreadPool {
  const threads = new Set<Thread>();
  const waiting: Job[] = [];
  let closed = false;

  function drop(thread: Thread, fault: DocumentFault): void {
    if (!threads.delete(thread)) return;
    if (thread.timer) clearTimeout(thread.timer);
    if (thread.watch) clearInterval(thread.watch);
    thread.job?.reject(new DocumentError(fault));
    void thread.worker.terminate();
    dispatch();
  }

  function open(): Thread {
    const worker = startThread(options.file, options);
    const thread: Thread = { worker, ready: false, job: null, timer: null, watch: null };
    threads.add(thread);
    worker.on('message', (message: Reply | 'ready') => {
      if (message === 'ready') {
        thread.ready = true;
        if (thread.job) hand(thread, thread.job);
      } else settle(thread, message);
    });
    worker.on('error', () => drop(thread, options.faults.died));
    worker.on('exit', () => drop(thread, options.faults.died));
    return thread;
  }

  function assign(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    if (thread.ready) hand(thread, job);
    else thread.timer = setTimeout(() => drop(thread, options.faults.timeout), START_MS);
  }

  function hand(thread: Thread, job: Job): void {
    if (thread.timer) clearTimeout(thread.timer);
    thread.timer = setTimeout(() => drop(thread, options.faults.timeout), options.timeoutMs);
    thread.watch = setInterval(() => watchMemory(thread), WATCH_MS);
    thread.worker.postMessage(job.message);
  }

  /** V8's own limit does not count buffers, and a compressed bomb unfolds into buffers. */
  function watchMemory(thread: Thread): void {
    thread.worker.getHeapStatistics().then(
      (heap) => {
        if (heap.external_memory > options.memoryMb * 1024 * 1024) drop(thread, options.faults.died);
      },
      () => {},
    );
  }

  function settle(thread: Thread, reply: Reply): void {
    const job = thread.job;
    if (thread.timer) clearTimeout(thread.timer);
    if (thread.watch) clearInterval(thread.watch);
    thread.job = null;
    // An idle thread does not keep the process alive.
    thread.worker.unref();
    if (reply.ok) job?.resolve(reply.value);
    else job?.reject(new DocumentError(reply.code, reply.detail));
    dispatch();
  }

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const idle = [...threads].find((thread) => thread.job === null);
      const thread = idle ?? (threads.size < options.threads ? open() : null);
      const job = thread ? waiting.shift() : undefined;
      if (!thread || !job) return;
      assign(thread, job);
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
      const ending = [...threads].map((thread) => thread.worker.terminate());
      for (const thread of threads) drop(thread, 'closed');
      await Promise.all(ending);
    },
  };
}
