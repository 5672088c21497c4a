import fs from 'node:fs';
import path from 'node:path';
import type { Stand } from './stand.ts';

export const PARTS = ['web', 'worker', 'temporal', 'postgres'] as const;
export type Part = (typeof PARTS)[number];

/**
 * Process ids of each part with all that it started: PostgreSQL has one for each connection, the worker one for each
 * compiler, the pages some for what strangers send.
 */
export function processesOf(s: Stand): Record<Part, number[]> {
  const { web = 0, worker = 0 } = s.pids();
  const file = (...parts: string[]): string => fs.readFileSync(path.join(s.dataDir, ...parts), 'utf8');
  const postgres = Number.parseInt(file('postgres', 'postmaster.pid'), 10);
  const temporal = (JSON.parse(file('temporal', 'temporal.pid')) as { pid: number }).pid;
  const children = parents();
  return {
    web: family(web, children),
    worker: family(worker, children),
    temporal: family(temporal, children),
    postgres: family(postgres, children),
  };
}

/**
 * Megabytes that each part of the platform holds now. Pages shared by processes count in shares (PSS): the many
 * processes of PostgreSQL would otherwise count their common memory many times. Linux alone tells this.
 */
export function resident(s: Stand): Record<Part, number> {
  const processes = processesOf(s);
  const sum = (part: Part): number => {
    const mb = processes[part].reduce((all, pid) => all + share(pid), 0);
    if (mb === 0) throw new Error(`the memory of ${part} cannot be read`);
    return mb;
  };
  return { web: sum('web'), worker: sum('worker'), temporal: sum('temporal'), postgres: sum('postgres') };
}

function share(pid: number): number {
  try {
    const kb = /^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1_024;
  } catch {
    // A backend that has just ended.
    return 0;
  }
}

/** The children of every process that has some. */
function parents(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
    } catch {
      // One that has just ended.
    }
  }
  return children;
}

const family = (pid: number, children: Map<number, number[]>): number[] => [
  pid,
  ...(children.get(pid) ?? []).flatMap((child) => family(child, children)),
];
