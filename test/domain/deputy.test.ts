import { expect, it } from 'vitest';
import { checkDeputyDays } from '../../domain/deputy.ts';

it('a deputy stands in for a year at most, until today at least, and from first to last day', () => {
  const wrong = (from: string, to: string): string | undefined =>
    checkDeputyDays({ deputyId: 'x', from, to }, '2026-11-24')[0]?.message;
  expect(wrong('2026-11-24', '2026-11-24')).toBeUndefined();
  expect(wrong('2026-11-01', '2026-11-24')).toBeUndefined();
  expect(wrong('2026-11-01', '2026-11-23')).toContain('迄日已過');
  expect(wrong('2026-12-02', '2026-12-01')).toContain('不可早於');
  expect(wrong('2026-11-24', '2027-11-24')).toBeUndefined();
  expect(wrong('2026-11-24', '2027-11-25')).toContain('最長一年');
  expect(wrong('', '2026-11-24')).toBeUndefined();
});
