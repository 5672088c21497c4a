import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** True while the process runs; a zombie, which still answers signals, counts as gone. */
export function alive(pid: number): boolean {
  // 0 and negative numbers would mean whole process groups.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The command line of a process, '' where the system does not tell. A pid file may outlive its process and
 * the number be given to a stranger: whoever adopts or stops by pid file looks here first.
 */
export function commandLine(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Asks with `signal`, insists with SIGKILL after `graceMs`, returns when the process is gone. */
export async function stopPid(
  pid: number,
  signal: NodeJS.Signals = 'SIGTERM',
  graceMs = 5_000,
): Promise<void> {
  const send = (s: NodeJS.Signals): void => {
    try {
      process.kill(pid, s);
    } catch {
      // Gone already.
    }
  };
  if (!(pid > 0)) return;
  send(signal);
  for (const end = Date.now() + graceMs; alive(pid) && Date.now() < end; ) await sleep(10);
  if (alive(pid)) send('SIGKILL');
  for (const end = Date.now() + 2_000; alive(pid) && Date.now() < end; ) await sleep(10);
}

/** Starts a server that outlives us if we are killed; its words go to `logFile`. */
export function spawnServer(
  command: string,
  args: string[],
  logFile: string,
  options: { env?: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number } = {},
): ChildProcess {
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.openSync(logFile, 'a');
  const child = spawn(command, args, { ...options, stdio: ['ignore', log, log], detached: true });
  fs.closeSync(log);
  return child;
}

/** False once the child ended, by itself or by a signal, and when it could not be started at all. */
export const running = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** The last lines of a log, for an error message. */
export function tail(logFile: string, lines = 8): string {
  try {
    return fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
