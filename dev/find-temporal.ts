import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { userCache } from './cache.ts';
import { download, unpack } from './download.ts';
import { findOnPath } from './find-on-path.ts';
import { run } from './run.ts';

type Say = (line: string) => void;
export type Found = { kind: 'address'; address: string } | { kind: 'binary'; executable: string };

/** v1.6.0 and later cannot be built with `go install` (a replace directive in its go.mod). */
const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const BINARY = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** True when the file starts and calls itself Temporal with a server inside. */
const works = (executable: string): boolean => {
  const r = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return r.status === 0 && /Server \d/.test(r.stdout);
};

/**
 * Finds a Temporal server: `TEMPORAL_ADDRESS`; `temporal` on PATH; the user's cache; the official download;
 * `go install` where Go is present. What had to be fetched stays in the user's cache for every clone.
 * @param say told what takes long, before it starts
 * @throws one message that names each way
 */
export async function findTemporal(say: Say = console.error, signal?: AbortSignal): Promise<Found> {
  if (process.env.TEMPORAL_ADDRESS) return { kind: 'address', address: process.env.TEMPORAL_ADDRESS };
  const executable = await findTemporalBinary(say, signal);
  return { kind: 'binary', executable };
}

/** As `findTemporal`, but a server of our own in any case: tests never use the environment's. */
export async function findTemporalBinary(say: Say = console.error, signal?: AbortSignal): Promise<string> {
  const present = findOnPath('temporal');
  if (present && works(present)) return present;
  const dir = userCache('temporal');
  const cached = path.join(dir, BINARY);
  if (fs.existsSync(cached) && works(cached)) return cached;
  signal?.throwIfAborted();
  fs.mkdirSync(dir, { recursive: true });
  const reasons = [await byDownload(dir, cached, say, signal), await byGo(dir, cached, say, signal)];
  if (fs.existsSync(cached) && works(cached)) return cached;
  throw new Error(
    [
      '找不到 Temporal 伺服器（no Temporal server found）。One of these gives you one:',
      '  1. a running server:  TEMPORAL_ADDRESS=host:7233 npm start',
      '  2. the `temporal` command on PATH (https://docs.temporal.io/cli)',
      `  3. the binary put at ${cached}`,
      `  4. the official download — ${reasons[0]}`,
      `  5. Go 1.25 or newer on PATH, which builds ${GO_MODULE} — ${reasons[1]}`,
    ].join('\n'),
  );
}

/** @returns why it did not work, or '' */
async function byDownload(dir: string, cached: string, say: Say, signal?: AbortSignal): Promise<string> {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!platform || !arch) return `nothing offered for ${process.platform}-${process.arch}`;
  say('Temporal: trying the official download (about 60 MB, under a minute).');
  const url = `https://temporal.download/cli/archive/latest?platform=${platform}&arch=${arch}`;
  try {
    const archive = await download(url, dir, { connectMs: 10_000, totalMs: 180_000, signal });
    await unpack(archive, dir, BINARY);
    fs.chmodSync(cached, 0o755);
    return '';
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
}

/** @returns why it did not work, or '' */
async function byGo(dir: string, cached: string, say: Say, signal?: AbortSignal): Promise<string> {
  if (fs.existsSync(cached)) return '';
  const go = findOnPath('go');
  if (!go) return 'Go is not on PATH';
  say('Temporal: building the server with Go; 3 to 5 minutes, once for every clone of this user.');
  const env = { ...process.env, GOBIN: dir, CGO_ENABLED: '0', GOFLAGS: '-trimpath' };
  const args = ['install', '-ldflags=-s -w', GO_MODULE];
  const { code, output } = await run(go, args, { env, cwd: dir, timeoutMs: 15 * 60_000, signal });
  return code === 0 ? '' : `go install failed: ${output.trim().split('\n').slice(-1)[0]}`;
}
