/**
 * `public.vacancy_per_s`: pages of 2,000 different vacancies by readers who are not signed in, while a vacancy is
 * revised each second; a revision that takes longer than a second to show fails the figure.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { cpu, each } from '../cpu.ts';
import { type Figure, figureOf, round, scaled, until } from '../frame.ts';
import { BROWSER, fillListed } from '../listed.ts';
import { client } from '../load/client.ts';
import type { Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { onStand, type Stand } from '../stand.ts';

const ALL = 100_000;
const LISTED = 2_000;
const READERS = 16;
const ROUNDS = 5;
const SHOWN_WITHIN_MS = 1_000;

export const vacancyPage: Figure = {
  names: ['public.vacancy_per_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const nos = await fillListed(s, { listed: LISTED, closed: scaled(run, ALL - LISTED) });
      const list = nos.map((no) => ({ path: `/vacancies/${no}`, as: -1, headers: BROWSER }));
      const durationMs = Math.max(3_000, run.scale * 15_000);
      const job = { url: s.url, workers: READERS, durationMs };
      const work = (from: number): Work => ({
        kind: 'asked',
        list,
        as: [],
        from,
        expect: { mark: '</html>' },
      });
      await load({ ...job, warmMs: 0, work: work(0) });
      const rounds: number[] = [];
      const latencies: number[] = [];
      const shown: number[] = [];
      const before = cpu(s);
      let sent = 0;
      for (let i = 0; i < ROUNDS; i++) {
        const loading = load({ ...job, warmMs: 500, work: work(sent) });
        const [done, times] = await Promise.all([loading, revise(s, nos, durationMs)]);
        rounds.push(done.latencies.length / done.seconds);
        latencies.push(...done.latencies);
        shown.push(...times);
        sent += done.sent;
      }
      const slowest = Math.max(...shown);
      if (slowest > SHOWN_WITHIN_MS) throw new Error(`a revision showed only after ${round(slowest)} ms`);
      return {
        'public.vacancy_per_s': figureOf(rounds, {
          unit: 'pages/s',
          of: `${nos.length} vacancies on ${READERS} connections, p50 and p95 in ms; ${shown.length} revisions beside, the slowest shown after ${round(slowest)} ms; ${each(before, cpu(s), sent)}`,
          singles: latencies,
          target: { words: 'at least 1,000/s', met: (n) => n >= 1_000 },
        }),
      };
    }),
};

/** A revision each second for so long; milliseconds from its commit until its page shows it, each. */
async function revise(s: Stand, nos: readonly string[], forMs: number): Promise<number[]> {
  const ask = client(s.url, 1);
  const times: number[] = [];
  for (const end = performance.now() + forMs - 1_000; performance.now() < end; await sleep(1_000)) {
    const no = nos[Math.floor(Math.random() * nos.length)] as string;
    const title = `修正後職稱${Math.floor(performance.now())}`;
    await sql`update vacancy set title = ${title}, content = content || jsonb_build_object('title', ${title}::text),
      version = version + 1, updated_at = now() where no = ${no}`.execute(s.owner);
    const committed = performance.now();
    await until(10_000, 'a revision to show', async () => {
      const { body } = await ask({ method: 'GET', path: `/vacancies/${no}`, headers: BROWSER });
      return body.includes(title);
    });
    times.push(performance.now() - committed);
  }
  return times;
}
