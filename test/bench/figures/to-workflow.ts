/**
 * `applications.to_workflow_p95_s`: from the moment an application is recorded to the moment its own workflow waits,
 * at twenty applications a second. The second moment is read from the workflow's history: its first task is over, the
 * record has been looked at and the receipt asked for.
 */
import { applicationWorkflowId } from '../../../workflows/messages.ts';
import { type Figure, figureOf, quantile, scaled, until } from '../frame.ts';
import { load } from '../load/run.ts';
import { applicantsOf } from '../people.ts';
import { onStand, type Stand } from '../stand.ts';
import { listed } from '../vacancies.ts';

const RATE = 20;

export const toWorkflow: Figure = {
  names: ['applications.to_workflow_p95_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const vacancies = await listed(s, 200);
      const as = await applicantsOf(s.owner, s.keyring, 200);
      const durationMs = Math.max(5_000, run.scale * 30_000);
      let from = 0;
      const apply = async (ms: number): Promise<string[]> => {
        const work = { kind: 'applications', vacancies, as, from } as const;
        const done = await load({ url: s.url, workers: 16, rate: RATE, warmMs: 0, durationMs: ms, work });
        from += done.sent;
        return done.locations.map((l) => /applications\/([\w-]{36})/.exec(l)?.[1] ?? '');
      };
      await waits(s, await apply(5_000));
      const p95: number[] = [];
      const all: number[] = [];
      for (let i = 0; i < scaled(run, 3); i++) {
        const seconds = await waits(s, await apply(durationMs));
        p95.push(quantile(seconds, 0.95));
        all.push(...seconds);
      }
      return {
        'applications.to_workflow_p95_s': figureOf(p95, {
          unit: 's',
          of: `${all.length} applications at ${RATE}/s over ${vacancies.length} vacancies`,
          singles: all,
          target: { words: 'under 3 s', met: (sec) => sec < 3 },
        }),
      };
    }),
};

/** Seconds from each application's record to its workflow's first rest. */
async function waits(s: Stand, ids: readonly string[]): Promise<number[]> {
  const rows = await s.owner
    .selectFrom('application')
    .select(['id', 'submitted_at'])
    .where('id', 'in', [...ids])
    .execute();
  if (rows.length !== ids.length) throw new Error(`${ids.length} were accepted, ${rows.length} are recorded`);
  const seconds: number[] = [];
  for (const { id, submitted_at } of rows) {
    let rested: number | undefined;
    await until(60_000, `the workflow of ${id}`, async () => {
      rested = await firstRest(s, id).catch(() => undefined);
      return rested !== undefined;
    });
    seconds.push(((rested ?? 0) - submitted_at.getTime()) / 1_000);
  }
  return seconds;
}

async function firstRest(s: Stand, id: string): Promise<number | undefined> {
  const { history } = await s.temporal.connection.workflowService.getWorkflowExecutionHistory({
    namespace: s.temporal.namespace,
    execution: { workflowId: applicationWorkflowId(id) },
  });
  const at = history?.events?.find((e) => e.workflowTaskCompletedEventAttributes)?.eventTime;
  return at ? Number(at.seconds) * 1_000 + Number(at.nanos ?? 0) / 1e6 : undefined;
}
