import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect as connectDb } from '../../db/connection.ts';
import { connect as connectTemporal, isReachable, signalVacancy } from '../../workflows/client.ts';
import { type Scene, scene } from '../support/scene.ts';
import { type Wire, wireTo } from './wire.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s?.close());

/** `settled` or `waits`, whichever is true after so many milliseconds: nothing may wait for ever. */
const within = (ms: number, call: Promise<unknown>): Promise<'settled' | 'waits'> =>
  Promise.race([
    call.then(
      () => 'settled' as const,
      () => 'settled' as const,
    ),
    new Promise<'waits'>((resolve) => setTimeout(() => resolve('waits'), ms)),
  ]);

// Each waits for its time-outs: at the same time.
describe.concurrent('a black hole between us and PostgreSQL', () => {
  const through = (wire: Wire): string => {
    const url = new URL(s.urls.web);
    url.port = String(wire.port);
    return url.href;
  };

  it('lets no query wait for ever, and no new connection', { timeout: 60_000 }, async () => {
    const wire = await wireTo(new URL(s.urls.web).host);
    const db = connectDb({ url: through(wire), max: 2 });
    await sql`select 1`.execute(db);
    wire.silence();
    expect(await within(30_000, sql`select 1`.execute(db))).toBe('settled');
    expect(await within(15_000, sql`select 1`.execute(db))).toBe('settled');
    wire.mend();
    await sql`select 1`.execute(db);
    await db.destroy();
    await wire.close();
  });

  it('gives up a connection that a firewall forgot, also in the middle of a transaction', {
    timeout: 90_000,
  }, async () => {
    const wire = await wireTo(new URL(s.urls.web).host);
    const db = connectDb({ url: through(wire), max: 1 });
    const broken = db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      wire.forget();
      await sql`select 1`.execute(trx);
    });
    expect(await within(35_000, broken)).toBe('settled');
    // The pool holds one connection: were the dead one put back, this would wait in vain.
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
    await db.destroy();
    await wire.close();
  });
});

describe.concurrent('a black hole between us and Temporal', () => {
  it('lets no look and no signal wait for ever, and is over when the wire is mended', {
    timeout: 60_000,
  }, async () => {
    const wire = await wireTo(inject('temporalAddress'));
    const t = await connectTemporal({ address: `127.0.0.1:${wire.port}`, namespace: 'recruitment' });
    expect(await isReachable(t, 5_000)).toBe(true);
    wire.silence();
    expect(await within(4_000, isReachable(t, 1_000))).toBe('settled');
    expect(await isReachable(t, 1_000)).toBe(false);
    const signal = signalVacancy(t, '1151199998', 'vacancyChanged', { id: '1151199998', version: 1 });
    await expect(signal).rejects.toThrow();
    wire.mend();
    for (let back = false; !back; ) back = await isReachable(t, 1_000);
    await t.close();
    await wire.close();
  });
});
