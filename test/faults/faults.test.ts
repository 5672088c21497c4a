import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { planOf } from './plan.ts';

/** The short form of `npm run faults`: a window of each kind of death. */
describe('nothing acknowledged is lost', () => {
  it('worker, web, PostgreSQL and Temporal are killed while people work: nothing is lost, nothing doubled', {
    timeout: 5 * 60_000,
  }, async () => {
    // Seeds 0 to 3 kill one part each.
    expect([0, 1, 2, 3].map((seed) => planOf(seed).fault)).toEqual([
      'killWorker',
      'killWeb',
      'killPostgres',
      'killTemporal',
    ]);
    const said: string[] = [];
    const report = await campaign({
      seed: 0,
      runs: 4,
      controls: [],
      mailsSettleMs: 0,
      say: (line) => said.push(line),
    });
    expect(report.problems, said.join('\n')).toEqual([]);
    expect(report).toMatchObject({ runs: 4, lost: 0, doubled: 0 });
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.fewestActsInFlight).toBeGreaterThanOrEqual(1);
  });
});
