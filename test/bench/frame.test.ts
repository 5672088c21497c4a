import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { figureOf, median, quantile } from './frame.ts';
import { type BenchReport, newReport, writeReport } from './report.ts';

describe('the arithmetic of figures', () => {
  it('takes the middle round, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('reads quantiles by nearest rank, in any order', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantile(hundred, 0.95)).toBe(95);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile([7], 0.95)).toBe(7);
  });

  it('says of a figure its median, its spread and whether the target was reached', () => {
    const target = { words: 'at least 150/s', met: (n: number) => n >= 150 };
    const figure = figureOf([149.4, 180, 120], { unit: '/s', of: 'test', target, singles: [1, 2, 3] });
    expect(figure).toMatchObject({ value: 149, spread: [120, 180], met: false, p50: 2, p95: 3 });
    expect(figureOf([151, 180, 120], { unit: '/s', of: 'test', target }).met).toBe(true);
  });
});

describe('a report put together from several runs', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-report-'));
  const file = path.join(dir, 'bench.json');
  const run = (figures: Record<string, number>, failed: Record<string, string> = {}): BenchReport => {
    const { report, add } = newReport(1);
    const values = Object.entries(figures).map(([name, value]) => [name, { value, unit: 's' }]);
    add(Object.fromEntries(values), 0.1);
    return { ...report, failed };
  };
  const read = (): BenchReport => JSON.parse(fs.readFileSync(file, 'utf8')) as BenchReport;

  it('keeps what was not measured again, and forgets a failure that was made good', () => {
    writeReport(file, run({ a: 1, b: 2 }, { c: 'away' }), true);
    writeReport(file, run({ b: 3, c: 4 }), true);
    const { figures, failed, date, commit } = read();
    expect({ date, commit }).toEqual({ date: figures.c?.date, commit: figures.c?.commit });
    expect(Object.entries(figures).map(([name, f]) => [name, f.value])).toEqual([
      ['a', 1],
      ['b', 3],
      ['c', 4],
    ]);
    expect(failed).toEqual({});
    writeReport(file, run({ z: 9 }), false);
    expect(Object.keys(read().figures)).toEqual(['z']);
  });

  it('never mixes two machines', () => {
    const other = run({ a: 1 });
    other.machine = { ...other.machine, cpu: 'another' };
    expect(() => writeReport(file, other, true)).toThrow('another machine');
  });
});
