/**
 * Started beside the tests' shared servers with their directory as argument: ends them when no test run has used
 * them for a while, also when the last one was killed, so that nothing runs on for ever.
 */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alone } from './lock.ts';
import { alive, commandLine, stopPid } from './processes.ts';

const dir = process.argv[2] ?? '';
const idleMs = Number(process.argv[3] ?? 600_000);
const users = path.join(dir, 'users');

const used = (): boolean => {
  const pids = fs.existsSync(users) ? fs.readdirSync(users).map(Number) : [];
  for (const pid of pids) if (!alive(pid)) fs.rmSync(path.join(users, String(pid)), { force: true });
  return pids.some(alive);
};

async function stopServers(): Promise<void> {
  const { pids, dataDir } = JSON.parse(fs.readFileSync(path.join(dir, 'servers.json'), 'utf8')) as {
    pids: number[];
    dataDir: string;
  };
  // The numbers may belong to strangers by now.
  const ours = pids.filter((pid) => /start-dev|postgres/.test(commandLine(pid)));
  await Promise.all(ours.map((pid) => stopPid(pid, 'SIGINT')));
  for (const gone of [dataDir, `${dataDir}.log`, dir]) fs.rmSync(gone, { recursive: true, force: true });
}

for (let last = Date.now(); fs.existsSync(dir); await sleep(Math.min(idleMs, 5_000))) {
  if (used()) last = Date.now();
  if (Date.now() - last < idleMs) continue;
  await alone(path.join(dir, 'lock'), 60_000, async () => {
    // Looked at again alone: a run may have begun in between.
    if (!used()) await stopServers();
  });
}
