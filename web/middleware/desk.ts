import type { MiddlewareHandler } from 'hono';
import { actorOf } from '../../db/queries/sign-ins.ts';
import type { DeskSummaries } from '../desk-summary.ts';
import { signInOf, stateOf } from './state.ts';

/** Before a page of an officer's: what its header says. After an act of hers it is asked anew. */
export function deskState(desks: DeskSummaries): MiddlewareHandler {
  return async (c, next) => {
    const signIn = signInOf(c);
    const actor = signIn && actorOf(signIn.who);
    if (actor?.kind !== 'officer') return next();
    const officer = { ...actor, kind: 'officer' as const };
    if (c.req.header('hx-request') === undefined) stateOf(c).desk = await desks.of(officer);
    await next();
    if (c.req.method === 'POST') desks.forget(officer.accountId);
  };
}
