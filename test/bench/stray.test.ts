import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('./stray.ts', import.meta.url));

/** In a process of its own: an error that nobody waits for is one of this run's too. */
async function run(body: string, after: string): Promise<string[]> {
  const script = `import { heedingStrays } from ${JSON.stringify(MODULE)};
    const hold = setInterval(() => {}, 1_000);
    await heedingStrays(async () => { ${body} }, async () => { ${after}; console.log('stopped'); })
      .then((value) => console.log('value ' + value), (e) => console.log('failed ' + e.message));
    clearInterval(hold);`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    script,
  ]);
  return stdout.trim().split('\n');
}

describe('a figure beside which something breaks', () => {
  it.each([
    ['a rejection', `void Promise.reject(new Error('14 UNAVAILABLE'));`],
    ['an exception', `setImmediate(() => { throw new Error('14 UNAVAILABLE'); });`],
  ])('that nobody waits for (%s) fails after its stack was stopped', async (_what, stray) => {
    expect(await run(`${stray} await new Promise(() => {});`, '')).toEqual([
      'stopped',
      'failed 14 UNAVAILABLE',
    ]);
  });

  it('keeps its own failure, whatever breaks while its stack is stopped', async () => {
    const lines = await run(
      `throw new Error('wrong answers');`,
      `void Promise.reject(new Error('1 CANCELLED')); await new Promise((r) => setTimeout(r, 20))`,
    );
    expect(lines).toEqual(['stopped', 'failed wrong answers']);
  });

  it('has its value where nothing breaks', async () => {
    expect(await run('return 5;', '')).toEqual(['stopped', 'value 5']);
  });
});
