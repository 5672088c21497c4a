import type { MiddlewareHandler } from 'hono';
import { Counter, Histogram, type Registry } from 'prom-client';
import { routePattern } from './request-log.ts';

/** Counts and durations of answers by route pattern. */
export function httpMetrics(registry: Registry): MiddlewareHandler {
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests',
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to the answer',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return async (c, next) => {
    const begun = performance.now();
    await next();
    const route = routePattern(c);
    requests.inc({ method: c.req.method, route, status: String(c.res.status) });
    seconds.observe({ method: c.req.method, route }, (performance.now() - begun) / 1_000);
  };
}
