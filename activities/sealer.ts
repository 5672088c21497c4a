import type { Db } from '../db/actor.ts';
import { sealAudit } from '../db/audit.ts';
import { codeOf } from '../db/connection.ts';
import type { Log } from './deps.ts';

const EVERY_MS = 2_000;
const AT_ONCE = 500;

/** Chains new audit events by hash every two seconds (rule 10); one worker's sealer works, the others find nothing. */
export function startSealer(db: Db, log: Log, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let stopping = false;
  let wake = (): void => {};
  const loop = (async () => {
    while (!stopping) {
      try {
        for (let sealed = AT_ONCE; sealed === AT_ONCE && !stopping; ) sealed = await sealAudit(db, AT_ONCE);
      } catch (e) {
        log.warn({ code: codeOf(e) }, 'auditNotSealed');
      }
      if (stopping) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopping = true;
      wake();
      await loop;
    },
  };
}
