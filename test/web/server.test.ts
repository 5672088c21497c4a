import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { type Scene, scene } from '../support/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());

const env = (change: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  DATABASE_URL: s.urls.web,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  PUBLIC_URL: 'http://localhost:3800',
  KEYRING_FILE: s.keyringFile,
  HOST: '127.0.0.1',
  ...change,
});

function start(variables: Record<string, string>): { child: ChildProcess; output: () => string } {
  let text = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'web/server.ts'], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (d: Buffer) => (text += d.toString()));
  return { child, output: () => text };
}

async function refusal(variables: Record<string, string>): Promise<string> {
  const { child, output } = start(variables);
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  return output();
}

describe('npm run web', () => {
  it('refuses to start with a list of what is missing', async () => {
    const said = await refusal({ PATH: process.env.PATH ?? '', PUBLIC_URL: 'http://localhost:3800' });
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'KEYRING_FILE'])
      expect(said).toContain(`${name} is not set`);
    expect(said).not.toContain('PUBLIC_URL');
  });

  it('[rule 8] refuses a role that row-level security does not bind', async () => {
    const said = await refusal(env({ DATABASE_URL: s.urls.admin }));
    expect(said).toContain('is superuser');
    expect(said).toContain('Use shiqiuren_web');
  });

  it('refuses a keyring that is not there', async () => {
    expect(await refusal(env({ KEYRING_FILE: 'no-such-keyring.json' }))).toContain('Cannot read the keyring');
  });

  it('answers, and ends by SIGTERM after the request under way', async () => {
    const port = await freePort(3800);
    const { child, output } = start(env({ PORT: String(port), PUBLIC_URL: `http://localhost:${port}` }));
    const url = `http://127.0.0.1:${port}`;
    await expect
      .poll(
        () =>
          fetch(`${url}/healthz`).then(
            (r) => r.status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200);
    const page = await fetch(`${url}/sign-in`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await fetch(`${url}/metrics`).then((r) => r.text())).toContain('process_cpu_seconds_total');
    // [R11] an address as long as somebody cares to make it
    const long = await fetch(`${url}/vacancies?q=${encodeURIComponent('字'.repeat(10_000))}`);
    expect([long.status, await long.text()]).toEqual([200, expect.stringContaining('沒有符合的職缺')]);
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(output()).toContain('"stopping"');
    // what the log says of a request: its pattern, never its path
    expect(output()).toContain('"route":"/sign-in"');
  });
});
