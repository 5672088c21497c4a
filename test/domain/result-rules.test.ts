import { describe, expect, it } from 'vitest';
import { checkResult, LETTERS, type ResultForm, reserveUntil } from '../../domain/result-rules.ts';

const context = { today: '2026-11-24', openings: 1, mode: 'civilService' };
const line = (applicationId: string, outcome: string, rank = '') => ({ applicationId, outcome, rank });
const good = (change: Partial<ResultForm> = {}): ResultForm => ({
  lines: [line('a', 'reserve', '2'), line('b', 'selected'), line('c', ''), line('d', 'reserve', '1')],
  settledOn: '2026-11-24',
  reserveMonths: '3',
  letters: LETTERS,
  ...change,
});

describe('a result', () => {
  it('names those selected, then the reserves by rank; nobody has to be chosen', () => {
    const { problems, chosen } = checkResult(good(), context);
    expect(problems).toEqual([]);
    expect(chosen.map((c) => [c.applicationId, c.rank])).toEqual([
      ['b', null],
      ['d', 1],
      ['a', 2],
    ]);
    expect(checkResult(good({ lines: [line('a', '')], reserveMonths: '' }), context)).toEqual({
      problems: [],
      chosen: [],
    });
  });

  it.each([
    ['a reserve without rank', { lines: [line('a', 'reserve')] }, 'rank-a'],
    ['a rank of nonsense', { lines: [line('a', 'reserve', '0')] }, 'rank-a'],
    ['a rank without reserve', { lines: [line('a', 'selected', '1')] }, 'rank-a'],
    ['an unknown outcome', { lines: [line('a', 'perhaps')] }, 'outcome-a'],
    ['ranks that leave one out', { lines: [line('a', 'reserve', '1'), line('b', 'reserve', '3')] }, 'rank-b'],
    ['a rank given twice', { lines: [line('a', 'reserve', '1'), line('b', 'reserve', '1')] }, 'rank-b'],
    [
      'more than twice the posts in reserve',
      { lines: ['a', 'b', 'c'].map((id, i) => line(id, 'reserve', String(i + 1))) },
      'rank-c',
    ],
    ['no day', { settledOn: '' }, 'settledOn'],
    ['a day to come', { settledOn: '2026-11-25' }, 'settledOn'],
    ['a reserve list that is over', { settledOn: '2026-08-23' }, 'settledOn'],
    ['a reserve list without an end', { reserveMonths: '12' }, 'reserveMonths'],
    ['an empty letter', { letters: { ...LETTERS, notSelected: '' } }, 'letter-notSelected'],
    ['a letter too long', { letters: { ...LETTERS, reserve: '字'.repeat(2_001) } }, 'letter-reserve'],
  ])('tells of %s at its field', (_what, change, field) => {
    expect(checkResult(good(change), context).problems.map((p) => p.field)).toEqual([field]);
  });

  it('knows twice the posts only where the law counts them', () => {
    const three = good({ lines: ['a', 'b', 'c'].map((id, i) => line(id, 'reserve', String(i + 1))) });
    for (const other of [{ mode: 'open' }, { openings: null }, { openings: 2 }])
      expect(checkResult(three, { ...context, ...other }).problems).toEqual([]);
  });
});

describe('a reserve list', () => {
  it.each([
    ['2026-11-24', 3, '2027-02-24T16:00:00.000Z'],
    ['2026-11-24', 5, '2027-04-24T16:00:00.000Z'],
    // from the 1st: to the last day of the month before
    ['2027-02-28', 3, '2027-05-31T16:00:00.000Z'],
    // from the 31st to a month without one: its last day
    ['2026-10-30', 3, '2027-01-30T16:00:00.000Z'],
    ['2026-11-29', 3, '2027-02-28T16:00:00.000Z'],
    ['2027-11-29', 3, '2028-02-29T16:00:00.000Z'],
  ])('of %s and %i months runs from the day after, by the calendar', (day, months, until) => {
    expect(reserveUntil(day, months)).toBe(until);
  });
});
