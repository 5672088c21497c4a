import { describe, expect, it } from 'vitest';
import { draftKeptUntil } from '../../domain/application-draft.ts';
import { draftRounds, type ListingEnd, nextRound, presentRound } from '../../domain/draft-rounds.ts';

const at = (day: number, time = '00:00'): string => `2026-12-${String(day).padStart(2, '0')}T${time}:00.000Z`;
const listing = (change: Partial<ListingEnd> = {}): ListingEnd => ({
  stage: 'listed',
  mode: 'open',
  listedAt: at(1),
  extendedAt: null,
  closesAt: at(10, '16:00'),
  closedAt: null,
  withdrawnAt: null,
  ...change,
});
const names = (v: ListingEnd): string[] => draftRounds(v).map((r) => `${r.name} ${r.at}`);

describe('when drafts are reminded of', () => {
  it('three days and one day before the end, after an extension, and at closing; never of what is moot', () => {
    const table: [Partial<ListingEnd>, string[]][] = [
      [{}, [`threeDaysLeft ${at(7, '16:00')}`, `oneDayLeft ${at(9, '16:00')}`]],
      [{ listedAt: at(8) }, [`oneDayLeft ${at(9, '16:00')}`]],
      [{ listedAt: at(10) }, []],
      [
        { extendedAt: at(5) },
        [`extended ${at(5)}`, `threeDaysLeft ${at(7, '16:00')}`, `oneDayLeft ${at(9, '16:00')}`],
      ],
      [{ extendedAt: at(8) }, [`extended ${at(8)}`, `oneDayLeft ${at(9, '16:00')}`]],
      [{ stage: 'closed', closedAt: at(10, '16:01') }, [`closed ${at(10, '16:01')}`]],
      // told once it cannot be taken back any more
      [{ stage: 'withdrawn', withdrawnAt: at(4) }, [`withdrawn ${at(4, '00:12')}`]],
      [{ stage: 'withdrawn', withdrawnAt: at(4), listedAt: null }, []],
      [{ stage: 'archived', closedAt: at(10, '16:01') }, []],
      [{ stage: 'preparing', listedAt: null, closesAt: null }, []],
      [{ mode: 'none' }, []],
    ];
    for (const [change, expected] of table) expect(names(listing(change))).toEqual(expected);
  });

  it('an edition is named by the Taipei day of the end', () => {
    // 16:00 UTC is midnight in Taipei: the next day's first instant
    expect(draftRounds(listing({ closesAt: at(10, '15:59') }))[0]?.edition).toBe('20261210');
    expect(draftRounds(listing())[0]?.edition).toBe('20261211');
  });

  it('the next one: what has come and was not begun, for drafts begun before it; else what is to come', () => {
    const next = (now: string, firstDraftAt: string | null, begun: string[] = []) =>
      nextRound(listing(), { now, firstDraftAt, begun })?.name ?? null;
    expect(next(at(2), null)).toBe('threeDaysLeft');
    expect(next(at(8), at(2))).toBe('threeDaysLeft');
    expect(next(at(8), at(2), ['threeDaysLeft:20261211'])).toBe('oneDayLeft');
    expect(next(at(8), at(8))).toBe('oneDayLeft');
    expect(next(at(8), null)).toBe('oneDayLeft');
    // after an outage the latest alone
    expect(next(at(10), at(2))).toBe('oneDayLeft');
    expect(next(at(10), at(2), ['oneDayLeft:20261211'])).toBeNull();
    expect(presentRound(listing(), at(2))).toBeUndefined();
  });

  it('a draft stays thirty days after the end', () => {
    expect(draftKeptUntil(new Date(at(1))).toISOString()).toBe(at(31));
  });
});
