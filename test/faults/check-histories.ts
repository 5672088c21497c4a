import type { HistoryAndWorkflowId } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workflows/bundle.ts';
import { applicationWorkflowId, vacancyWorkflowId } from '../../workflows/messages.ts';
import { quietRuntime } from '../workflows/worker.ts';
import type { Stand } from './stand.ts';

type History = temporal.api.history.v1.IHistory;

/**
 * What the histories of every vacancy and application show must not be: runs that no other worker could take up
 * (each is replayed as a new worker would; one that its own worker still holds in memory looks well until that one
 * dies), and words that the outbox calls sent and Temporal never got. Later words make good such a loss, so the
 * records alone need not show it.
 */
export async function judgeHistories(s: Stand): Promise<string[]> {
  quietRuntime();
  const bundle = await workflowBundle();
  const problems: string[] = [];
  const heard = new Set<string>();
  // Before the histories: what is sent while we read them is then heard without being expected there.
  const sent = await wordsSent(s);
  const runs = s.temporal.client.workflow.list({ query: `WorkflowType IN ('vacancy', 'application')` });
  const histories = listening(runs.intoHistories({ concurrency: 4 }), heard);
  for await (const r of Worker.runReplayHistories({ workflowBundle: bundle }, histories))
    if (r.error) problems.push(`${r.workflowId}: cannot be replayed (${r.error.name})`);
  const lost = sent.filter((word) => !heard.has(word)).map((word) => `${word}: marked sent, never heard`);
  return [...problems, ...lost];
}

/** Hands on each history and notes the words in it. */
async function* listening(
  runs: AsyncIterable<HistoryAndWorkflowId>,
  heard: Set<string>,
): AsyncIterable<HistoryAndWorkflowId> {
  for await (const run of runs) {
    for (const event of (run.history as History).events ?? []) {
      const signal = event.workflowExecutionSignaledEventAttributes;
      const data = signal?.input?.payloads?.[0]?.data;
      if (!signal?.signalName || !data) continue;
      const said = JSON.parse(Buffer.from(data).toString('utf8')) as Word | Word[];
      // Several rows of the outbox may have gone in one signal.
      const name = Array.isArray(said) ? 'applicationReceived' : signal.signalName;
      for (const word of [said].flat()) heard.add(wordOf(run.workflowId, name, word));
    }
    yield run;
  }
}

interface Word {
  id: string;
  version: number;
}
const wordOf = (workflowId: string, signal: string, w: Word): string =>
  `${workflowId}: ${signal} ${w.id} ${w.version}`;

/** What the outbox says Temporal was told. */
async function wordsSent(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('outbox')
    .select(['kind', 'target', 'signal', 'subject_id', 'version'])
    .where('done_reason', '=', 'sent')
    .where('kind', 'in', ['signalVacancy', 'signalApplication'])
    .execute();
  return rows.map((row) => {
    const idOf = row.kind === 'signalVacancy' ? vacancyWorkflowId : applicationWorkflowId;
    const word = { id: row.subject_id ?? row.target, version: row.version };
    return wordOf(idOf(row.target), row.signal ?? '', word);
  });
}
