/** What a figure is, and the arithmetic that all of them share. */

/** One measured figure as the report shows it. */
export interface FigureValue {
  /** Median of the rounds. */
  value: number;
  unit: string;
  p50?: number;
  p95?: number;
  /** The value of each round, in their order; the spread is read from them. */
  rounds?: number[];
  /** Lowest and highest round. */
  spread?: [number, number];
  /** What this measurement was made of, in words. */
  of?: string;
  /** What is aimed at, and whether it was reached. */
  target?: string;
  met?: boolean;
}

export interface Run {
  /** Multiplies data and durations: 1 for the report, smaller for a look in between. */
  scale: number;
  say: (line: string) => void;
}

export interface Figure {
  /** Names under which the report shows it. */
  names: readonly string[];
  measure: (run: Run) => Promise<Record<string, FigureValue>>;
}

/** Values are given as the report shows them: three significant digits are more than any of them holds. */
export const round = (n: number): number => (Math.abs(n) >= 100 ? Math.round(n) : Number(n.toPrecision(3)));

/** @returns the value below which `share` of the others lie (nearest rank), NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
};

/** Rounds made into a figure: their median, their spread, and the quantiles of `singles` when there are any. */
export function figureOf(
  rounds: readonly number[],
  o: {
    unit: string;
    of: string;
    singles?: readonly number[];
    target?: { words: string; met: (value: number) => boolean };
  },
): FigureValue {
  const value = median(rounds);
  const { singles, target } = o;
  return {
    value: round(value),
    unit: o.unit,
    ...(singles ? { p50: round(quantile(singles, 0.5)), p95: round(quantile(singles, 0.95)) } : {}),
    rounds: rounds.map(round),
    spread: [round(Math.min(...rounds)), round(Math.max(...rounds))],
    of: o.of,
    ...(target ? { target: target.words, met: target.met(value) } : {}),
  };
}

/** At least one, scaled. */
export const scaled = (run: Run, n: number): number => Math.max(1, Math.round(n * run.scale));

export async function until(limitMs: number, what: string, check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + limitMs; !(await check()); ) {
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1_000} s in vain for ${what}.`);
    await new Promise((r) => setTimeout(r, 100));
  }
}
