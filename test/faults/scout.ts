import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './acts.ts';
import { form } from './forms.ts';
import { post } from './http.ts';
import type { Stand } from './stand.ts';

/** A scout that got nowhere in this time is followed by the next. */
const WAY_MS = 4_000;

/**
 * Walks the whole road anew until somebody arrives: an application is accepted by the page, its child runs, and its
 * receipt lies in the mailbox.
 * @param scouts people who have not applied at `vacancyNo`; each sets out once
 * @returns the instant at which the first one who set out after `since` had arrived, or null after `limitMs`
 */
export async function roadWorksAgain(
  s: Stand,
  o: { vacancyNo: string; scouts: readonly Person[]; since: number; limitMs: number },
): Promise<number | null> {
  let arrived: number | null = null;
  const walks: Promise<void>[] = [];
  const end = o.since + o.limitMs;
  for (const scout of o.scouts) {
    if (arrived !== null || Date.now() > end) break;
    const walk = walkOf(s, o.vacancyNo, scout, end).then((at) => {
      if (at !== null) arrived = Math.min(arrived ?? at, at);
    });
    walks.push(walk);
    // A new one sets out each second, so that one which was lost on the way does not hold up the measure.
    await Promise.race([walk.then(() => sleep(arrived === null ? 500 : 0)), sleep(1_000)]);
  }
  while (arrived === null && Date.now() < end) await sleep(100);
  return arrived;
}

async function walkOf(s: Stand, vacancyNo: string, scout: Person, end: number): Promise<number | null> {
  const key = randomUUID();
  const fields = form.apply(key, `scout ${key}`);
  let id: string | undefined;
  while (id === undefined && Date.now() < end) {
    const sent = await post(s.url, `/apply/${vacancyNo}`, fields, scout);
    id = 'answer' in sent ? /applications\/([0-9a-f-]{36})/.exec(sent.answer.location)?.[1] : undefined;
    if (id === undefined) await sleep(150);
  }
  for (const last = Math.min(end, Date.now() + 10 * WAY_MS); Date.now() < last; await sleep(100)) {
    const row = await s.owner
      .selectFrom('mail_delivery')
      .innerJoin('application', 'application.id', 'mail_delivery.application_id')
      .select('handed_over_at')
      .where('mail_delivery.key', '=', `receipt:${id}:1`)
      .where('mail_delivery.state', '=', 'handedOver')
      .where('application.child_started_at', 'is not', null)
      .executeTakeFirst()
      .catch(() => undefined);
    if (row) return Date.now();
  }
  return null;
}
