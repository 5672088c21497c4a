import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone, takeLock } from '../../dev/lock.ts';
import { freePort } from '../../dev/ports.ts';
import { alive, stopPid } from '../../dev/processes.ts';
import { type Supervised, supervise } from '../../dev/supervise.ts';

let dir = '';
const running: Supervised[] = [];
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-processes-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((s) => s.stop(1_000)));
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('ports', () => {
  it('moves past a taken port and never gives one out twice', async () => {
    const taken = net.createServer().listen(54_050, '127.0.0.1');
    await new Promise((r) => taken.once('listening', r));
    try {
      const given = await Promise.all([freePort(54_050), freePort(54_050), freePort(54_050)]);
      expect(new Set(given).size).toBe(3);
      expect(given).not.toContain(54_050);
    } finally {
      taken.close();
    }
  });
});

describe('lock', () => {
  it('is held by one, told to the other, free after release', () => {
    const file = path.join(dir, 'lock');
    const first = takeLock(file);
    expect(first.taken).toBe(true);
    // Seen from another process: the same process may take up its own lock again.
    fs.writeFileSync(file, String(process.ppid));
    expect(takeLock(file)).toEqual({ taken: false, owner: process.ppid });
    fs.rmSync(file);
    expect(takeLock(file).taken).toBe(true);
  });

  it('of a dead process is taken over', () => {
    const file = path.join(dir, 'lock');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    fs.writeFileSync(file, String(dead));
    expect(takeLock(file).taken).toBe(true);
    expect(fs.readFileSync(file, 'utf8')).toBe(String(process.pid));
    expect(fs.readdirSync(dir)).toEqual(['lock']);
  });

  it('is given back when the work throws, and says who held it too long', async () => {
    const file = path.join(dir, 'lock');
    await expect(alone(file, 1_000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(fs.existsSync(file)).toBe(false);
    fs.writeFileSync(file, String(process.ppid));
    await expect(alone(file, 100, async () => 1)).rejects.toThrow(`Process ${process.ppid} has held`);
  });
});

describe('supervision', () => {
  const give = (script: string): { s: Supervised; said: string[]; log: string } => {
    const entry = path.join(dir, 'entry.ts');
    fs.writeFileSync(entry, script);
    const said: string[] = [];
    const log = path.join(dir, 'child.log');
    const s = supervise({
      name: 'child',
      entry,
      env: { ...process.env, MARK: path.join(dir, 'mark') },
      logFile: log,
      isReady: async () => fs.existsSync(path.join(dir, 'mark')),
      say: (line) => said.push(line),
    });
    running.push(s);
    return { s, said, log };
  };
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) await new Promise((r) => setTimeout(r, 20));
  };
  const UP =
    "import fs from 'node:fs'; fs.writeFileSync(process.env.MARK as string, ''); setInterval(() => {}, 1000);";

  it('starts a child again after a crash, with a word about it', async () => {
    const { s, said } = give(UP);
    await s.ready(new AbortController().signal);
    const first = s.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => s.pid() !== first && alive(s.pid() ?? 0));
    expect(said.join()).toContain('SIGKILL');
    const second = s.pid() ?? 0;
    await s.stop(2_000);
    expect([alive(first), alive(second)]).toEqual([false, false]);
  });

  it('does not start again what refuses to start, and hands on what it said', async () => {
    const { s } = give("console.error('DATABASE_URL is missing'); process.exit(78);");
    await expect(s.ready(new AbortController().signal)).rejects.toThrow(
      /code 78[\s\S]*DATABASE_URL is missing/,
    );
  });

  it('gives up waiting when the start is given up', async () => {
    const { s } = give('setInterval(() => {}, 1000);');
    const abort = new AbortController();
    const waiting = s.ready(abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow('given up');
  });

  it('kills a child that does not listen', async () => {
    const { s } = give(`process.on('SIGTERM', () => {}); ${UP}`);
    await s.ready(new AbortController().signal);
    const pid = s.pid() ?? 0;
    await s.stop(200);
    expect(alive(pid)).toBe(false);
  });

  it('a child ends by itself when its stack is killed outright', async () => {
    const script = path.join(dir, 'stack.mts');
    const entry = path.join(dir, 'entry.ts');
    const pidFile = path.join(dir, 'pid');
    fs.writeFileSync(entry, UP);
    fs.writeFileSync(
      script,
      `import fs from 'node:fs';
import { supervise } from ${JSON.stringify(new URL('../../dev/supervise.ts', import.meta.url).href)};
const mark = process.env.MARK as string;
const s = supervise({ name: 'child', entry: ${JSON.stringify(entry)}, env: process.env, say: console.log,
  logFile: ${JSON.stringify(path.join(dir, 'child.log'))}, isReady: async () => fs.existsSync(mark) });
await s.ready(new AbortController().signal);
fs.writeFileSync(${JSON.stringify(pidFile)}, String(s.pid()));
process.kill(process.pid, 'SIGKILL');
`,
    );
    spawnSync(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, MARK: path.join(dir, 'mark') },
    });
    const pid = Number(fs.readFileSync(pidFile, 'utf8'));
    try {
      await until(() => !alive(pid));
    } finally {
      await stopPid(pid, 'SIGKILL');
    }
    expect(alive(pid)).toBe(false);
  });
});
