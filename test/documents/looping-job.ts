/** A thread or process for the pool's tests: does what it is told, good or bad. */
import { parentPort } from 'node:worker_threads';
import { guardProcess } from '../../documents/process-guard.ts';

export type Order = 'answer' | 'loop' | 'exit' | 'throw' | 'heap' | 'buffers' | 'refuse' | 'environment';

const answer = (message: unknown): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

function obey(order: Order): void {
  const kept: unknown[] = [];
  if (order === 'loop') for (;;);
  if (order === 'exit') process.exit(3);
  if (order === 'throw') throw new Error('林雅婷');
  if (order === 'heap') for (;;) kept.push(new Array(1_000).fill(kept.length));
  if (order === 'buffers') for (;;) kept.push(Buffer.alloc(10_000_000, kept.length));
  if (order === 'refuse') answer({ ok: false, code: 'typesetFailed', detail: 'words' });
  else answer({ ok: true, value: order === 'environment' ? Object.keys(process.env) : order });
}

if (parentPort) parentPort.on('message', obey);
else {
  guardProcess();
  process.on('message', obey);
}
answer('ready');
