/**
 * 批次資格審查 over several pages: who is ticked and what was typed about them outlast leafing. What was typed is about
 * people: it is kept sealed, for this officer and vacancy alone.
 */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { openSecret, sealSecret } from '../../db/crypto.ts';
import { isId } from '../../db/ids.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import type { Seen } from '../../db/queries/screening.ts';
import { SCREENING_LIMITS } from '../../domain/screening.ts';
import { requestIdOf } from '../middleware/state.ts';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { keepTicks, keptTicks } from './kept-ticks.ts';
import { bodyOf, carried, type Posted, texts } from './posted.ts';
import { WHO, whoValue } from './screening-batch-page.tsx';
import type { TickedPerson } from './ticked-elsewhere.tsx';

const ACT = 'screening.leaf';
const place = (actor: Officer, no: string): string => `screeningForm:${actor.accountId}:${no}`;

/** The application and the version of a ticked box; a version that is no number matches none. */
export function seenOf(value: string): Seen {
  const [id = '', version] = value.split('.');
  return { id, version: Number(version) };
}

/** Keeps the posted form. @returns where the page asked for stands */
export async function keepForm(
  services: Services,
  c: Context,
  actor: Officer,
  href: string,
): Promise<string> {
  const body = carried(bodyOf(c));
  body[WHO] = (body[WHO] ?? []).slice(0, SCREENING_LIMITS.batch);
  const form = sealSecret(services.keyring, JSON.stringify(body), place(actor, c.req.param('no') ?? ''));
  return keepTicks(services, c, actor, { act: ACT, kept: { form: form.toString('base64') }, href });
}

/** The form that the address names; undefined for an unknown or foreign one, and of another vacancy. */
export async function keptForm(services: Services, c: Context, actor: Officer): Promise<Posted | undefined> {
  const { form = '' } = (await keptTicks<{ form: string }>(services, c, actor, ACT)) ?? {};
  try {
    const sealed = Buffer.from(form, 'base64');
    return JSON.parse(openSecret(services.keyring, sealed, place(actor, c.req.param('no') ?? '')));
  } catch {
    return undefined;
  }
}

/** Those ticked whom the page does not show, as long as nobody decided about them since they were ticked. */
export async function tickedNotShown(
  { db, keyring }: Services,
  c: Context,
  actor: Officer,
  o: { vacancyNo: string; shown: readonly { id: string }[]; body: Posted },
): Promise<TickedPerson[]> {
  const shown = new Set(o.shown.map(({ id }) => id));
  const others = texts(o.body, WHO)
    .map(seenOf)
    .filter(({ id }) => isId(id) && !shown.has(id));
  if (others.length === 0) return [];
  const order = { vacancyNo: o.vacancyNo, act: 'applicants.ticked', requestId: requestIdOf(c) };
  const applicationIds = others.map(({ id }) => id);
  const named = await withActor(db, actor, (trx) =>
    namesOf(trx, keyring, actor, { ...order, applicationIds }),
  );
  const seen = new Map(others.map(({ id, version }) => [id, version]));
  return named
    .filter((one) => seen.get(one.id) === one.screeningVersion)
    .map((one) => ({ value: whoValue(one.id, one.screeningVersion), name: one.name }));
}
