import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';

/** The campaign's negative controls: a check that finds nothing in a broken build would find nothing in ours. */
describe('nothing acknowledged is lost: what breaks that promise is caught', () => {
  it('a build that forgets idempotency keys and marks messages done before it sends them is caught at both (negative controls)', {
    timeout: 5 * 60_000,
  }, async () => {
    const report = await campaign({
      seed: 1,
      runs: 1,
      only: 'killWorker',
      controls: ['dedupe', 'early-done'],
      firstPort: 4600,
      mailsSettleMs: 0,
      say: () => {},
    });
    expect(report.doubled).toBeGreaterThan(0);
    expect(report.problems.join('\n')).toMatch(/marked sent, never heard/);
  });
});
