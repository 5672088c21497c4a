import { describe, expect, it } from 'vitest';
import { addMonths, isMonth, weeksOf } from '../../domain/month.ts';

describe('months of a calendar', () => {
  it('are known by their form, and counted over the year’s end', () => {
    expect(['2026-12', '2026-13', '2026-1', '115-12', ''].map(isMonth)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2024-02', 12)]).toEqual([
      '2027-01',
      '2025-12',
      '2025-02',
    ]);
  });
  it('hold each of their days once, under its weekday', () => {
    expect(weeksOf('2026-12')[0]).toEqual([
      null,
      null,
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
    ]);
    for (const [month, days, weeks] of [
      ['2026-02', 28, 4],
      ['2024-02', 29, 5],
      ['2026-05', 31, 6],
      ['2026-12', 31, 5],
    ] as const) {
      expect(weeksOf(month)).toHaveLength(weeks);
      expect(weeksOf(month).flat().filter(Boolean)).toHaveLength(days);
    }
  });
});
