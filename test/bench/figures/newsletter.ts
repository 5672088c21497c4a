/**
 * `newsletter.per_s`: an edition to 2,000 readers of two searches each, from the start of its workflow until the last
 * mail was handed to the mail server. 2,000 vacancies are listed among 100,000.
 */
import { randomUUID } from 'node:crypto';
import { blindIndex, newDataKey, sealJson, sha256 } from '../../../db/crypto.ts';
import { newsletterToken } from '../../../db/keyring.ts';
import { type Profile, profileAad } from '../../../db/queries/newsletter.ts';
import { PERSONNEL_CATEGORIES, WORKPLACES } from '../../../domain/codes.ts';
import { EDITION_HOUR } from '../../../domain/edition.ts';
import { NO_CONDITIONS } from '../../../domain/search-conditions.ts';
import { addDays, taipeiDay } from '../../../domain/taipei-time.ts';
import { TASK_QUEUE } from '../../../workflows/messages.ts';
import { type Figure, figureOf, scaled } from '../frame.ts';
import { fillListed } from '../listed.ts';
import { onStand, type Stand } from '../stand.ts';

const ALL = 100_000;
const LISTED = 2_000;
const READERS = 2_000;
const ROUNDS = 3;

export const newsletter: Figure = {
  names: ['newsletter.per_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      await fillListed(s, { listed: scaled(run, LISTED), closed: scaled(run, ALL - LISTED) });
      const readers = scaled(run, READERS);
      await subscribe(s, readers);
      const rounds: number[] = [];
      for (let i = 1; i <= ROUNDS; i++) rounds.push(readers / (await edition(s, i, readers)));
      return {
        'newsletter.per_s': figureOf(rounds, {
          unit: 'mails/s',
          of: `${readers} readers of two searches each, to a mail server on the same machine`,
        }),
      };
    }),
};

/** Confirmed readers, to whom everything listed in the last day is new. */
async function subscribe(s: Stand, count: number): Promise<void> {
  const keyId = s.keyring.reply.current;
  const rows = Array.from({ length: count }, (_, i) => {
    const id = randomUUID();
    const email = `reader${i}@mail.example`;
    const { key, wrapped } = newDataKey(s.keyring, profileAad(id));
    const category = PERSONNEL_CATEGORIES[i % PERSONNEL_CATEGORIES.length]?.code ?? '';
    const place = WORKPLACES[i % WORKPLACES.length]?.code ?? '';
    const searches = [
      { ...NO_CONDITIONS, category },
      { ...NO_CONDITIONS, place },
    ];
    return {
      id,
      email_index: blindIndex(s.keyring, 'email', email),
      wrapped_key: wrapped,
      profile_enc: sealJson(key, { email, searches, pending: null } satisfies Profile, profileAad(id)),
      frequency: 'daily' as const,
      confirmed_at: new Date(),
      token_key_id: keyId,
      token_hash: sha256(newsletterToken(s.keyring, keyId, id)),
    };
  });
  await s.owner.insertInto('newsletter_subscription').values(rows).execute();
}

/** Seconds that one edition takes; the next day's each time, so that it tells what no other did. */
async function edition(s: Stand, daysOn: number, readers: number): Promise<number> {
  const day = addDays(taipeiDay(new Date()), daysOn);
  const name = `${day}T0${EDITION_HOUR}:00+08:00`;
  await s.owner
    .updateTable('newsletter_subscription')
    .set({ covered_until: new Date(Date.now() - 86_400_000) })
    .execute();
  const began = performance.now();
  await s.temporal.client.workflow.execute('newsletter', {
    taskQueue: TASK_QUEUE,
    workflowId: `bench-newsletter-${daysOn}`,
    args: [{ edition: name }],
  });
  const seconds = (performance.now() - began) / 1_000;
  const { sent } = await s.owner
    .selectFrom('mail_delivery')
    .select((eb) => eb.fn.countAll<string>().as('sent'))
    .where('kind', '=', 'newsletter')
    .where('state', '=', 'handedOver')
    .executeTakeFirstOrThrow();
  if (Number(sent) !== daysOn * readers) throw new Error(`${sent} mails instead of ${daysOn * readers}`);
  return seconds;
}
