import fs from 'node:fs';
import path from 'node:path';
import type { FigureValue } from './frame.ts';
import { commit, type Machine, machine } from './machine.ts';

/**
 * A figure with where and when it was measured: a report may be put together from several runs. `loadBefore` is the
 * load average of the minute before: what the figure before it left, and who else worked on the machine.
 */
export type Measured = FigureValue & { date: string; commit: string; scale: number; loadBefore: number };

export interface BenchReport {
  machine: Machine;
  /** When and from which code the newest of its figures were measured. */
  date: string;
  commit: string;
  figures: Record<string, Measured>;
  /** Figures that could not be measured, and why. */
  failed: Record<string, string>;
}

/** A report of this machine without figures; `add` says under which circumstances each was measured. */
export function newReport(scale: number): {
  report: BenchReport;
  add: (figures: Record<string, FigureValue>, loadBefore: number) => void;
} {
  const now = (): string => new Date().toISOString();
  const report: BenchReport = { machine: machine(), date: now(), commit: commit(), figures: {}, failed: {} };
  return {
    report,
    add(figures, loadBefore) {
      report.date = now();
      const stand = { date: report.date, commit: report.commit, scale, loadBefore };
      for (const [name, figure] of Object.entries(figures)) report.figures[name] = { ...figure, ...stand };
    },
  };
}

/**
 * Writes the report; with `append`, figures that the file holds already and this run did not measure stay.
 * @throws when they are another machine's: figures of two machines are no report
 */
export function writeReport(file: string, report: BenchReport, append: boolean): void {
  const out = path.resolve(file);
  const before =
    append && fs.existsSync(out) ? (JSON.parse(fs.readFileSync(out, 'utf8')) as BenchReport) : undefined;
  const same = (a: BenchReport, b: BenchReport): boolean =>
    JSON.stringify(a.machine) === JSON.stringify(b.machine);
  if (before && !same(before, report)) throw new Error(`${file} holds the figures of another machine`);
  const failed = Object.fromEntries(
    Object.entries({ ...before?.failed, ...report.failed }).filter(([name]) => !(name in report.figures)),
  );
  const whole = { ...report, figures: { ...before?.figures, ...report.figures }, failed };
  fs.mkdirSync(path.dirname(out), { recursive: true });
  fs.writeFileSync(out, `${JSON.stringify(whole, null, 2)}\n`);
}
