import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdNumber, maskIdNumber } from '../../domain/id-number.ts';
import { foldSearch } from '../../domain/search-text.ts';
import {
  formatApplicationNo,
  formatVacancyNo,
  isApplicationNo,
  isVacancyNo,
} from '../../domain/vacancy-no.ts';

describe('numbers of vacancies and receipts', () => {
  it('[R30] is ROC year and month and a serial of five digits', () => {
    expect(formatVacancyNo('2020-01-15', 1)).toBe('1090100001');
    expect(formatVacancyNo('2026-11-24', 99_999)).toBe('1151199999');
    for (const serial of [0, -1, 1.5, 100_000, Number.NaN])
      expect(() => formatVacancyNo('2026-11-24', serial)).toThrow(RangeError);
  });

  it('[R30] recognises its own numbers and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (serial) => {
        expect(isVacancyNo(formatVacancyNo('2026-11-24', serial))).toBe(true);
      }),
    );
    for (const text of ['', '115110001', '11511000011', '1151300001', 'A151100001', '1151100001\n'])
      expect(isVacancyNo(text)).toBe(false);
  });

  it('gives receipts a number that cannot be taken for a vacancy', () => {
    expect(formatApplicationNo('2026-11-24', 1)).toBe('A1151124-000001');
    expect(isApplicationNo(formatApplicationNo('2026-11-24', 1_234_567))).toBe(true);
    expect(isVacancyNo('A1151124-000001')).toBe(false);
    expect(isApplicationNo('1151100001')).toBe(false);
    expect(() => formatApplicationNo('2026-11-24', 0)).toThrow(RangeError);
  });
});

describe('ID numbers', () => {
  it.each(['A123456789', 'A223456781', 'A800000014', 'AA00000009', 'AC01234567'])(
    '[R70] accepts %s',
    (id) => {
      expect(checkIdNumber(id)).toEqual({ ok: true, normal: id });
    },
  );

  it.each(['A123456788', 'A800000015'])('[R70] says that the check digit of %s is wrong', (id) => {
    const checked = checkIdNumber(id);
    expect(checked.ok ? '' : checked.message).toContain('檢查碼不符');
  });

  it.each(['', 'A12345678', '1123456789', 'A323456789', 'AE00000009', 'A12345678X', "A123456789'"])(
    '[R70] refuses the shape of "%s"',
    (id) => {
      expect(checkIdNumber(id).ok).toBe(false);
    },
  );

  it('[R70] makes full-width and small letters ordinary', () => {
    expect(checkIdNumber(' ａ１２３４５６７８９ ')).toEqual({ ok: true, normal: 'A123456789' });
  });

  it('[R70] notices every single wrong digit among the last eight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const id = 'A123456789';
        const digit = (Number(id[at]) + shift) % 10;
        // Weights 5, 6, 4, 2 and 8 share factors with ten: some changes of those digits keep the sum, by design.
        const weight = at === 9 ? 1 : 9 - at;
        const changed = id.slice(0, at) + digit + id.slice(at + 1);
        expect(checkIdNumber(changed).ok).toBe((weight * (digit - Number(id[at]))) % 10 === 0);
      }),
    );
  });

  it('masks the middle', () => {
    expect(maskIdNumber('A123456789')).toBe('A12****789');
    expect(maskIdNumber('A12')).toBe('***');
  });
});

describe('search folding', () => {
  it('treats 臺 and 台, widths and cases alike', () => {
    expect(foldSearch(' 臺北　ＡＢｃ  １２ ')).toBe('台北 abc 12');
  });

  it('changes nothing when applied twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldSearch(foldSearch(text))).toBe(foldSearch(text));
      }),
    );
  });
});
