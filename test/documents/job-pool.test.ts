import { afterEach, describe, expect, it, vi } from 'vitest';
import { createJobPool, type JobPool, type PoolOptions } from '../../documents/job-pool.ts';
import { processRunner } from '../../documents/runners.ts';
import type { Order } from './looping-job.ts';

const FILE = new URL('./looping-job.ts', import.meta.url);
const START = { folders: ['字型'] };
const start = () => processRunner(FILE, { memoryMb: 100, start: START });

let pool: JobPool | undefined;
afterEach(() => pool?.close());
function open(change: Partial<PoolOptions> = {}) {
  pool = createJobPool({
    start,
    size: 1,
    timeoutMs: 20_000,
    faults: { timeout: 'typesetTimeout', died: 'typesetDied' },
    ...change,
  });
  const { run, close } = pool;
  return { run: (order: Order) => run(order), close };
}

describe('a pool of runners', () => {
  it('ends a runner that has had nothing to do for a while; the next job gets another', async () => {
    const started = vi.fn(start);
    const { run } = open({ start: started, idleMs: 50 });
    expect([await run('answer'), await run('answer')]).toEqual(['answer', 'answer']);
    expect(started).toHaveBeenCalledTimes(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await run('answer')).toBe('answer');
    expect(started).toHaveBeenCalledTimes(2);
  });

  it('answers jobs beyond its size', async () => {
    const { run } = open({ size: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('answer')));
    expect(answers).toEqual(Array(20).fill('answer'));
  });

  it('[R67] ends a job that never ends, and serves the next from a new runner', async () => {
    const { run } = open({ timeoutMs: 1_000 });
    const stuck = expect(run('loop')).rejects.toMatchObject({ code: 'typesetTimeout' });
    const next = run('answer');
    await stuck;
    expect(await next).toBe('answer');
  });

  it.each(['exit', 'throw'] as const)(
    'outlives a runner that dies of %s, without its words',
    async (order) => {
      const { run } = open();
      await expect(run(order)).rejects.toThrow(/^typesetDied$/);
      expect(await run('answer')).toBe('answer');
    },
  );

  it('passes on a refusal and keeps the runner', async () => {
    const { run } = open();
    const refusal = { code: 'typesetFailed', message: 'typesetFailed: words' };
    await expect(run('refuse')).rejects.toMatchObject(refusal);
    expect(await run('answer')).toBe('answer');
  });

  it('rejects what is under way and what comes later once it is closed', async () => {
    const { run, close } = open();
    const underWay = expect(run('loop')).rejects.toMatchObject({ code: 'closed' });
    const waiting = expect(run('answer')).rejects.toMatchObject({ code: 'closed' });
    await close();
    await underWay;
    await waiting;
    await expect(run('answer')).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('a process for what strangers send and for the compiler', () => {
  it.each(['heap', 'buffers'] as const)('dies alone when it fills its %s', async (order) => {
    const { run } = open();
    await expect(run(order)).rejects.toThrow(/^typesetDied$/);
    expect(await run('answer')).toBe('answer');
  });

  it('knows nothing of the environment with its passwords', async () => {
    process.env.DATABASE_URL_FOR_TEST = 'postgres://secret';
    const { run } = open();
    const names = (await run('environment')) as string[];
    expect(await run('start')).toEqual(START);
    delete process.env.DATABASE_URL_FOR_TEST;
    expect(names).toContain('DOCUMENT_MEMORY_MB');
    expect(names).not.toContain('DATABASE_URL_FOR_TEST');
    expect(names).not.toContain('PATH');
  });
});
