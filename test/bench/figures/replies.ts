/**
 * `replies.per_s`: replies by signed links, each recorded with its audit event and its word to the application's
 * workflow and answered by the redirect to what was recorded; sixty seconds over 200 vacancies. Every link is used
 * again and again with another message, as a change of mind is, and all the applications have running workflows.
 * `replies.followed_s`: from the last reply until every link's newest one has its receipt handed over.
 */
import { sql } from 'kysely';
import { cpu, eachOfAll } from '../cpu.ts';
import { type Figure, figureOf, until } from '../frame.ts';
import { invited } from '../invited.ts';
import type { Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { onStand, type Stand } from '../stand.ts';

const VACANCIES = 200;
const PEOPLE = 4;
const CONNECTIONS = 32;
const ROUNDS = 2;
const FOLLOWED_S = 300;

export const replies: Figure = {
  names: ['replies.per_s', 'replies.followed_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      // One link takes 60 posts a minute; some hundred links are not braked.
      const tokens = await invited(s, { vacancies: VACANCIES, people: PEOPLE });
      run.say(`  ${tokens.length} invited`);
      const list = tokens.map((token, i) => ({
        path: '/r',
        as: -1,
        fields: [
          ['token', token],
          ['reply', i % 3 === 0 ? 'declined' : 'accepted'],
          ['message', '屆時準時出席，謝謝。'],
        ] as [string, string][],
      }));
      let from = 0;
      const once = async (durationMs: number) => {
        const work: Work = { kind: 'asked', list, as: [], from, expect: { redirect: true } };
        const done = await load({ url: s.url, workers: CONNECTIONS, warmMs: 0, durationMs, work });
        from += done.sent;
        return done;
      };
      await once(3_000);
      await followed(s);
      const durationMs = Math.max(5_000, run.scale * 60_000);
      const perSecond: number[] = [];
      const after: number[] = [];
      const latencies: number[] = [];
      let spent = '';
      for (let i = 0; i < ROUNDS; i++) {
        const before = cpu(s);
        const done = await once(durationMs);
        spent = eachOfAll(before, cpu(s), done.sent);
        perSecond.push(done.latencies.length / done.seconds);
        latencies.push(...done.latencies);
        run.say(`  ${done.latencies.length} replies, ${perSecond.at(-1)?.toFixed(0)} a second; ${spent}`);
        after.push(await followed(s));
        run.say(`  all followed ${after.at(-1)?.toFixed(0)} s later`);
      }
      await eachRecorded(s, from);
      return {
        'replies.per_s': figureOf(perSecond, {
          unit: 'replies/s',
          of: `${durationMs / 1_000} s, ${tokens.length} links of ${VACANCIES} vacancies on ${CONNECTIONS} connections; ${spent}, what came before them in it; p50 and p95 in ms`,
          singles: latencies,
          target: { words: 'at least 300/s', met: (n) => n >= 300 },
        }),
        'replies.followed_s': figureOf(after, {
          unit: 's',
          of: 'last reply to an empty outbox with the receipt of every newest reply handed over',
          target: { words: `within ${FOLLOWED_S} s`, met: (n) => n <= FOLLOWED_S },
        }),
      };
    }),
};

/** Waits until no word is left to carry and no link's newest reply lacks its receipt; seconds it took. */
async function followed(s: Stand): Promise<number> {
  const began = performance.now();
  await until(3 * FOLLOWED_S * 1_000, 'the receipts of the replies', async () => {
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from outbox where done_at is null)::int
        + (select count(*) from interview_notice n where n.reply_version > 0 and not exists (
            select from mail_delivery m where m.key = 'replyReceipt:' || n.id || ':' || n.reply_version
              and m.state = 'handedOver'))::int as left`.execute(s.owner);
    return rows[0]?.left === 0;
  });
  return (performance.now() - began) / 1_000;
}

/** As many replies as were sent, each with its audit event. */
async function eachRecorded(s: Stand, sent: number): Promise<void> {
  const { rows } = await sql<{ replies: number; events: number }>`
    select (select count(*) from interview_reply)::int as replies,
      (select count(*) from audit_event where act = 'notice.reply')::int as events`.execute(s.owner);
  const { replies, events } = rows[0] ?? { replies: 0, events: 0 };
  if (replies !== sent || events !== sent)
    throw new Error(`${sent} replies were sent, ${replies} are recorded, ${events} audited`);
}
