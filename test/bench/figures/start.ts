/** `start.warm_s`: from the command `npm start` to the first whole page, everything installed and made before. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopPid } from '../../../dev/processes.ts';
import { ROOT } from '../../../dev/root.ts';
import { runningStack } from '../../../dev/stack-state.ts';
import { type Figure, figureOf, scaled } from '../frame.ts';
import { benchDir, PORTS } from '../stand.ts';

const LIMIT_MS = 180_000;

export const start: Figure = {
  names: ['start.warm_s'],
  async measure(run) {
    const dataDir = benchDir();
    try {
      run.say(`  first start, with demonstration data: ${(await once(dataDir, true)).toFixed(1)} s`);
      const rounds: number[] = [];
      for (let i = 0; i < scaled(run, 5); i++) rounds.push(await once(dataDir, false));
      return {
        'start.warm_s': figureOf(rounds, {
          unit: 's',
          of: 'npm start on an existing data directory, to the first whole page at /',
          target: { words: 'under 15 s', met: (s) => s < 15 },
        }),
      };
    } finally {
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** @param untilLoaded waits for the demonstration's data too, so that the next start finds it */
async function once(dataDir: string, untilLoaded: boolean): Promise<number> {
  const began = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(PORTS.web),
      POSTGRES_PORT: String(PORTS.postgres),
      TEMPORAL_PORT: String(PORTS.temporal),
      TEMPORAL_UI_PORT: String(PORTS.temporalUi),
      MAILBOX_PORT: String(PORTS.mailbox),
      SMTP_PORT: String(PORTS.smtp),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => npm.once('close', () => resolve()));
  let said = '';
  npm.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    for (const end = began + LIMIT_MS; ; await sleep(25)) {
      if (await pageAt(`http://127.0.0.1:${PORTS.web}/`)) break;
      if (npm.exitCode !== null || performance.now() > end)
        throw new Error(`npm start came to nothing:\n${said}`);
    }
    const seconds = (performance.now() - began) / 1_000;
    // The summary with the accounts is the last thing said.
    for (const end = began + LIMIT_MS; untilLoaded && !said.includes('Demo-officer'); await sleep(100))
      if (performance.now() > end) throw new Error(`the demonstration was not loaded:\n${said}`);
    return seconds;
  } finally {
    const pid = runningStack(dataDir)?.pid;
    if (pid) await stopPid(pid, 'SIGTERM', 15_000);
    await ended;
  }
}

async function pageAt(url: string): Promise<boolean> {
  try {
    const r = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return r.status === 200 && (await r.text()).includes('</html>');
  } catch {
    return false;
  }
}
