/**
 * Two places for work that must not run in the caller: a thread, for our own code, and a process, for what strangers
 * send and for the compiler. A thread whose heap is exhausted can take the whole process with it, whatever limit it
 * was given, and one that is busy in foreign code cannot be ended; a process can.
 */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface Runner {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called at least once when it is over, for whatever reason. */
  onEnd(listener: () => void): void;
  /** Whether it keeps the caller's process alive. */
  keepAlive(yes: boolean): void;
  /** Ends it, also in the middle of its work. */
  stop(): Promise<void>;
}

const tsx = (entry: string): string => pathToFileURL(createRequire(import.meta.url).resolve(entry)).href;

/** A TypeScript file as a thread, whatever runs the parent (tsx, vitest, plain Node). */
export function startThread(file: URL, workerData?: unknown): Worker {
  // Node 20 knows no `--import` in a thread: the thread registers the loader itself, then loads the file. `resolve`
  // answers for `require`; the module for `import` lies beside it.
  const api = tsx('tsx/esm/api').replace(/\.cjs$/, '.mjs');
  const code = `import { register } from ${JSON.stringify(api)}; register(); await import(${JSON.stringify(file.href)});`;
  // The parent's own arguments are left out: they may carry hooks meant for the main thread only.
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData,
    execArgv: [],
  });
}

export interface ProcessOptions {
  /** Above so much, beside what Node itself takes, it ends. */
  memoryMb: number;
  /** What it finds by `startedWith`. */
  start?: unknown;
  /** Flags for its Node. */
  flags?: readonly string[];
  /** In a session of its own, where it may call `giveWay`. */
  apart?: boolean;
}

/** What the parent gave this process at its start. */
export const startedWith = <T>(): T => JSON.parse(process.env.DOCUMENT_START ?? 'null') as T;

/**
 * `process.send` of the file answers. The process gets none of the parent's environment, so it knows no password or
 * key; it ends itself above its memory or when its parent is gone (`process-guard.ts`).
 */
export function processRunner(file: URL, { memoryMb, start, flags = [], apart }: ProcessOptions): Runner {
  const { SystemRoot } = process.env;
  const child = fork(fileURLToPath(file), [], {
    execArgv: ['--import', tsx('tsx'), `--max-old-space-size=${memoryMb}`, ...flags],
    env: {
      DOCUMENT_MEMORY_MB: String(memoryMb),
      DOCUMENT_START: JSON.stringify(start ?? null),
      ...(SystemRoot ? { SystemRoot } : {}),
    },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Elsewhere than on Linux it brings nothing, and Windows would open a window for it.
    detached: apart === true && process.platform === 'linux',
  });
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  return {
    send: (message) => {
      // A process that has just died is told by `onEnd`, not by an exception here.
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage: (listener) => child.on('message', listener),
    onEnd: (listener) => {
      child.on('error', listener);
      child.on('exit', listener);
    },
    keepAlive: (yes) => {
      if (yes) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    stop: () =>
      new Promise((resolve) => {
        if (over) return resolve();
        child.ref();
        child.once('exit', () => resolve());
        child.once('error', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
