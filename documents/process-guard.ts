/** Keeps a process for strangers' bytes within its memory and ends it with its parent. */
import { isMainThread, workerData } from 'node:worker_threads';
import { startThread } from './runners.ts';

const EVERY_MS = 50;
/** What Node itself takes, beside the work. */
const BASE_MB = 150;

interface GuardData {
  guard: 'process-guard';
  limitBytes: number;
  parent: number;
}

/**
 * To be called first. A thread watches, because the main one may be busy in a loop: V8's limit counts the heap
 * alone, and a compressed bomb unfolds into buffers.
 */
export function guardProcess(): void {
  const limitBytes = (Number(process.env.DOCUMENT_MEMORY_MB) + BASE_MB) * 1024 * 1024;
  const data: GuardData = { guard: 'process-guard', limitBytes, parent: process.ppid };
  startThread(new URL(import.meta.url), data).unref();
  process.on('disconnect', () => process.exit(0));
}

if (!isMainThread && (workerData as Partial<GuardData> | null)?.guard === 'process-guard') {
  const { limitBytes, parent } = workerData as GuardData;
  setInterval(() => {
    if (process.memoryUsage.rss() > limitBytes || process.ppid !== parent)
      process.kill(process.pid, 'SIGKILL');
  }, EVERY_MS);
}
