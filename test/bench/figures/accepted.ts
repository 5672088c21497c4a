/**
 * `applications.accepted_per_s`: applications recorded and answered by the redirect to the receipt, sixty seconds
 * over 200 vacancies of the civil-service platform. What was accepted is then followed to its end: the outbox must
 * drain within five minutes and every application must have its workflow.
 */
import { sql } from 'kysely';
import { cpu, eachOfAll } from '../cpu.ts';
import { type Figure, figureOf, until } from '../frame.ts';
import { load } from '../load/run.ts';
import { applicantsOf } from '../people.ts';
import { onStand, type Stand } from '../stand.ts';
import { listed } from '../vacancies.ts';

const VACANCIES = 200;
const PEOPLE = 400;
const CONNECTIONS = 32;
/** A whole one takes some six minutes. */
const ROUNDS = 2;
const DRAIN_TARGET_S = 300;
/** Looked on beyond the target, so that a drain that is late is a figure and not a failure to measure. */
const DRAIN_LIMIT_MS = 3 * DRAIN_TARGET_S * 1_000;

export const accepted: Figure = {
  names: ['applications.accepted_per_s', 'applications.drained_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const vacancies = await listed(s, VACANCIES);
      const as = await applicantsOf(s.owner, s.keyring, PEOPLE);
      const durationMs = Math.max(5_000, run.scale * 60_000);
      let from = 0;
      const apply = async (ms: number, warmMs: number) => {
        const work = { kind: 'applications', vacancies, as, from } as const;
        const done = await load({ url: s.url, workers: CONNECTIONS, warmMs, durationMs: ms, work });
        from += done.sent;
        return done;
      };
      await apply(3_000, 2_000);
      await drained(s);
      const perSecond: number[] = [];
      const drains: number[] = [];
      const latencies: number[] = [];
      let spent = '';
      for (let i = 0; i < ROUNDS; i++) {
        const before = cpu(s);
        const done = await apply(durationMs, 0);
        spent = eachOfAll(before, cpu(s), done.sent);
        perSecond.push(done.latencies.length / done.seconds);
        run.say(`  ${done.latencies.length} accepted, ${perSecond.at(-1)?.toFixed(0)} a second; ${spent}`);
        latencies.push(...done.latencies);
        drains.push(await drained(s));
        run.say(`  outbox drained ${drains.at(-1)?.toFixed(0)} s later`);
        await everyOneHasItsChild(s, from);
      }
      return {
        'applications.accepted_per_s': figureOf(perSecond, {
          unit: 'applications/s',
          of: `${durationMs / 1_000} s over ${vacancies.length} vacancies, ${PEOPLE} people on ${CONNECTIONS} connections; ${spent}, what came before them in it; p50 and p95 in ms`,
          singles: latencies,
          target: { words: 'at least 150/s', met: (n) => n >= 150 },
        }),
        'applications.drained_s': figureOf(drains, {
          unit: 's',
          of: 'last acceptance to an empty outbox with every application in its workflow',
          target: { words: `within ${DRAIN_TARGET_S} s`, met: (n) => n <= DRAIN_TARGET_S },
        }),
      };
    }),
};

/** Waits until nothing is left to carry and no application lacks its child; seconds it took. */
async function drained(s: Stand): Promise<number> {
  const began = performance.now();
  await until(DRAIN_LIMIT_MS, 'the outbox to drain', async () => {
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from outbox where done_at is null)::int
        + (select count(*) from application where child_started_at is null)::int as left`.execute(s.owner);
    return rows[0]?.left === 0;
  });
  return (performance.now() - began) / 1_000;
}

/** As many applications as were sent, none of them refused by Temporal; counted on both sides. */
async function everyOneHasItsChild(s: Stand, sent: number): Promise<void> {
  const { n } = await s.owner
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  if (Number(n) !== sent) throw new Error(`${sent} applications were sent, ${n} are recorded`);
  // Lists of workflows follow what happened a little later.
  await until(60_000, `${sent} running applications in Temporal`, async () => {
    const { count } = await s.temporal.client.workflow.count(
      `WorkflowType = 'application' and ExecutionStatus = 'Running'`,
    );
    return count === sent;
  });
}
