import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../db/connection.ts';
import { open, unwrapDataKey } from '../db/crypto.ts';
import { keptFile, pendingScans, recordScan, type ToScan } from '../db/queries/attachment-scans.ts';
import { DocumentError } from '../documents/document-error.ts';
import { type ClamdAddress, scanForViruses } from '../documents/virus-scan.ts';
import { asWorker, type Deps } from './deps.ts';

const EVERY_MS = 2_000;
const AT_ONCE = 20;
const LONGEST_PAUSE_MS = 60_000;
/** A file that could not be judged is asked about again after this long. */
const PASSED_OVER_MS = 10 * 60_000;

type ScannerDeps = Pick<Deps, 'db' | 'keyring' | 'log'>;

/**
 * One round over all files that wait. No row is locked while the daemon thinks; two workers may ask about the
 * same file, and the first answer counts.
 * @param passedOver files that could not be read or judged are added and left out, so that they hold up nobody
 * @throws DocumentError scanAway, or the database's error: nothing was let through, the rest waits
 */
export async function scanPending(
  deps: ScannerDeps,
  address: ClamdAddress,
  passedOver: Set<string>,
  stop?: AbortSignal,
): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await asWorker(deps, (trx) => pendingScans(trx, after, AT_ONCE));
    for (const row of rows) {
      if (stop?.aborted) return;
      if (!passedOver.has(row.id) && !(await scanOne(deps, address, row))) passedOver.add(row.id);
    }
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** @returns false when there is no answer about this file and asking again at once would bring none */
async function scanOne(deps: ScannerDeps, address: ClamdAddress, row: ToScan): Promise<boolean> {
  const file = await asWorker(deps, (trx) => keptFile(trx, row));
  // deleted since the list was read
  if (!file) return true;
  try {
    const state = await scanForViruses(address, opened(deps, row, file));
    await asWorker(deps, (trx) => recordScan(trx, row, state));
    if (state === 'failed') deps.log.warn({ attachment: row.id }, 'attachmentRefused');
    return true;
  } catch (e) {
    if (e instanceof DocumentError && e.code === 'scanAway') throw e;
    deps.log.warn({ attachment: row.id, code: codeOf(e) }, 'attachmentNotScanned');
    return false;
  }
}

/** A vacancy's file as it is; an application's under its key. @throws Error when key and bytes do not belong together */
function opened(
  { keyring }: ScannerDeps,
  { subjectId }: ToScan,
  { wrapped, bytes }: { wrapped: Buffer | null; bytes: Buffer },
): Buffer {
  if (wrapped === null) return bytes;
  return open(unwrapDataKey(keyring, wrapped, `application:${subjectId}`), bytes, `blob:${subjectId}`);
}

/** A round every two seconds; while the daemon is away more and more seldom, down to once a minute. */
export function startScanner(
  deps: ScannerDeps,
  address: ClamdAddress,
  everyMs = EVERY_MS,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = (async () => {
    const passedOver = new Set<string>();
    let clearAt = Date.now() + PASSED_OVER_MS;
    for (let pause = everyMs; !stopping.signal.aborted; ) {
      try {
        await scanPending(deps, address, passedOver, stopping.signal);
        pause = everyMs;
      } catch (e) {
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        deps.log.warn({ code: codeOf(e), retryMs: pause }, 'scannerAway');
      }
      if (Date.now() > clearAt) {
        passedOver.clear();
        clearAt = Date.now() + PASSED_OVER_MS;
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
