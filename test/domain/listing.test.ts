import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countListingDays } from '../../domain/listing-days.ts';
import { closesAt, opensAt, withinTenYears } from '../../domain/listing-period.ts';
import { addDays, daysBetween, weekday } from '../../domain/taipei-time.ts';

const weekend = (day: string): boolean => weekday(day) === 0 || weekday(day) === 6;
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));

describe('listing period', () => {
  it('[R40] closes at the closing minute, else at the end of the last day', () => {
    const listedTo = '2026-12-04';
    expect(closesAt({ listedTo, closingTime: '17:00' })).toBe('2026-12-04T09:00:00.000Z');
    expect(closesAt({ listedTo, closingTime: '' })).toBe('2026-12-04T16:00:00.000Z');
    expect(opensAt({ listedFrom: '2026-11-24' })).toBe('2026-11-23T16:00:00.000Z');
    expect(() => closesAt({ listedTo: '', closingTime: '' })).toThrow(RangeError);
  });

  it('[R29] allows the periods of the manual and ten years, not a day more', () => {
    expect(withinTenYears('2020-09-14', '2029-12-31')).toBe(true);
    expect(withinTenYears('2026-11-24', '2036-11-24')).toBe(true);
    expect(withinTenYears('2026-11-24', '2036-11-25')).toBe(false);
    expect(withinTenYears('2024-02-29', '2034-02-28')).toBe(true);
    expect(withinTenYears('2024-02-29', '2034-03-01')).toBe(false);
  });
});

describe('days a listing counts for', () => {
  it.each([
    ['the first day is left out', '2026-11-24', '2026-11-27', 3],
    ['one day counts as none', '2026-11-24', '2026-11-24', 0],
    ['a last day on Sunday does not count', '2026-11-26', '2026-11-29', 1],
    ['a weekend inside counts', '2026-11-26', '2026-11-30', 4],
    ['a period of a weekend alone counts as none', '2026-11-28', '2026-11-29', 0],
    ['a wrong order counts as none', '2026-11-29', '2026-11-24', 0],
  ])('%s', (_name, from, to, days) => {
    expect(countListingDays(from, to, weekend)).toBe(days);
  });

  it('never exceeds the calendar and ends on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (from, length) => {
        const to = addDays(from, length);
        const days = countListingDays(from, to, weekend);
        expect(days).toBeLessThanOrEqual(daysBetween(from, to));
        expect(days === 0 || !weekend(addDays(from, days))).toBe(true);
        expect(countListingDays(from, addDays(to, 1), weekend)).toBeGreaterThanOrEqual(days);
      }),
    );
  });
});
