import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { firstTries } from '../../activities/first-tries.ts';

describe('first tries of a mail within a workflow’s task', () => {
  it('hold no more tasks than there is room for; the others fail at once, and a step of its own always goes', async () => {
    const ends: (() => void)[] = [];
    const send = firstTries<string>(() => new Promise<void>((end) => ends.push(end)));
    const run = (isLocal: boolean) => new MockActivityEnvironment({ isLocal }).run(send, 'a');
    const hanging = Array.from({ length: 24 }, () => run(true));
    await expect(run(true)).rejects.toMatchObject({ type: 'mailTemporary' });
    const own = run(false);
    expect(ends).toHaveLength(25);
    ends[0]?.();
    await hanging[0];
    const next = run(true);
    expect(ends).toHaveLength(26);
    for (const end of ends) end();
    await Promise.all([...hanging, own, next]);
  });

  it('give their room back when they fail', async () => {
    const send = firstTries<string>(() => Promise.reject(new Error('refused')));
    for (let i = 0; i < 20; i++)
      await expect(new MockActivityEnvironment({ isLocal: true }).run(send, 'a')).rejects.toThrow('refused');
  });
});
