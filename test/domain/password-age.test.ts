import { describe, expect, it } from 'vitest';
import { changeableFrom, PASSWORD_DAYS, passwordAge } from '../../domain/password-age.ts';

const set = new Date('2026-11-24T10:00:00+08:00');
const later = (days: number, ms = 0): Date => new Date(set.getTime() + days * 86_400_000 + ms);

describe('附表十 4-2-4: how old a password may and must be', () => {
  it('is warned of for fourteen days and over after ninety, to the moment', () => {
    const at = (now: Date) => passwordAge(set, PASSWORD_DAYS, now);
    expect(at(later(76, -1))).toEqual({ over: false, daysLeft: null });
    expect(at(later(76))).toEqual({ over: false, daysLeft: 14 });
    expect(at(later(89, 1))).toEqual({ over: false, daysLeft: 1 });
    expect(at(later(90, -1))).toEqual({ over: false, daysLeft: 1 });
    expect(at(later(90))).toEqual({ over: true, daysLeft: null });
  });

  it('is kept for a day; one that was given may be changed at once', () => {
    expect(changeableFrom(set, PASSWORD_DAYS, later(1, -1))).toEqual(later(1));
    expect(changeableFrom(set, PASSWORD_DAYS, later(1))).toBeNull();
    expect(changeableFrom(undefined, PASSWORD_DAYS, set)).toBeNull();
    expect(changeableFrom(set, { least: 0, most: 90 }, set)).toBeNull();
  });
});
