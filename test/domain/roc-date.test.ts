import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  endOfTaipeiDay,
  formatRoc,
  formatRocCompact,
  formatRocDateTime,
  formatRocDeadline,
  formatRocRange,
  formatRocSentence,
  isDay,
  parseRocCompact,
  parseRocParts,
  taipeiDay,
  taipeiInstant,
  taipeiTime,
} from '../../domain/roc-date.ts';

/** Any day from 民國 1 to 民國 999. */
const anyDay = fc.integer({ min: 0, max: 364_000 }).map((n) => addDays('1912-01-01', n));
const anyInstant = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('ROC dates', () => {
  it('says a deadline at midnight as the 24:00 of the day it ends', () => {
    expect(formatRocDeadline('2026-12-15T16:00:00.000Z')).toBe('115/12/15 24:00');
    expect(formatRocDeadline('2026-12-15T09:30:00.000Z')).toBe('115/12/15 17:30');
    expect(formatRocDeadline('2026-12-31T16:00:00.000Z')).toBe('115/12/31 24:00');
  });

  it('[R25, R73] writes a day in the four ways of the manual', () => {
    expect(formatRoc('2019-06-17')).toBe('108/06/17');
    expect(formatRocRange('2019-06-17', '2019-06-30')).toBe('108/06/17 ~ 108/06/30');
    expect(formatRocSentence('2026-11-24')).toBe('115 年 11 月 24 日（二）');
    expect(formatRocCompact('1986-01-14')).toBe('0750114');
    expect(formatRocDateTime('2020-03-12T07:20:16Z')).toBe('109/03/12 15:20:16');
  });

  it('counts years before 1912 backwards and writes no compact form for them', () => {
    expect(formatRoc('1911-10-10')).toBe('民前1/10/10');
    expect(formatRocCompact('1911-10-10')).toBe('');
  });

  it('writes nothing for what is no day', () => {
    for (const text of ['', '2026-02-29', '2026-13-01', '115/01/01', '2026-1-1'])
      expect([formatRoc(text), formatRocSentence(text), formatRocCompact(text)]).toEqual(['', '', '']);
    expect(formatRocDateTime('soon')).toBe('');
  });

  it('reads back every day it writes, compact and in boxes', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(parseRocCompact(formatRocCompact(day))).toBe(day);
        const [y = '', m = '', d = ''] = formatRoc(day).split('/');
        expect(parseRocParts({ y, m, d })).toEqual({ ok: true, iso: day });
      }),
    );
  });

  it('reads compact dates from the right, full-width too, and refuses what is no day', () => {
    expect(parseRocCompact('750114')).toBe('1986-01-14');
    expect(parseRocCompact('１０９０２２９')).toBe('2020-02-29');
    for (const text of ['1100229', '1091301', '0000101', '20260101', '', '109/02/29', '1090100'])
      expect(parseRocCompact(text)).toBeNull();
  });
});

describe('the three boxes of a date', () => {
  it('takes three empty boxes for an empty day and full-width digits for digits', () => {
    expect(parseRocParts({ y: '', m: ' ', d: '' })).toEqual({ ok: true, iso: '' });
    expect(parseRocParts({ y: '１１５', m: '１１', d: '２４' })).toEqual({ ok: true, iso: '2026-11-24' });
    expect(parseRocParts({ y: '75', m: '1', d: '4' })).toEqual({ ok: true, iso: '1986-01-04' });
  });

  it.each([
    ['115', '', '24', '請補填月', ['m']],
    ['', '', '24', '請補填年、月', ['y', 'm']],
    ['115', '十一', '24', '月請填數字，例如 115 年 12 月 4 日', ['m']],
    ['2026', '11', '24', '年請填民國年：西元 2026 年是民國 115 年', ['y']],
    ['115', '13', '24', '沒有這一天，請修正月', ['m']],
    ['115', '13', '32', '沒有這一天，請修正月、日', ['m', 'd']],
    ['0', '1', '1', '沒有這一天，請修正年', ['y']],
    ['110', '2', '29', '民國 110 年 2 月沒有 29 日，請修正日', ['d']],
    ['115', '-1', '1', '月請填數字，例如 115 年 12 月 4 日', ['m']],
  ])('marks the wrong boxes of %s/%s/%s', (y, m, d, message, boxes) => {
    expect(parseRocParts({ y, m, d })).toEqual({ ok: false, message, boxes });
  });

  it('never accepts a day that does not exist, whatever is typed', () => {
    const typed = fc.oneof(fc.string({ maxLength: 5 }), fc.integer({ min: -5, max: 2_100 }).map(String));
    fc.assert(
      fc.property(typed, typed, typed, (y, m, d) => {
        const parsed = parseRocParts({ y, m, d });
        if (parsed.ok) expect(parsed.iso === '' || isDay(parsed.iso)).toBe(true);
        else expect(parsed.boxes.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('Taipei time', () => {
  it('puts the day boundary at 16:00 UTC', () => {
    expect(taipeiDay('2026-11-23T15:59:59.999Z')).toBe('2026-11-23');
    expect(taipeiDay('2026-11-23T16:00:00Z')).toBe('2026-11-24');
    expect(taipeiInstant('2026-11-24', '17:00')).toBe('2026-11-24T09:00:00.000Z');
    expect(endOfTaipeiDay('2026-12-31')).toBe('2026-12-31T16:00:00.000Z');
  });

  it('agrees with the time-zone data of the platform', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Taipei',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    // Before 1980 Taiwan kept summer time in some years; records of this system are later.
    const modern = fc
      .date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(modern, (instant) => {
        expect(`${taipeiDay(instant)} ${taipeiTime(instant)}`).toBe(clock.format(new Date(instant)));
      }),
    );
  });

  it('has every instant between the start and the end of its own day', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const day = taipeiDay(instant);
        expect(taipeiInstant(day) <= instant && instant < endOfTaipeiDay(day)).toBe(true);
      }),
    );
  });

  it('adds days and counts them back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4_000, max: 4_000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
      }),
    );
  });
});
