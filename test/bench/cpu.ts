import fs from 'node:fs';
import { type Part, processesOf } from './resident.ts';
import type { Stand } from './stand.ts';

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

export type Spent = Record<Part, number>;

/** CPU milliseconds spent by each part since it began; NaN where the system does not tell. */
export function cpu(s: Stand): Spent {
  const sum = (pids: readonly number[]): number => pids.reduce((ms, pid) => ms + spent(pid), 0);
  try {
    const { web, worker, temporal, postgres } = processesOf(s);
    return { web: sum(web), worker: sum(worker), temporal: sum(temporal), postgres: sum(postgres) };
  } catch {
    const none = Number.NaN;
    return { web: none, worker: none, temporal: none, postgres: none };
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
export function each(before: Spent, after: Spent, count: number): string {
  const ms = (part: Part): string => ((after[part] - before[part]) / count).toFixed(2);
  return `CPU for each: web ${ms('web')} ms, PostgreSQL ${ms('postgres')} ms`;
}

/** The same, with what the workflows take beside. */
export function eachOfAll(before: Spent, after: Spent, count: number): string {
  const ms = (part: Part): string => ((after[part] - before[part]) / count).toFixed(2);
  return `${each(before, after, count)}, worker ${ms('worker')} ms, Temporal ${ms('temporal')} ms`;
}
