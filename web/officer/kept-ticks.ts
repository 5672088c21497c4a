/**
 * Ticks that outlast a page of a list without script: leafing sends the list's form, what is ticked in it is kept by the
 * form's key, and the address of the page asked for names that key, so that going back finds it too.
 */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult, keptResult } from '../../db/idempotency.ts';
import { formKey } from '../middleware/idempotency.ts';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';

/** More than anybody ticks by hand; `namesOf` takes no more either. */
export const MOST_TICKED = 200;

const KEY = /^[\w-]{8,64}$/;
const keptAs = (key: string): string => `${key}:ticks`;

/** Whether the posted list asks for another page of itself: its ticks go along. */
export const leafs = (c: Context): boolean => c.req.query('leaf') === '1';

/** The address that a step to another page of the list sends its form to. */
export const leafHref = (href: string): string => more(href, 'leaf=1');

/** Keeps what is ticked in the posted list of this kind. @returns the address of the page asked for, which names it */
export async function keepTicks(
  { db }: Services,
  c: Context,
  actor: Officer,
  o: { act: string; kept: Record<string, unknown>; href: string },
): Promise<string> {
  const key = formKey(c);
  await withActor(db, actor, async (trx) => {
    // the same page sent again, with other ticks after going back, keeps the newest
    await claimKey(trx, actor, o.act, keptAs(key), o.kept);
    await keepResult(trx, actor, keptAs(key), o.kept);
  });
  return more(o.href, `ticks=${key}`);
}

/** What the address names; undefined for an unknown or foreign key. */
export async function keptTicks<T extends Record<string, unknown>>(
  { db }: Services,
  c: Context,
  actor: Officer,
  act: string,
): Promise<Partial<T> | undefined> {
  const key = c.req.query('ticks') ?? '';
  if (!KEY.test(key)) return undefined;
  return withActor(db, actor, (trx) => keptResult<Partial<T>>(trx, actor, act, keptAs(key)));
}

const more = (href: string, query: string): string => `${href}${href.includes('?') ? '&' : '?'}${query}`;
