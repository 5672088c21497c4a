import fs from 'node:fs';
import { processesOf } from './resident.ts';
import type { Stand } from './stand.ts';

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

/** CPU milliseconds spent by the pages' process and by PostgreSQL since they began; NaN where the system does not tell. */
export function cpu(s: Stand): { web: number; postgres: number } {
  const { web, postgres } = processesOf(s);
  const sum = (pids: readonly number[]): number => pids.reduce((ms, pid) => ms + spent(pid), 0);
  try {
    return { web: sum(web), postgres: sum(postgres) };
  } catch {
    return { web: Number.NaN, postgres: Number.NaN };
  }
}

function spent(pid: number): number {
  // After the command's name in brackets: state is field 3, utime 14 and stime 15.
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** In words, for one of `count` requests. */
export function each(before: { web: number; postgres: number }, after: typeof before, count: number): string {
  const ms = (part: 'web' | 'postgres'): string => ((after[part] - before[part]) / count).toFixed(2);
  return `CPU for each: web ${ms('web')} ms, PostgreSQL ${ms('postgres')} ms`;
}
