import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../dev/root.ts';
import type { Act } from './acts.ts';
import { FAULTS, type FaultName } from './plan.ts';
import type { WindowResult } from './window.ts';

/** One window in figures. Times in seconds. */
export interface WindowRow {
  seed: number;
  fault: FaultName;
  /** Acts begun, and those that the answer acknowledged. */
  acts: number;
  acknowledged: number;
  /** Acts whose first try got no answer: sent again under the same key until one came. */
  unknownAtFirst: number;
  unknownAtLast: number;
  /** Acts whose answer was still out when the fault fell. */
  inFlight: number;
  lost: number;
  doubled: number;
  mailsDoubled: number;
  /** From the fault's end until an application was accepted, its child ran and its receipt lay in the mailbox. */
  recovery: number | null;
}

/** What `npm run faults` writes. */
export interface Report {
  machine: string;
  date: string;
  commit: string;
  runs: number;
  seeds: number[];
  acts: number;
  acknowledged: number;
  unknownAtFirst: number;
  unknownAtLast: number;
  lost: number;
  doubled: number;
  /** Mails that arrived more than once, each after an end that was ambiguous, under the same Message-ID. */
  mailsDoubled: number;
  fewestActsInAWindow: number;
  fewestActsInFlight: number;
  recovery: Partial<Record<FaultName, { p50: number; max: number; runs: number }>>;
  /** Everything that must not be, in words; empty when all is well. */
  problems: string[];
  windows: WindowRow[];
}

export interface Found {
  windows: readonly WindowResult[];
  lost: readonly Act[];
  doubled: readonly Act[];
  denied: readonly Act[];
  /** Seeds of the windows in which each mail that arrived more than once did so first. */
  mailsDoubled: readonly number[];
  problems: readonly string[];
}

const name = (a: Act): string =>
  `seed ${a.seed}: ${a.kind} ${a.marker.split(' ')[0]} (${a.first} → ${a.state}, ${a.tries} tries)`;
const seconds = (ms: number): number => Math.round(ms / 10) / 100;

export function reportOf(found: Found): Report {
  const rows = found.windows.map(({ plan, acts, inFlight, recoveryMs }): WindowRow => {
    const { seed, fault } = plan;
    const n = (of: readonly { seed: number }[]): number => of.filter((a) => a.seed === seed).length;
    return {
      ...{ seed, fault, acts: acts.length, acknowledged: acts.filter((a) => a.state === 'ok').length },
      unknownAtFirst: acts.filter((a) => a.first === 'unknown').length,
      unknownAtLast: acts.filter((a) => a.state === 'unknown').length,
      ...{ inFlight, lost: n(found.lost), doubled: n(found.doubled) },
      mailsDoubled: found.mailsDoubled.filter((s) => s === seed).length,
      recovery: recoveryMs === null ? null : seconds(recoveryMs),
    };
  });
  const never = rows.filter((w) => w.recovery === null).map((w) => `seed ${w.seed}: never recovered`);
  return summary(rows, [
    ...found.lost.map((a) => `lost: ${name(a)}`),
    ...found.doubled.map((a) => `doubled: ${name(a)}`),
    ...found.denied.map((a) => `denied but recorded: ${name(a)}`),
    ...never,
    ...found.problems,
  ]);
}

/** Windows of several runs as one report: each seed counts once, the later window in place of the earlier. */
export function merged(reports: readonly Pick<Report, 'windows' | 'problems'>[]): Report {
  const bySeed = new Map(reports.flatMap((r) => r.windows).map((w) => [w.seed, w]));
  const rows = [...bySeed.values()].sort((a, b) => a.seed - b.seed);
  return summary(
    rows,
    reports.flatMap((r) => r.problems),
  );
}

function summary(windows: WindowRow[], problems: string[]): Report {
  const sum = (of: (w: WindowRow) => number): number => windows.reduce((all, w) => all + of(w), 0);
  const recovery: Report['recovery'] = {};
  for (const fault of FAULTS) {
    const times = windows
      .filter((w) => w.fault === fault)
      .map((w) => w.recovery ?? Number.POSITIVE_INFINITY)
      .sort((a, b) => a - b);
    const p50 = times[Math.floor((times.length - 1) / 2)];
    if (p50 !== undefined) recovery[fault] = { p50, max: times.at(-1) ?? p50, runs: times.length };
  }
  return {
    machine: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.platform()}, Node ${process.version}`,
    date: new Date().toISOString(),
    commit: commit(),
    runs: windows.length,
    seeds: windows.map((w) => w.seed),
    acts: sum((w) => w.acts),
    acknowledged: sum((w) => w.acknowledged),
    unknownAtFirst: sum((w) => w.unknownAtFirst),
    unknownAtLast: sum((w) => w.unknownAtLast),
    lost: sum((w) => w.lost),
    doubled: sum((w) => w.doubled),
    mailsDoubled: sum((w) => w.mailsDoubled),
    fewestActsInAWindow: Math.min(...windows.map((w) => w.acts)),
    fewestActsInFlight: Math.min(...windows.map((w) => w.inFlight)),
    recovery,
    problems,
    windows,
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

/** Writes the report; with `append`, together with the windows that the file holds already. */
export function writeReport(file: string, report: Report, append = false): Report {
  const before = append && fs.existsSync(file) ? [JSON.parse(fs.readFileSync(file, 'utf8')) as Report] : [];
  const whole = before.length > 0 ? merged([...before, report]) : report;
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}
