import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { userCache } from './cache.ts';
import { download, unpack } from './download.ts';
import { findOnPath } from './find-on-path.ts';
import { answers, freePort } from './ports.ts';
import { spawnServer, stopPid } from './processes.ts';

const VERSION = '1.38.0';
const NAME = process.platform === 'win32' ? 'temporal-test-server.exe' : 'temporal-test-server';

/**
 * Finds the test server that skips time: the user's cache, the official download, or Maven and Java. It stays in
 * the user's cache for every clone.
 * @throws one message that names each way
 */
export async function findTimeSkipping(say: (line: string) => void = console.error): Promise<string> {
  const dir = userCache('temporal', `test-server-${VERSION}`);
  const cached = path.join(dir, NAME);
  if (fs.existsSync(cached)) return cached;
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  const reasons: string[] = [];
  for (const way of [byDownload, byMaven]) {
    // Made aside and moved in whole: another run may be looking at the same moment.
    const aside = fs.mkdtempSync(`${dir}-`);
    try {
      await way(aside, say);
      await tryOut(path.join(aside, NAME), aside);
      if (!fs.existsSync(dir)) fs.renameSync(aside, dir);
      return cached;
    } catch (e) {
      reasons.push(e instanceof Error ? e.message : String(e));
    } finally {
      fs.rmSync(aside, { recursive: true, force: true });
    }
  }
  throw new Error(
    [
      '找不到可跳轉時間的 Temporal 測試伺服器（no time-skipping test server found）。One of these gives you one:',
      `  1. the binary or a starter script put at ${cached}`,
      `  2. the official download — ${reasons[0]}`,
      `  3. Maven and Java 8 or newer on PATH — ${reasons[1]}`,
    ].join('\n'),
  );
}

async function byDownload(aside: string, say: (line: string) => void): Promise<void> {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!platform || !arch) throw new Error(`nothing offered for ${process.platform}-${process.arch}`);
  say('Time-skipping test server: trying the official download (under a minute).');
  // The address answers where the archive lies.
  const where = `https://temporal.download/temporal-test-server/default?platform=${platform}&arch=${arch}&format=tar.gz`;
  const note = await download(where, aside, { connectMs: 10_000, totalMs: 30_000 });
  const { archiveUrl } = JSON.parse(fs.readFileSync(note, 'utf8')) as { archiveUrl: string };
  const archive = await download(archiveUrl, aside, { connectMs: 10_000, totalMs: 180_000 });
  await unpack(archive, aside, NAME);
  fs.chmodSync(path.join(aside, NAME), 0o755);
}

async function byMaven(aside: string, say: (line: string) => void): Promise<void> {
  const [mvn, java] = [findOnPath('mvn'), findOnPath('java')];
  if (!mvn || !java) throw new Error(`${mvn ? 'Java' : 'Maven'} is not on PATH`);
  say('Time-skipping test server: fetching it with Maven (40 MB, about a minute).');
  const pom = path.join(aside, 'pom.xml');
  fs.writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tw.shiqiuren</groupId><artifactId>test-server</artifactId><version>1</version>
<dependencies><dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId>
<version>${VERSION}</version></dependency></dependencies></project>\n`,
  );
  const jars = path.join(aside, 'jars');
  const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`];
  const r = spawnSync(mvn, args, { encoding: 'utf8', timeout: 10 * 60_000 });
  if (r.status !== 0) throw new Error(`Maven failed: ${r.error?.message ?? firstError(r.stdout)}`);
  // The SDK starts `<executable> <port> --enable-time-skipping` and waits 5 s: these options start Java fast.
  const quick = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto';
  const script = path.join(aside, NAME);
  fs.writeFileSync(
    script,
    `#!/bin/sh\nexec java ${quick} -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"\n`,
  );
  fs.chmodSync(script, 0o755);
}

const firstError = (output: string): string =>
  output.split('\n').find((l) => l.startsWith('[ERROR]')) ?? output.slice(0, 200);

/** Starts it once: a file that cannot run must not enter the cache. */
async function tryOut(executable: string, aside: string): Promise<void> {
  const port = await freePort(54_900);
  const child = spawnServer(
    executable,
    [String(port), '--enable-time-skipping'],
    path.join(aside, 'try.log'),
  );
  try {
    for (const end = Date.now() + 30_000; !(await answers(port)); )
      if (child.exitCode !== null || Date.now() > end) throw new Error('it does not start');
      else await new Promise((r) => setTimeout(r, 100));
  } finally {
    if (child.pid) await stopPid(child.pid, 'SIGTERM', 1_000);
    fs.rmSync(path.join(aside, 'try.log'), { force: true });
  }
}
