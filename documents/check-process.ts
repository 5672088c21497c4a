/** Strangers' bytes in a process of their own: an answer, or that the file asks for more than it may have. */
import { DocumentError } from './document-error.ts';
import { createJobPool, type JobPool } from './job-pool.ts';
import { processRunner } from './runners.ts';

/** A process costs 60 MB and more while it waits, and half a second to begin. */
const IDLE_MS = 60_000;

export interface CheckProcess {
  /** @returns what the process answers; `'tooMuch'` when it ran out of time or memory. Its answers are never that word. */
  run(job: unknown): Promise<unknown | 'tooMuch'>;
}

/**
 * Started with the first job, one job at a time.
 * @param memoryMb beside what Node itself takes
 */
export function createCheckProcess(file: URL, limits: { memoryMb: number; timeoutMs: number }): CheckProcess {
  let pool: JobPool | null = null;
  return {
    async run(job) {
      pool ??= createJobPool({
        start: () => processRunner(file, { memoryMb: limits.memoryMb }),
        size: 1,
        timeoutMs: limits.timeoutMs,
        idleMs: IDLE_MS,
        faults: { timeout: 'checkTimeout', died: 'checkDied' },
      });
      try {
        return await pool.run(job);
      } catch (error) {
        if (error instanceof DocumentError && error.code !== 'closed') return 'tooMuch';
        throw error;
      }
    },
  };
}
