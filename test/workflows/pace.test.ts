import { describe, expect, it } from 'vitest';
import { Pace } from '../../workflows/delivery/pace.ts';

describe('the pace of delivery: acceptance first', () => {
  const clock = () => {
    const time = { ms: 5_000 };
    const pace = new Pace(() => time.ms, 2);
    const hear = (acts: number): void => {
      for (let i = 0; i < acts; i++) pace.heard();
    };
    return Object.assign(time, { pace, hear });
  };

  it('carries all at once while twenty a second come', () => {
    const c = clock();
    for (let second = 0; second < 5; second++, c.ms += 1_000) {
      c.hear(20);
      expect([c.pace.rush, c.pace.most]).toEqual([false, Number.POSITIVE_INFINITY]);
    }
  });

  it('carries two for each core a second of a rush, however often it is asked', () => {
    const c = clock();
    let carried = 0;
    for (let quarter = 0; quarter < 40; quarter++, c.ms += 250) {
      c.hear(50);
      if (quarter < 8) continue;
      const most = c.pace.most;
      c.pace.carried(most);
      carried += most;
    }
    expect(c.pace.rush).toBe(true);
    // eight seconds were asked about; what gathered in the second before them comes on top
    expect(carried).toBeGreaterThanOrEqual(8 * 4);
    expect(carried).toBeLessThanOrEqual(9 * 4);
  });

  it('ends with the first whole second in which fewer came, or in which nothing was heard', () => {
    const c = clock();
    c.hear(200);
    c.ms += 1_000;
    c.hear(5);
    expect(c.pace.rush).toBe(true);
    c.ms += 1_000;
    expect(c.pace.rush).toBe(false);
    c.hear(200);
    c.ms += 2_000;
    expect(c.pace.most).toBe(Number.POSITIVE_INFINITY);
  });
});
