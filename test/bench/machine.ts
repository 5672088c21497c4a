import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { ROOT } from '../../dev/root.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** Load average of the last minute before anything of ours ran: above about 0.3, others worked beside. */
  loadBefore: number;
}

export const machine = (): Machine => ({
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.availableParallelism(),
  memoryGb: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  node: process.version,
  loadBefore: Number((os.loadavg()[0] ?? 0).toFixed(2)),
});

/** The commit measured; `+` when files differ from it. */
export function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const dirty = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', 'HEAD')}${dirty ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}
