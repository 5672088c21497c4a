import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Registry } from 'prom-client';
import { machineryState, outboxState } from '../../db/queries/machinery-state.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';
import { machineryGauges } from './metrics.ts';

type State = { state: 'up' | 'down' | 'late'; ms?: number; [more: string]: unknown };

const TIME_OUT_MS = 2_000;
/** Delivery polls each second; messages that wait longer than this mean that no worker carries them. */
export const OUTBOX_LATE_S = 120;

/**
 * `/healthz`: the process answers. `/readyz`: each dependency with its state; 503 only without the database, since
 * pages stand without Temporal and without a worker; and what else 系統營運 has for a person, which makes nothing
 * unready. `/metrics`: Prometheus.
 */
export function healthRoutes(s: Services, registry: Registry): Hono {
  const app = new Hono();
  machineryGauges(s, registry);

  app.get(paths.healthz(), (c) => c.json({ status: 'up' }));

  app.get(paths.readyz(), async (c) => {
    const [database, temporal, outbox, machinery] = await Promise.all([
      checked(() => sql`select 1`.execute(s.db)),
      checked(async () => {
        if (!(await s.temporal.reachable())) throw new Error('away');
      }),
      checked(async () => {
        const o = await outboxState(s.db, s.now());
        return { ...o, ...(o.oldestSeconds > OUTBOX_LATE_S ? { state: 'late' } : {}) };
      }),
      checked(async () => {
        const { outbox: _, ...rest } = await machineryState(s.db, s.now());
        return rest;
      }),
    ]);
    const whole = [database, temporal, outbox].every((d) => d.state === 'up');
    const status = database.state === 'down' ? 'notReady' : whole ? 'ready' : 'degraded';
    return c.json(
      { status, dependencies: { database, temporal, outbox }, machinery },
      status === 'notReady' ? 503 : 200,
    );
  });

  app.get(paths.metrics(), async (c) =>
    c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
  return app;
}

/** Runs a check within the time-out; never throws. */
async function checked(check: () => Promise<unknown>): Promise<State> {
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, refuse) => {
      timer = setTimeout(() => refuse(new Error('late')), TIME_OUT_MS);
    });
    const found = await Promise.race([check(), late]);
    const more = typeof found === 'object' && found !== null && !('rows' in found) ? found : {};
    return { state: 'up', ms: Math.round(performance.now() - begun), ...more };
  } catch {
    return { state: 'down' };
  } finally {
    clearTimeout(timer);
  }
}
