/** A process for the pool's tests: does what it is told, good or bad. */
import { guardProcess } from '../../documents/process-guard.ts';
import { startedWith } from '../../documents/runners.ts';

export type Order =
  | 'answer'
  | 'loop'
  | 'exit'
  | 'throw'
  | 'heap'
  | 'buffers'
  | 'refuse'
  | 'environment'
  | 'start';

function obey(order: Order): void {
  const kept: unknown[] = [];
  if (order === 'loop') for (;;);
  if (order === 'exit') process.exit(3);
  if (order === 'throw') throw new Error('林雅婷');
  if (order === 'heap') for (;;) kept.push(new Array(1_000).fill(kept.length));
  if (order === 'buffers') for (;;) kept.push(Buffer.alloc(10_000_000, kept.length));
  if (order === 'refuse') process.send?.({ ok: false, code: 'typesetFailed', detail: 'words' });
  else process.send?.({ ok: true, value: answerTo(order) });
}

function answerTo(order: Order): unknown {
  if (order === 'environment') return Object.keys(process.env);
  return order === 'start' ? startedWith() : order;
}

guardProcess();
process.on('message', obey);
process.send?.('ready');
