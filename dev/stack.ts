import fs from 'node:fs';
import path from 'node:path';
import { ensureKeyring } from '../db/keyring.ts';
import { takeLock } from './lock.ts';
import { freePort, tellPort } from './ports.ts';
import { runEntry } from './run.ts';
import type { Parts, Ports } from './stack-plan.ts';
import {
  forgetState,
  lockFile,
  runningStack,
  type StackState,
  stopLeftovers,
  writeState,
} from './stack-state.ts';
import { type Bringing, database, mailbox, temporal } from './stores.ts';
import { type Supervised, supervise } from './supervise.ts';
import { temporalPollers } from './temporal-pollers.ts';

export type Stack = {
  /** Variables with which any command reaches this stack. */
  env: Record<string, string>;
  urls: StackState['urls'];
  /** Ends everything this stack started, at most 10 s. */
  stop: () => Promise<void>;
};

/** Someone else's stack runs on this data directory. */
export class StackRunsAlready extends Error {
  readonly state: StackState | undefined;
  constructor(owner: number, state: StackState | undefined) {
    super(`這個資料目錄的平臺已在執行（the stack already runs, process ${owner}）。`);
    this.state = state;
  }
}

/** A full disk met while writing our own files, in the words of the servers' (dev/postgres.ts). */
function inWords(e: unknown, dataDir: string): unknown {
  return (e as NodeJS.ErrnoException | null)?.code === 'ENOSPC'
    ? new Error(
        `磁碟空間不足（the disk of ${dataDir} is full）。請清出空間後再啟動（free some space and start again）。`,
      )
    : e;
}

/**
 * Brings up what the environment does not name: PostgreSQL, Temporal, the mailbox; then the structure of both
 * (`npm run migrate`), then worker and web as processes of their own that are started again after a crash.
 * @param o.say told each step in words
 * @param o.signal gives up a start that is under way
 * @throws StackRunsAlready; a sentence for people when a part cannot start, after stopping the others
 */
export async function startStack(o: Bring): Promise<Stack> {
  try {
    return await bringUp(o);
  } catch (e) {
    throw inWords(e, o.dataDir);
  }
}

type Bring = {
  dataDir: string;
  ports: Ports;
  parts: Parts;
  say: (line: string) => void;
  signal?: AbortSignal;
  /** Further variables for worker and web alone. */
  childEnv?: Record<string, string>;
};

async function bringUp(o: Bring): Promise<Stack> {
  const { dataDir, ports, parts, say, signal = new AbortController().signal } = o;
  fs.mkdirSync(dataDir, { recursive: true });
  const lock = takeLock(lockFile(dataDir));
  if (!lock.taken) throw new StackRunsAlready(lock.owner, runningStack(dataDir));
  // What to undo, last first; parts within one step stop together.
  const undo: (() => Promise<void>)[][] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      for (const step of undo.reverse()) await Promise.allSettled(step.map((f) => f()));
      forgetState(dataDir);
      lock.release();
    })();
    return stopped;
  };

  try {
    await stopLeftovers(dataDir);
    const state: StackState = { pid: process.pid, env: {}, urls: {}, children: {}, ready: false };
    writeState(dataDir, state);
    const env: Record<string, string> = state.env;
    const stores: (() => Promise<void>)[] = [];
    undo.push(stores);

    // Settled, not all: what has started must be known here to be stopped when a sibling fails.
    const bringing: Bringing = { dataDir, ports, say, state, signal, onStop: (f) => stores.push(f) };
    const begun = await Promise.allSettled([
      database(bringing),
      temporal(bringing),
      parts.mailbox ? mailbox(bringing) : undefined,
    ]);
    for (const r of begun) if (r.status === 'rejected') throw r.reason;
    signal.throwIfAborted();
    const passwords = begun[0].status === 'fulfilled' ? begun[0].value : {};

    const keyring = process.env.KEYRING_FILE || path.join(dataDir, 'keyring.json');
    if (!process.env.KEYRING_FILE) ensureKeyring(keyring);
    const webPort = await freePort(ports.web);
    tellPort(say, '網站（web）', ports.web, webPort);
    Object.assign(env, {
      PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${webPort}`,
      DATA_DIR: dataDir,
      KEYRING_FILE: keyring,
      PORT: String(webPort),
      // The pages carry a banner: what `npm start` runs is a demonstration.
      DEMO: '1',
    });
    writeState(dataDir, state);

    say('更新資料庫結構、角色、Temporal 命名空間與排程（migrations, a few seconds）');
    await runEntry('schedules/migrate.ts', { env: { ...process.env, ...env, ...passwords }, signal });

    const processes: (() => Promise<void>)[] = [];
    undo.push(processes);
    const children: Supervised[] = [];
    const since = Date.now();
    const child = (
      name: string,
      entry: string,
      extra: Record<string, string>,
      isReady: () => Promise<boolean>,
    ) => {
      const c = supervise({
        name,
        entry,
        env: { ...process.env, ...env, ...o.childEnv, ...extra },
        logFile: path.join(dataDir, 'log', `${name}.log`),
        isReady,
        say,
        onPid: (pid) => {
          if (pid) state.children[name] = pid;
          else delete state.children[name];
          if (!stopped) writeState(dataDir, state);
        },
      });
      processes.push(() => c.stop(5_000));
      children.push(c);
    };
    if (parts.worker || parts.web) say('啟動背景程序與網站（worker and web, about 5 to 10 s）');
    if (parts.worker)
      child('worker', 'activities/worker.ts', { DATABASE_URL: env.WORKER_DATABASE_URL ?? '' }, () =>
        temporalPollers(env.TEMPORAL_ADDRESS ?? '', env.TEMPORAL_NAMESPACE ?? '', since),
      );
    if (parts.web) {
      state.urls.web = env.PUBLIC_URL;
      child('web', 'web/server.ts', {}, () => answersOk(`http://127.0.0.1:${webPort}/readyz`));
    }
    await Promise.all(children.map((c) => c.ready(signal)));
    state.ready = true;
    writeState(dataDir, state);
    return { env, urls: state.urls, stop };
  } catch (e) {
    await stop();
    throw e;
  }
}

const answersOk = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(3_000) })).ok;
