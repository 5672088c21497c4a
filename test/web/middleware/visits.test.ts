import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visits } from '../../../web/visits.ts';
import { type Scene, scene } from '../../support/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('[R2] [R3] visitors', () => {
  it('are counted once a day, on line for ten minutes, and stored as pseudonyms of the day', async () => {
    let now = new Date('2026-11-24T02:00:00Z');
    const counter = () => visits({ db: s.web, secret: s.keyring.pepper, now: () => now });
    const a = counter();
    for (let i = 0; i < 5; i++) a.seen({ ip: '203.0.113.1', userAgent: firefox });
    a.seen({ ip: '203.0.113.2', userAgent: firefox });
    await a.flush();
    // another process sees the same people
    const b = counter();
    b.seen({ ip: '203.0.113.1', userAgent: firefox });
    b.seen({ ip: '203.0.113.1', userAgent: 'Googlebot/2.1' });
    b.seen({ ip: '203.0.113.3', userAgent: '' });
    await b.flush();
    expect(b.counters()).toEqual({ online: 2, today: 2, total: 2 });

    await s.admin
      .updateTable('visit_seen')
      .set({ last_seen_at: new Date(Date.now() - 11 * 60_000) })
      .execute();
    now = new Date('2026-11-24T16:30:00Z'); // half past midnight of the next day in Taipei
    b.seen({ ip: '203.0.113.1', userAgent: firefox });
    await b.flush();
    expect(b.counters()).toEqual({ online: 1, today: 1, total: 3 });

    const rows = await s.admin.selectFrom('visit_seen').selectAll().execute();
    expect(new Set(rows.map((r) => r.visitor.toString('hex'))).size).toBe(3);
    expect(rows.every((r) => r.visitor.length === 16)).toBe(true);
  });

  it('cost no page when the count cannot be written', async () => {
    const codes: unknown[] = [];
    const broken = visits({
      db: { executeQuery: () => Promise.reject(new Error('away')) } as never,
      secret: s.keyring.pepper,
      now: () => new Date(),
      onError: (e) => codes.push(e),
    });
    broken.seen({ ip: '203.0.113.1', userAgent: firefox });
    await broken.flush();
    expect(codes).toHaveLength(1);
    expect(broken.counters()).toEqual({ online: 0, today: 0, total: 0 });
  });
});
