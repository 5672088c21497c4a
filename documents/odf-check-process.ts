/** The process that unfolds OpenDocument files from outside. Started by `vacancy-file-check.ts` only. */
import type { Reply } from './job-pool.ts';
import { judgeOdf } from './odf-check.ts';
import { guardProcess } from './process-guard.ts';
import type { OdfVerdict } from './vacancy-file-check.ts';

function judge(bytes: Uint8Array): OdfVerdict {
  try {
    return judgeOdf(bytes);
  } catch {
    return { ok: false, reason: 'broken' };
  }
}

guardProcess();
const answer = (reply: Reply): void => {
  process.send?.(reply);
};
process.on('message', (bytes: Uint8Array) => {
  answer({ ok: true, value: judge(bytes) });
});
process.send?.('ready');
