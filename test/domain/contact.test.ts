import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEmail, checkPhone, cleanLine, cleanText } from '../../domain/contact.ts';

describe('one mail address', () => {
  it.each([
    ['hr@example.gov.tw', 'hr@example.gov.tw'],
    ['  HR.Desk+a@Example.GOV.tw ', 'HR.Desk+a@example.gov.tw'],
    ["o'neil@mail.example.com", "o'neil@mail.example.com"],
  ])('[R44] accepts "%s"', (raw, normal) => {
    expect(checkEmail(raw)).toEqual({ ok: true, normal });
  });

  it.each([
    'a@example.tw,b@example.tw',
    'a@example.tw; b@example.tw',
    'a@example.tw、b@example.tw',
    'a@example.tw b@example.tw',
    'a@example.tw\nb@example.tw',
  ])('[R44] says that only one address is allowed: %j', (raw) => {
    const checked = checkEmail(raw);
    expect(checked.ok ? '' : checked.message).toContain('僅允許一筆聯絡E-mail');
  });

  it.each([
    'hr',
    'hr@example',
    '@example.gov.tw',
    'hr@',
    'hr..a@example.tw',
    'hr@example..tw',
    'hr@-example.tw',
    'a@b@example.tw',
    'Name <hr@example.tw>',
    'hr＠example.tw',
    '人事@example.tw',
    'hr@example.tw\r\nBcc: x',
    'hr@example.tw\u0000',
    `${'a'.repeat(65)}@example.tw`,
    `a@${'b'.repeat(250)}.tw`,
    '"quoted"@example.tw',
    '',
  ])('[R44] refuses %j', (raw) => {
    expect(checkEmail(raw).ok).toBe(false);
  });

  it('never lets a blank, a control or a second @ through', () => {
    const pieces = fc.array(
      fc.constantFrom('a', 'B', '1', '.', '@', '-', ' ', '\r', '\n', ',', '<', '>', '"', 'tw', '臺'),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const checked = checkEmail(parts.join(''));
        if (checked.ok) expect(checked.normal).toMatch(/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('telephones', () => {
  it.each([
    ['02-23979297-分機', '0223979297', ''],
    ['02-23800614', '0223800614', ''],
    ['(05)3793571分機201', '053793571', '201'],
    ['03-9251000分機2612', '039251000', '2612'],
    ['(02)2652-3580 分機105', '0226523580', '105'],
    ['02-23979298#613', '0223979298', '613'],
    ['０２－２３９７９２９８ 轉 12', '0223979298', '12'],
    ['0912-345-678', '0912345678', ''],
    ['+886-2-2397-9298 ext. 5', '0223979298', '5'],
    ['+886912345678', '0912345678', ''],
    ['0800-123-456', '0800123456', ''],
    ['+81 3 1234 5678', '+81312345678', ''],
  ])('[R35] reads %s', (raw, normal, extension) => {
    expect(checkPhone(raw)).toMatchObject({ ok: true, normal, extension });
  });

  it.each([
    '',
    '23979298',
    '02-2397',
    '09123456',
    '電話洽詢',
    '02-23979298 分機 abc',
    '0223979298; 0912345678',
    '+0123456789',
  ])('[R35] refuses "%s"', (raw) => {
    expect(checkPhone(raw).ok).toBe(false);
  });

  it('keeps the words as typed beside the digits', () => {
    expect(checkPhone(' (02)2652-3580  分機105 ')).toMatchObject({ raw: '(02)2652-3580 分機105' });
  });
});

describe('texts', () => {
  it('makes line ends LF, drops controls and invisible marks, composes, trims', () => {
    expect(cleanText('  一\r\n二\r三\u0000\u000b\u202e\u200b\ufeff\ud800 ')).toBe('一\n二\n三');
    expect(cleanText('e\u0301')).toBe('\u00e9');
    expect(cleanText('tab\there')).toBe('tab\there');
    expect(cleanText('𠮷野家 👩‍🌾')).toBe('𠮷野家 👩‍🌾');
    expect(cleanLine(' 一\n二　 三\t')).toBe('一 二 三');
  });

  it('leaves nothing that XML 1.0 forbids and changes nothing the second time', () => {
    const legal = /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.integer({ min: 0, max: 0xffff })),
        (text, units) => {
          const cleaned = cleanText(text + String.fromCharCode(...units));
          expect(cleaned).toMatch(legal);
          expect(cleanText(cleaned)).toBe(cleaned);
          const line = cleanLine(cleaned);
          expect(line).not.toMatch(/[\t\n]/);
          expect(cleanLine(line)).toBe(line);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
