import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestInstant, nextDigest, nextSlot, SLOT_HOURS, slotOf } from '../../domain/production-slots.ts';
import { taipeiDay, taipeiTime } from '../../domain/taipei-time.ts';
import { formatVacancyNo } from '../../domain/vacancy-no.ts';

const anyInstant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('production slots', () => {
  it.each([
    ['2026-11-24T00:59:59+08:00', '2026-11-24T01:00'],
    ['2026-11-24T01:00:00+08:00', '2026-11-24T07:00'],
    ['2026-11-24T12:59:59+08:00', '2026-11-24T13:00'],
    ['2026-11-24T18:59:59+08:00', '2026-11-24T19:00'],
    ['2026-12-31T19:00:00+08:00', '2027-01-01T01:00'],
  ])('[R66] after %s comes %s in Taipei', (instant, slot) => {
    expect(nextSlot(instant)).toBe(new Date(`${slot}:00+08:00`).toISOString());
  });

  it.each([
    ['2026-11-24T13:00:00+08:00', '2026-11-24T13:00+08:00'],
    ['2026-11-24T18:59:59.999+08:00', '2026-11-24T13:00+08:00'],
    ['2026-11-24T00:30:00+08:00', '2026-11-23T19:00+08:00'],
    ['2026-11-24T05:00:00Z', '2026-11-24T13:00+08:00'],
  ])('[R66] %s belongs to slot %s', (instant, slot) => {
    expect(slotOf(instant)).toBe(slot);
  });

  it('[R66] the next slot is at most six hours away, later than now, and at one of the four hours', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const wait = Date.parse(nextSlot(instant)) - Date.parse(instant);
        expect(wait > 0 && wait <= 6 * 3_600_000).toBe(true);
        const [hour, minute] = taipeiTime(nextSlot(instant)).split(':').map(Number);
        expect(SLOT_HOURS).toContain(hour);
        expect(minute).toBe(0);
        const past = Date.parse(instant) - Date.parse(slotOf(instant));
        expect(past >= 0 && past < 6 * 3_600_000).toBe(true);
        expect(Date.parse(slotOf(nextSlot(instant)))).toBe(Date.parse(nextSlot(instant)));
      }),
    );
  });
});

describe('daily digest', () => {
  const anyNo = fc.integer({ min: 1, max: 99_999 }).map((serial) => formatVacancyNo('2026-11-24', serial));

  it('[R56] leaves between 08:00 and 08:30 of its day, at the same minute every day', () => {
    fc.assert(
      fc.property(anyNo, (no) => {
        const at = digestInstant(no, '2026-11-24');
        expect(taipeiDay(at)).toBe('2026-11-24');
        expect(taipeiTime(at) >= '08:00' && taipeiTime(at) <= '08:30').toBe(true);
        expect(Date.parse(digestInstant(no, '2026-11-25')) - Date.parse(at)).toBe(86_400_000);
      }),
    );
  });

  it('[R56] comes once a day: the next one after a digest is a day later', () => {
    fc.assert(
      fc.property(anyNo, anyInstant, (no, instant) => {
        const next = nextDigest(no, instant);
        const wait = Date.parse(next) - Date.parse(instant);
        expect(wait > 0 && wait <= 86_400_000).toBe(true);
        expect(Date.parse(nextDigest(no, next)) - Date.parse(next)).toBe(86_400_000);
      }),
    );
  });

  it('spreads consecutive numbers over the half hour', () => {
    const minutes = new Set<string>();
    for (let serial = 1; serial <= 1_000; serial++)
      minutes.add(taipeiTime(digestInstant(formatVacancyNo('2026-11-24', serial), '2026-11-24')));
    expect(minutes.size).toBeGreaterThanOrEqual(30);
  });
});
