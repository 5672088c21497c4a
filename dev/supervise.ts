import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopPid, tail } from './processes.ts';
import { ROOT } from './root.ts';

const GUARD = fileURLToPath(new URL('./die-with-parent.mjs', import.meta.url));
/** A child that lived this long was well: the next crash starts with the short pause again. */
const WELL_MS = 10_000;

export type Supervised = {
  name: string;
  logFile: string;
  pid: () => number | undefined;
  /** Resolves when `ready` says yes; rejects when the child ends before it was ready once, or after `limitMs`. */
  ready: (signal: AbortSignal) => Promise<void>;
  stop: (graceMs: number) => Promise<void>;
};

/** What `npm run NAME` gives Node beside the entry, so that a supervised process is the one of production. */
function flagsOf(name: string): string[] {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts[name]?.split(' --import')[0]?.match(/--\S+/g) ?? [];
}

/**
 * Runs a TypeScript entry of this clone as a process of its own, its words in `logFile`, and starts it again after
 * a crash (1, 2, 4 … 30 s pause) until `stop`.
 * A child that ends before it was ever ready is not restarted: it refuses to start and says why.
 */
export function supervise(o: {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  isReady: () => Promise<boolean>;
  limitMs?: number;
  say: (line: string) => void;
  onPid?: (pid: number | undefined) => void;
}): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  let wasReady = false;
  let crashes = 0;
  let pause: NodeJS.Timeout | undefined;
  let ended: ((e: Error) => void) | undefined;

  const start = (): void => {
    fs.mkdirSync(path.dirname(o.logFile), { recursive: true });
    const log = fs.openSync(o.logFile, 'a');
    const since = Date.now();
    const c = spawn(process.execPath, [...flagsOf(o.name), '--import', 'tsx', '--import', GUARD, o.entry], {
      cwd: ROOT,
      env: o.env,
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal reaches the stack alone, which stops its parts in order.
      detached: true,
    });
    fs.closeSync(log);
    child = c;
    o.onPid?.(c.pid);
    c.once('error', (e) => ended?.(e));
    c.once('exit', (code, signal) => {
      o.onPid?.(undefined);
      if (stopping) return;
      const how = signal ?? `code ${code}`;
      if (!wasReady) {
        const said = tail(o.logFile, 12);
        ended?.(
          new Error(
            `${o.name} 無法啟動（ended with ${how} before it was ready）。Log: ${o.logFile}\n${said}`,
          ),
        );
        return;
      }
      crashes = Date.now() - since > WELL_MS ? 1 : crashes + 1;
      const wait = Math.min(30_000, 1_000 * 2 ** Math.min(crashes - 1, 5));
      o.say(`${o.name} 意外結束（ended with ${how}），${wait / 1000} 秒後重新啟動。Log: ${o.logFile}`);
      pause = setTimeout(start, wait);
    });
  };
  start();

  return {
    name: o.name,
    logFile: o.logFile,
    pid: () => child?.pid,
    ready: async (signal) => {
      const failed = new Promise<never>((_, reject) => {
        ended = reject;
      });
      failed.catch(() => {});
      signal.addEventListener('abort', () => ended?.(new Error('given up')), { once: true });
      for (const end = Date.now() + (o.limitMs ?? 90_000); ; ) {
        if (await Promise.race([o.isReady().catch(() => false), failed])) break;
        if (Date.now() > end)
          throw new Error(`${o.name} 遲遲未就緒（not ready in time）。Log: ${o.logFile}\n${tail(o.logFile)}`);
        await Promise.race([new Promise((r) => setTimeout(r, 150)), failed]);
      }
      wasReady = true;
    },
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(pause);
      const pid = child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
      if (pid) await stopPid(pid, 'SIGTERM', graceMs);
    },
  };
}
