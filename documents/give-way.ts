/** Lets a process wait for everybody else's work. */
import { readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';

/** Of ten shares of a core that both want, it gets one. */
const NICE = 10;
/** Linux takes one such change in a tenth of a second, from whoever. */
const AGAIN_MS = 150;

/** For a process in a session of its own (`ProcessOptions.giveWay`); the threads it starts later inherit it. */
export function giveWay(): void {
  const nice = Math.max(NICE, os.getPriority());
  if (process.platform !== 'linux') {
    os.setPriority(nice);
    return;
  }
  // There niceness belongs to each thread, and those of Node run already.
  for (const id of readdirSync('/proc/self/task')) os.setPriority(Number(id), nice);
  shareAmongSessions(nice);
}

/**
 * A kernel that schedules session by session (autogroup, the default outside containers) heeds niceness only within
 * one; the session's own is written here. Others have no such file.
 */
function shareAmongSessions(nice: number): void {
  try {
    writeFileSync('/proc/self/autogroup', String(nice));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN')
      setTimeout(() => shareAmongSessions(nice), AGAIN_MS).unref();
  }
}
