import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { download } from '../../dev/download.ts';
import { findTemporal } from '../../dev/find-temporal.ts';

let dir = '';
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-find-'));
  vi.stubEnv('XDG_CACHE_HOME', path.join(dir, 'cache'));
  vi.stubEnv('TEMPORAL_ADDRESS', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  fs.rmSync(dir, { recursive: true, force: true });
});

function fake(folder: string, says = 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)'): string {
  fs.mkdirSync(path.join(dir, folder), { recursive: true });
  const file = path.join(dir, folder, 'temporal');
  fs.writeFileSync(file, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  return file;
}

it('takes the address of the environment before anything else', async () => {
  vi.stubEnv('PATH', path.dirname(fake('bin')));
  vi.stubEnv('TEMPORAL_ADDRESS', 'temporal.example:7233');
  expect(await findTemporal()).toEqual({ kind: 'address', address: 'temporal.example:7233' });
});

it('takes the command on PATH before the cache, the cache before fetching', async () => {
  const cached = fake('cache/shiqiuren/temporal');
  const onPath = fake('bin');
  vi.stubEnv('PATH', `${path.dirname(onPath)}:/bin:/usr/bin`);
  expect(await findTemporal()).toEqual({ kind: 'binary', executable: onPath });
  vi.stubEnv('PATH', '/bin');
  expect(await findTemporal()).toEqual({ kind: 'binary', executable: cached });
});

it('passes over a command of that name that is something else', async () => {
  const cached = fake('cache/shiqiuren/temporal');
  vi.stubEnv('PATH', `${path.dirname(fake('bin', 'temporal, a film player'))}:/bin`);
  expect(await findTemporal()).toEqual({ kind: 'binary', executable: cached });
});

it('names each way in one message when none works', async () => {
  vi.stubEnv('PATH', dir);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network here')));
  const said: string[] = [];
  const failure = await findTemporal((line) => said.push(line)).catch((e: Error) => e.message);
  for (const way of [
    'TEMPORAL_ADDRESS',
    'on PATH',
    'cache',
    'official download — no network here',
    'Go is not on PATH',
  ])
    expect(failure).toContain(way);
  expect(said.join()).toContain('download');
});

it('gives a silent network up at its own deadline', async () => {
  const silent = http.createServer(() => {});
  await new Promise<void>((r) => silent.listen(0, '127.0.0.1', r));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  try {
    await expect(download(url, dir, { connectMs: 100, totalMs: 5_000 })).rejects.toThrow(
      'no answer within 0.1 s',
    );
    expect(fs.readdirSync(dir)).toEqual([]);
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});
