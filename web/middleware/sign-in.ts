import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Actor } from '../../db/actor.ts';
import { actorOf, findSignIn } from '../../db/queries/sign-ins.ts';
import type { Services } from '../services.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';
import { signInOf, stateOf } from './state.ts';

const COOKIE = 'sid';
const TOKEN = /^[\w-]{43}$/;

/** Which door leads in: `/sign-in` for the back office, `/applicant/sign-in` for applicants. */
export type Door = 'staff' | 'applicant';

/** Thrown by the guards; the error handler leads to the door and back again, keeping what was posted. */
export class SignInNeeded extends Error {
  readonly door: Door;
  constructor(door: Door) {
    super('signInNeeded');
    this.name = 'SignInNeeded';
    this.door = door;
  }
}

/** The pages of mailed reply links know nobody and touch no cookie: the link alone is the proof. */
const KNOWS_NOBODY = /^\/r(\/|$)/;

/** Finds the sign-in of the cookie. Without a cookie the database is not asked. */
export function signInState(services: Services): MiddlewareHandler {
  return async (c, next) => {
    const token = KNOWS_NOBODY.test(c.req.path) ? undefined : readCookie(c, COOKIE);
    if (token !== undefined) {
      const found = TOKEN.test(token)
        ? await findSignIn(services.db, token, services.config.idleMinutes)
        : undefined;
      if (found) stateOf(c).signIn = found;
      else dropCookie(c, COOKIE);
    }
    await next();
  };
}

/** Hands the browser its token; it lasts as long as the browser's sitting. */
export const giveToken = (c: Context, token: string): void => putCookie(c, COOKIE, token);
export const takeToken = (c: Context): void => dropCookie(c, COOKIE);

type StaffKind = Exclude<Actor['kind'], 'public' | 'gate' | 'applicant' | 'tokenHolder' | 'worker'>;
type ActorOf<K extends Actor['kind']> = Actor extends infer A
  ? A extends { kind: infer K2 }
    ? Extract<K2, K> extends never
      ? never
      : Omit<A, 'kind'> & { kind: Extract<K2, K> }
    : never
  : never;

/**
 * The signed-in person, if of one of these kinds.
 * @throws SignInNeeded when nobody (or an applicant) is signed in
 * @throws HTTPException 403 for another kind of the back office
 * @example const actor = requireRole(c, 'reviewer', 'agencyAdmin');
 */
export function requireRole<K extends StaffKind>(c: Context, ...kinds: K[]): ActorOf<K> {
  const who = signInOf(c)?.who;
  if (who?.kind !== 'account') throw new SignInNeeded('staff');
  if (!(kinds as string[]).includes(who.role)) throw new HTTPException(403);
  return actorOf(who) as ActorOf<K>;
}

/** The signed-in officer with the ids of her agencies. @throws as `requireRole` */
export const requireOfficer = (c: Context): Actor & { kind: 'officer' } =>
  requireRole(c, 'officer') as Actor & { kind: 'officer' };

/** The signed-in applicant; her mailbox is confirmed, else she could not have signed in. @throws SignInNeeded */
export function requireApplicant(c: Context): { kind: 'applicant'; applicantId: string } {
  const who = signInOf(c)?.who;
  if (who?.kind !== 'applicant') throw new SignInNeeded('applicant');
  return { kind: 'applicant', applicantId: who.applicantId };
}
