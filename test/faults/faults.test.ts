import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { type FaultName, planOf } from './plan.ts';
import type { Report } from './report.ts';
import type { Control } from './stand.ts';

/** The short form of `npm run faults`: a window of each kind of death, and each negative control. */
const MINUTES = 60_000;

async function short(o: {
  seed: number;
  runs: number;
  only?: FaultName;
  controls: readonly Control[];
}): Promise<{ report: Report; said: string }> {
  const said: string[] = [];
  const report = await campaign({ ...o, mailsSettleMs: 0, say: (line) => said.push(line) });
  return { report, said: said.join('\n') };
}

describe('nothing acknowledged is lost', () => {
  it('worker, web, PostgreSQL and Temporal are killed while people work: nothing is lost, nothing doubled', {
    timeout: 5 * MINUTES,
  }, async () => {
    // Seeds 0 to 3 kill one part each.
    expect([0, 1, 2, 3].map((seed) => planOf(seed).fault)).toEqual([
      'killWorker',
      'killWeb',
      'killPostgres',
      'killTemporal',
    ]);
    const { report, said } = await short({ seed: 0, runs: 4, controls: [] });
    expect(report.problems, said).toEqual([]);
    expect(report).toMatchObject({ runs: 4, lost: 0, doubled: 0 });
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.fewestActsInFlight).toBeGreaterThanOrEqual(1);
  });

  it('a build that forgets idempotency keys and marks messages done before it sends them is caught at both (negative controls)', {
    timeout: 5 * MINUTES,
  }, async () => {
    const { report } = await short({
      seed: 1,
      runs: 1,
      only: 'killWorker',
      controls: ['dedupe', 'early-done'],
    });
    expect(report.doubled).toBeGreaterThan(0);
    expect(report.problems.join('\n')).toMatch(/marked sent, never heard/);
  });
});
