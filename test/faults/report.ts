import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../dev/root.ts';
import type { Act } from './acts.ts';
import { FAULTS, type FaultName } from './plan.ts';
import type { WindowResult } from './window.ts';

/** What `npm run faults` writes. Times in seconds. */
export interface Report {
  machine: string;
  date: string;
  commit: string;
  runs: number;
  seeds: number[];
  /** Acts begun, and those that the answer acknowledged; both must be one thing each in the record. */
  acts: number;
  acknowledged: number;
  /** Acts whose first try got no answer: sent again under the same key until one came. */
  unknownAtFirst: number;
  unknownAtLast: number;
  lost: number;
  doubled: number;
  /** Mails that arrived twice, each after an end that was ambiguous, under the same Message-ID. */
  mailsDoubled: number;
  fewestActsInAWindow: number;
  fewestActsInFlight: number;
  /** From the fault's end until an application was accepted, its child ran and its receipt lay in the mailbox. */
  recovery: Partial<Record<FaultName, { p50: number; max: number; runs: number }>>;
  /** Everything that must not be, in words; empty when all is well. */
  problems: string[];
}

export interface Found {
  windows: readonly WindowResult[];
  lost: readonly Act[];
  doubled: readonly Act[];
  denied: readonly Act[];
  mailsDoubled: number;
  problems: readonly string[];
}

const name = (a: Act): string =>
  `seed ${a.seed}: ${a.kind} ${a.marker.split(' ')[0]} (${a.first} → ${a.state}, ${a.tries} tries)`;
const seconds = (ms: number): number => Math.round(ms / 10) / 100;

export function reportOf(found: Found): Report {
  const { windows } = found;
  const acts = windows.flatMap((w) => w.acts);
  const recovery: Report['recovery'] = {};
  for (const fault of FAULTS) {
    const times = windows
      .filter((w) => w.plan.fault === fault)
      .map((w) => w.recoveryMs ?? Number.POSITIVE_INFINITY)
      .sort((a, b) => a - b);
    const p50 = times[Math.floor((times.length - 1) / 2)];
    if (p50 !== undefined)
      recovery[fault] = { p50: seconds(p50), max: seconds(times.at(-1) ?? p50), runs: times.length };
  }
  const never = windows
    .filter((w) => w.recoveryMs === null)
    .map((w) => `seed ${w.plan.seed}: never recovered`);
  return {
    machine: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.platform()}, Node ${process.version}`,
    date: new Date().toISOString(),
    commit: commit(),
    runs: windows.length,
    seeds: windows.map((w) => w.plan.seed),
    acts: acts.length,
    acknowledged: acts.filter((a) => a.state === 'ok').length,
    unknownAtFirst: acts.filter((a) => a.first === 'unknown').length,
    unknownAtLast: acts.filter((a) => a.state === 'unknown').length,
    lost: found.lost.length,
    doubled: found.doubled.length,
    mailsDoubled: found.mailsDoubled,
    fewestActsInAWindow: Math.min(...windows.map((w) => w.acts.length)),
    fewestActsInFlight: Math.min(...windows.map((w) => w.inFlight)),
    recovery,
    problems: [
      ...found.lost.map((a) => `lost: ${name(a)}`),
      ...found.doubled.map((a) => `doubled: ${name(a)}`),
      ...found.denied.map((a) => `denied but recorded: ${name(a)}`),
      ...never,
      ...found.problems,
    ],
  };
}

/** The commit the working tree stands on, marked when the tree differs from it. */
function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const product = ['domain', 'db', 'workflows', 'activities', 'schedules', 'documents', 'mail', 'web'];
    return (
      git('rev-parse', 'HEAD') + (git('status', '--porcelain', '--', ...product) === '' ? '' : ' (changed)')
    );
  } catch {
    return 'unknown';
  }
}

export function writeReport(file: string, report: Report): void {
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
