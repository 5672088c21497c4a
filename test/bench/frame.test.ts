import { describe, expect, it } from 'vitest';
import { figureOf, median, quantile } from './frame.ts';

describe('the arithmetic of figures', () => {
  it('takes the middle round, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('reads quantiles by nearest rank, in any order', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantile(hundred, 0.95)).toBe(95);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile([7], 0.95)).toBe(7);
  });

  it('says of a figure its median, its spread and whether the target was reached', () => {
    const target = { words: 'at least 150/s', met: (n: number) => n >= 150 };
    const figure = figureOf([149.4, 180, 120], { unit: '/s', of: 'test', target, singles: [1, 2, 3] });
    expect(figure).toMatchObject({ value: 149, spread: [120, 180], met: false, p50: 2, p95: 3 });
    expect(figureOf([151, 180, 120], { unit: '/s', of: 'test', target }).met).toBe(true);
  });
});
