/**
 * `pdf.beside_pages_per_s`: résumés made by a slot's workflow while officers open twenty pages a second.
 * `pdf.page_p95_ratio`: how much longer those pages take than with no résumé in the making. Rounds with and without
 * take turns, so that what else changes on the machine meets both.
 */
import { type Figure, figureOf, median, quantile, type Run, round, until } from '../frame.ts';
import type { Job } from '../load/job.ts';
import { load } from '../load/run.ts';
import { documentsMade, fillPending, letBe, pendAgain, runSlot, stillPending } from '../pending.ts';
import { onStand, type Stand } from '../stand.ts';
import { furnish } from './applicants.ts';

const PAGES_PER_S = 20;
const LEAST_PER_S = 12;
const MOST_RATIO = 2;
const ROUNDS = 3;
const WARM_MS = 2_000;
/** More than any machine here makes: a round must not end for want of work. */
const PENDING_PER_S = 80;
/** From a slot's first document until the load has begun. */
const BEGIN_MS = 5_000;

export const beside: Figure = {
  names: ['pdf.beside_pages_per_s', 'pdf.page_p95_ratio'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const durationMs = Math.max(5_000, run.scale * 20_000);
      const { paths, officers } = await furnish(s, 100);
      const pending = await fillPending(s, (PENDING_PER_S * (BEGIN_MS + WARM_MS + durationMs)) / 1_000);
      const work = { kind: 'pages', paths, as: officers, mark: '<tr role="row"><td', rows: 50 } as const;
      const pages: Job = { url: s.url, workers: 16, rate: PAGES_PER_S, warmMs: WARM_MS, durationMs, work };
      await letBe(s);
      const idle: number[] = [];
      const busy: number[] = [];
      const perSecond: number[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        idle.push(quantile((await load(pages)).latencies, 0.95));
        await pendAgain(s, pending);
        const done = await duringSlot(s, pages);
        perSecond.push(done.perSecond);
        busy.push(done.p95);
        sayRound(run, idle, done);
      }
      const ratio = median(busy) / median(idle);
      return {
        'pdf.beside_pages_per_s': figureOf(perSecond, {
          unit: 'documents/s',
          of: `by the worker, while ${PAGES_PER_S} pages of 50 applicants a second are served`,
          target: { words: `at least ${LEAST_PER_S}/s`, met: (n) => n >= LEAST_PER_S },
        }),
        'pdf.page_p95_ratio': {
          value: round(ratio),
          unit: '×',
          of: `p95 of ${PAGES_PER_S} pages a second: ${round(median(idle))} ms idle, ${round(median(busy))} ms beside`,
          rounds: busy.map((ms, i) => round(ms / (idle[i] ?? Number.NaN))),
          target: `at most ${MOST_RATIO}`,
          met: ratio <= MOST_RATIO,
        },
      };
    }),
};

/** @throws when all were made before the pages' time was over */
async function duringSlot(s: Stand, pages: Job): Promise<{ p95: number; perSecond: number }> {
  const began = new Date();
  const slot = runSlot(s);
  slot.catch(() => {});
  await until(30_000, 'the first document', async () => (await documentsMade(s, began)) > 0);
  const { latencies, counted } = await load(pages);
  const left = await stillPending(s);
  await letBe(s);
  await slot;
  if (left === 0) throw new Error(`every résumé was made before ${PAGES_PER_S} pages a second had ended`);
  const made = await documentsMade(s, new Date(counted.from), new Date(counted.to));
  return { p95: quantile(latencies, 0.95), perSecond: (made * 1_000) / pages.durationMs };
}

function sayRound(run: Run, idle: readonly number[], done: { p95: number; perSecond: number }): void {
  const before = idle.at(-1) ?? Number.NaN;
  run.say(
    `  ${done.perSecond.toFixed(1)} documents/s; p95 ${before.toFixed(0)} ms idle, ${done.p95.toFixed(0)} ms beside`,
  );
}
