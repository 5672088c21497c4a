/** What a window finds prepared: interviews of both sorts, and closed vacancies without a result. */
import { randomUUID } from 'node:crypto';
import type { Invited, Material, Person } from './acts.ts';
import { form } from './forms.ts';
import { post } from './http.ts';
import { apply, type Notified, notify } from './invite.ts';
import { listings, type Town, until } from './people.ts';
import type { Stand } from './stand.ts';

const SET = 4;
const OFFERED = 5;
const SLOTS = 7;
const RESULTS = 3;
const APPLICANTS = 4;

/** An hour apart, ten days from now, on the hour. */
const slotTimes = (): string[] => {
  const first = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 240 * 3_600_000;
  return Array.from({ length: SLOTS }, (_, i) => new Date(first + i * 3_600_000).toISOString());
};

export async function rooms(s: Stand, t: Town): Promise<Pick<Material, 'interviews' | 'results'>> {
  const modes = Array.from({ length: 1 + RESULTS }, () => 'civilService' as const);
  const [no = '', ...closing] = await listings(s, t, modes);
  const results = [];
  for (const one of closing) results.push({ no: one, applicants: await applicants(s, t, one, APPLICANTS) });
  const people = await applicants(s, t, no, SET + OFFERED);
  const ids = people.map((p) => p.id);
  const set = await notify(s, t, no, ids.slice(0, SET));
  const offered = await notify(s, t, no, ids.slice(SET), slotTimes());
  const slots = await s.owner
    .selectFrom('interview_slot')
    .select('id')
    .where('vacancy_no', '=', no)
    .orderBy('starts_at')
    .execute();
  await close(s, t, closing);
  return {
    interviews: {
      no,
      set: set.map(invited),
      offered: offered.map(invited),
      slots: slots.map((slot) => slot.id),
    },
    results,
  };
}

const invited = ({ id, ...n }: Notified): Invited => ({ noticeId: id, ...n });

async function applicants(
  s: Stand,
  t: Town,
  no: string,
  count: number,
): Promise<{ id: string; person: Person }[]> {
  const all = [];
  for (const person of t.people.slice(0, count)) all.push({ id: await apply(s, t.web, no, person), person });
  return all;
}

/** Closes them as an officer does. */
async function close(s: Stand, t: Town, nos: readonly string[]): Promise<void> {
  for (const no of nos)
    await until(60_000, `vacancy ${no} to close`, async () => {
      const key = randomUUID();
      await post(s.url, `/officer/vacancies/${no}/end`, form.close(key), t.officers[0]);
      const row = await s.owner
        .selectFrom('vacancy')
        .select('stage')
        .where('no', '=', no)
        .executeTakeFirstOrThrow();
      return row.stage === 'closed';
    });
}
