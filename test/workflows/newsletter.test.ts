import { describe, expect, it } from 'vitest';
import { editionOf, isWeekly } from '../../domain/edition.ts';
import { RUN_LIMITS, TASK_QUEUE } from '../../workflows/messages.ts';
import { skippingServer } from './skipping.ts';
import { newId } from './support.ts';
import { World } from './world.ts';

const EDITION = '2026-11-30T07:00+08:00';

describe('[R14] an edition, on a server that skips time', () => {
  const world = new World();
  const skipping = skippingServer(world);

  const run = async (input: object): Promise<void> => {
    world.calls.length = 0;
    const options = { taskQueue: TASK_QUEUE, workflowId: `newsletter-${newId()}`, args: [input] };
    await skipping.env.client.workflow.execute('newsletter', options);
  };
  const readers = (count: number, putOff = 0): string[] => {
    world.readers.clear();
    return Array.from({ length: count }, (_, i) => {
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
      world.readers.set(id, { told: false, putOff });
      return id;
    });
  };

  it('tells every reader, page by page, over fresh runs', async () => {
    readers(40);
    await run({ edition: EDITION, batch: 3, limits: { ...RUN_LIMITS, events: 30 } });
    expect([...world.readers.values()].every((r) => r.told)).toBe(true);
    // 13 whole pages and what is left
    expect(world.count('sendEditionBatch')).toBe(14);
    expect(new Set(world.argsOf('sendEditionBatch').map((a) => a.edition))).toEqual(new Set([EDITION]));
  });

  it('comes back to mailboxes that could not be reached, after growing pauses, and to no other', async () => {
    const [slow] = readers(3);
    world.readers.set(slow as string, { told: false, putOff: 2 });
    await run({ edition: EDITION });
    expect([...world.readers.values()].every((r) => r.told)).toBe(true);
    const at = world.calls.map((c) => Date.parse(c.at));
    expect(at).toHaveLength(3);
    const minutes = at.slice(1).map((t, i) => Math.round((t - (at[i] as number)) / 60_000));
    expect(minutes).toEqual([5, 10]);
  });

  it('gives a mailbox up before the next edition, which tells it all', async () => {
    readers(1, 1_000);
    await run({ edition: EDITION });
    expect(world.count('sendEditionBatch')).toBe(8);
    const at = world.calls.map((c) => Date.parse(c.at));
    expect((at.at(-1) as number) - (at[0] as number)).toBeLessThan(24 * 3_600_000);
  });

  it('runs for the day it was due when none is named', async () => {
    readers(1);
    const now = editionOf(new Date(await skipping.env.currentTimeMs()));
    await run({});
    expect(world.argsOf('sendEditionBatch')[0]).toMatchObject({ edition: now, after: '' });
  });
});

describe('the calendar of editions', () => {
  it('is at seven in Taipei; what comes earlier belongs to the day before; Mondays for weekly readers', () => {
    expect(editionOf('2026-11-29T23:00:00Z')).toBe('2026-11-30T07:00+08:00');
    expect(editionOf('2026-11-29T22:59:59.999Z')).toBe('2026-11-29T07:00+08:00');
    expect(editionOf('2026-11-30T15:59:00Z')).toBe('2026-11-30T07:00+08:00');
    expect(Date.parse(editionOf('2026-11-30T03:00:00Z'))).toBe(Date.parse('2026-11-29T23:00:00Z'));
    expect(['2026-11-29', EDITION, '2026-12-01'].map(isWeekly)).toEqual([false, true, false]);
  });
});
