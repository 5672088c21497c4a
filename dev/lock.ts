import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alive } from './processes.ts';

export type Lock = { taken: true; release: () => void } | { taken: false; owner: number };

/**
 * Takes `file` for this process, or says who holds it. One stack for each data directory: a second one would
 * adopt the first one's PostgreSQL and stop it at its own end. The lock of a dead process is taken over.
 */
export function takeLock(file: string): Lock {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      create(file);
      return {
        taken: true,
        release: () => {
          if (ownerOf(file) === process.pid) fs.rmSync(file, { force: true });
        },
      };
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
      const owner = ownerOf(file);
      if (owner !== process.pid && alive(owner)) return { taken: false, owner };
      if (attempt > 20) throw new Error(`鎖定檔無法取得（cannot take the lock）：${file}`);
      removeDead(file, owner);
    }
  }
}

/** Waits its turn for `file`, then works alone. */
export async function alone<T>(file: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + limitMs; ; await sleep(50)) {
    const lock = takeLock(file);
    if (lock.taken) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > end)
      throw new Error(`Process ${lock.owner} has held ${file} for ${Math.round(limitMs / 1000)} s.`);
  }
}

/** Appears with its content in one step: nobody reads an empty lock and takes it for a dead one. */
function create(file: string): void {
  const whole = `${file}.${process.pid}.new`;
  fs.writeFileSync(whole, String(process.pid));
  try {
    fs.linkSync(whole, file);
  } finally {
    fs.rmSync(whole, { force: true });
  }
}

const ownerOf = (file: string): number => {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
};

/** Two processes may find the same dead lock: only the one whose rename succeeds removes it. */
function removeDead(file: string, owner: number): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  const moved = ownerOf(aside);
  // Between our look and the rename someone else may have taken it rightly: give it back.
  if (moved !== owner && alive(moved) && !fs.existsSync(file)) fs.renameSync(aside, file);
  else fs.rmSync(aside, { force: true });
}
