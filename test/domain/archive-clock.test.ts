import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveFacts, archiveClock, resultReminders } from '../../domain/archive-clock.ts';

const facts = (change: Partial<ArchiveFacts>): ArchiveFacts => ({
  closedAt: null,
  resultAt: null,
  withdrawnAt: null,
  heldUntil: null,
  ...change,
});
const closedAt = '2026-11-24T16:00:00.000Z';

describe('the archive clock (rule 7)', () => {
  it.each([
    ['not closed', {}, undefined],
    ['a year after closing', { closedAt }, '2027-11-24T16:00:00.000Z'],
    [
      'five months after the result',
      { closedAt, resultAt: '2026-12-31T00:00:00.000Z' },
      '2027-05-31T00:00:00.000Z',
    ],
    ['a shorter month', { closedAt, resultAt: '2026-09-30T00:00:00.000Z' }, '2027-02-28T00:00:00.000Z'],
    ['a month after withdrawal', { withdrawnAt: closedAt }, '2026-12-24T16:00:00.000Z'],
    ['29 February', { closedAt: '2028-02-29T08:00:00.000Z' }, '2029-02-28T08:00:00.000Z'],
    [
      'held by a later notice',
      { closedAt, heldUntil: '2028-01-01T00:00:00.000Z' },
      '2028-01-01T00:00:00.000Z',
    ],
    [
      'not held by an earlier one',
      { closedAt, heldUntil: '2026-12-01T00:00:00.000Z' },
      '2027-11-24T16:00:00.000Z',
    ],
  ])('%s', (_, change, archiveAt) => {
    expect(archiveClock(facts(change))?.archiveAt).toBe(archiveAt);
  });

  it('reminds 60 and 180 days after closing of a result that is missing, and of no other', () => {
    expect(resultReminders(facts({ closedAt: '2026-11-24T16:00:00.000Z' }))).toEqual([
      { days: 60, at: '2027-01-23T16:00:00.000Z' },
      { days: 180, at: '2027-05-23T16:00:00.000Z' },
    ]);
    expect(resultReminders(facts({ closedAt, resultAt: closedAt }))).toEqual([]);
    expect(resultReminders(facts({ closedAt, withdrawnAt: closedAt }))).toEqual([]);
    expect(resultReminders(facts({}))).toEqual([]);
  });

  it('warns 30 and 7 days before; of a withdrawn one within its month', () => {
    expect(archiveClock(facts({ closedAt }))?.warnings).toEqual([
      { days: 30, at: '2027-10-25T16:00:00.000Z' },
      { days: 7, at: '2027-11-17T16:00:00.000Z' },
    ]);
    const february = archiveClock(facts({ withdrawnAt: '2027-02-01T00:00:00.000Z' }));
    expect(february?.warnings.map((w) => w.days)).toEqual([7]);
  });

  it('never comes before the event, and warns between the two, in order', () => {
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2060-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.option(instant), fc.option(instant), (closed, result, held) => {
        const clock = archiveClock(
          facts({
            closedAt: closed.toISOString(),
            resultAt: result?.toISOString() ?? null,
            heldUntil: held?.toISOString() ?? null,
          }),
        );
        const from = (result ?? closed).toISOString();
        const order = [from, ...(clock?.warnings.map((w) => w.at) ?? []), clock?.archiveAt ?? ''];
        expect(order).toEqual([...order].sort());
        expect(clock?.archiveAt && clock.archiveAt > from).toBe(true);
      }),
    );
  });
});
