import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, Outcome } from './job.ts';

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));

/**
 * Has a process of its own put this load on the pages.
 * @throws when it ends, or when anything was not answered as it should be: a fast refusal is no speed
 */
export function load(job: Job): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(PROCESS, { execArgv: ['--import', 'tsx'] });
    child.once('exit', (code) => reject(new Error(`the load process ended with ${code}`)));
    child.once('error', reject);
    child.once('message', (answer: { outcome: Outcome } | { failed: string }) => {
      child.removeAllListeners('exit');
      child.disconnect();
      if ('failed' in answer) return reject(new Error(answer.failed));
      const { wrong } = answer.outcome;
      if (Object.keys(wrong).length > 0) return reject(new Error(`wrong answers: ${JSON.stringify(wrong)}`));
      resolve(answer.outcome);
    });
    child.send(job);
  });
}
