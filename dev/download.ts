import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/**
 * Downloads into `dir` and answers the file's path. A firewall that drops packets would hold a plain fetch for
 * minutes: no answer within `connectMs`, or not finished within `totalMs`, is a failure.
 */
export async function download(
  url: string,
  dir: string,
  limits: { connectMs: number; totalMs: number; signal?: AbortSignal },
): Promise<string> {
  const late = new AbortController();
  const noAnswer = setTimeout(
    () => late.abort(new Error(`no answer within ${limits.connectMs / 1000} s`)),
    limits.connectMs,
  );
  const tooLong = setTimeout(
    () => late.abort(new Error(`not finished within ${limits.totalMs / 1000} s`)),
    limits.totalMs,
  );
  const giveUp = (): void => late.abort(new Error('given up'));
  limits.signal?.addEventListener('abort', giveUp);
  const file = path.join(dir, `download-${process.pid}`);
  try {
    const answer = await fetch(url, { signal: late.signal, redirect: 'follow' });
    clearTimeout(noAnswer);
    if (!answer.ok || !answer.body) throw new Error(`${new URL(url).hostname} answers ${answer.status}`);
    const body = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
    await pipeline(body, fs.createWriteStream(file), { signal: late.signal });
    return file;
  } catch (e) {
    fs.rmSync(file, { force: true });
    const reason: unknown = late.signal.aborted ? late.signal.reason : e;
    const cause =
      reason instanceof Error && reason.cause instanceof Error ? ` (${reason.cause.message})` : '';
    throw new Error(`${reason instanceof Error ? reason.message : String(reason)}${cause}`);
  } finally {
    limits.signal?.removeEventListener('abort', giveUp);
    clearTimeout(noAnswer);
    clearTimeout(tooLong);
  }
}

/** Takes `wanted` out of a .tar.gz or .zip (every system's `tar` reads what its own archive needs). */
export async function unpack(archive: string, dir: string, wanted: string): Promise<void> {
  const into = fs.mkdtempSync(path.join(dir, 'unpack-'));
  try {
    const r = spawnSync('tar', ['-xf', archive, '-C', into], { encoding: 'utf8' });
    if (r.status !== 0) throw new Error(`tar: ${r.error?.message ?? r.stderr.trim()}`);
    const found = fs
      .readdirSync(into, { recursive: true, encoding: 'utf8' })
      .find((f) => path.basename(f) === wanted && fs.statSync(path.join(into, f)).isFile());
    if (!found) throw new Error(`${wanted} is not in the archive`);
    fs.renameSync(path.join(into, found), path.join(dir, wanted));
  } finally {
    fs.rmSync(into, { recursive: true, force: true });
    fs.rmSync(archive, { force: true });
  }
}
