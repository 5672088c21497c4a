import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { servicesOf } from './state.ts';

/**
 * Address of the caller, for brakes and counting; never logged or stored. Behind a proxy it is the last entry of
 * X-Forwarded-For (the one our proxy wrote), and only if we are told there is one. '' when unknown.
 */
export function addressOf(c: Context): string {
  if (servicesOf(c).config.trustProxy) {
    const last = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last && isIP(last)) return last;
  }
  const bindings = c.env as Partial<HttpBindings> | undefined;
  return bindings?.incoming?.socket.remoteAddress ?? '';
}
