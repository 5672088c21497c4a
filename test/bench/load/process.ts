/** The load process: everything it knows comes as messages, so that its own work disturbs no measured process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { client } from './client.ts';
import type { Job, Outcome } from './job.ts';
import { workOf } from './work.ts';

process.on('message', (job: Job) => {
  run(job).then(
    (outcome) => process.send?.({ outcome }),
    (e: unknown) => process.send?.({ failed: e instanceof Error ? e.message : String(e) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function run(job: Job): Promise<Outcome> {
  const ask = client(job.url, job.workers);
  const work = workOf(job.url, job.work);
  const counted = performance.now() + job.warmMs;
  const end = counted + job.durationMs;
  const from = Date.now() + job.warmMs;
  const clock = { from, to: from + job.durationMs };
  const outcome: Outcome = { latencies: [], wrong: {}, seconds: 0, sent: 0, locations: [], counted: clock };
  let last = counted;

  async function one(): Promise<void> {
    const asked = work.next();
    outcome.sent += 1;
    const began = performance.now();
    let wrong: string;
    let location = '';
    try {
      const answer = await ask(asked);
      wrong = work.judge(answer);
      location = answer.location;
    } catch (e) {
      wrong = (e as { code?: string }).code ?? 'no answer';
    }
    const now = performance.now();
    // An answer counts when it came within the time, whenever it was asked for.
    if (now < counted || now > end) return;
    if (wrong !== '') {
      outcome.wrong[wrong] = (outcome.wrong[wrong] ?? 0) + 1;
      return;
    }
    last = Math.max(last, now);
    outcome.latencies.push(now - began);
    if (location !== '') outcome.locations.push(location);
  }

  if (job.rate === undefined)
    await Promise.all(
      Array.from({ length: job.workers }, async () => {
        while (performance.now() < end) await one();
      }),
    );
  else await paced(job.rate, end, one);
  outcome.seconds = job.rate === undefined ? job.durationMs / 1_000 : (last - counted) / 1_000;
  return outcome;
}

/** Sends at its times whether or not answers have come: a slow server makes no slower sender. */
async function paced(rate: number, end: number, one: () => Promise<void>): Promise<void> {
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let i = 0; ; i++) {
    const at = began + (i * 1_000) / rate;
    if (at >= end) break;
    const wait = at - performance.now();
    if (wait > 0) await sleep(wait);
    all.push(one());
  }
  await Promise.all(all);
}
