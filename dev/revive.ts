import { setTimeout as sleep } from 'node:timers/promises';
import { alive } from './processes.ts';

/** A server that runs detached from us, and how it is stopped. */
export type Server = { pid: number; stop: () => Promise<void> };

const LOOK_MS = 300;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Watches over a server that is no child to be waited for (it may have been adopted): one that died, by `kill -9` or
 * for want of memory, is started again on its old port and data, so that everybody who knew its address finds it there.
 * @param o.again starts it again; one that fails is tried again after 0.3 to 2 s
 * @returns `stop` ends the watch, then the server
 */
export function revive(
  server: Server,
  o: { name: string; again: () => Promise<Server>; say: (line: string) => void },
): { stop: () => Promise<void> } {
  let now = server;
  const ended = new AbortController();
  const watch = async (): Promise<void> => {
    for (let pause = LOOK_MS; ; ) {
      await sleep(pause, undefined, { signal: ended.signal });
      if (alive(now.pid)) continue;
      if (pause === LOOK_MS)
        o.say(`${o.name} 意外結束，重新啟動中（ended unexpectedly; starting it again）。`);
      try {
        now = await o.again();
        pause = LOOK_MS;
        o.say(`${o.name} 已恢復（is back）。`);
      } catch (e) {
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        o.say(`${o.name} 尚未恢復（not back yet）：${e instanceof Error ? e.message.split('\n')[0] : e}`);
      }
    }
  };
  const watching = watch().catch(() => {});
  return {
    async stop() {
      ended.abort();
      // A start under way is waited for, so that its server is known here and does not stay behind.
      await watching;
      await now.stop();
    },
  };
}
