import { unwrapDataKey } from '../db/crypto.ts';
import { openRecord } from '../db/personal.ts';
import {
  keepDocument,
  markFailed,
  pendingAfter,
  recordSlot,
  type ToProduce,
  toProduce,
} from '../db/queries/production.ts';
import type { ResumePdf } from '../documents/resume-pdf.ts';
import { type SelectedResume, selectResume } from '../domain/resume-selection.ts';
import type { ApplicationPorts, ProductionPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { heartbeat, lastHeartbeat, tryAgain } from './failures.ts';

/** Documents typeset at a time; the typesetter has as many threads. */
const AT_ONCE = 2;
/** A person may hand in a change while her document is being made; after this many the next call goes on. */
const MAX_ROUNDS = 3;

type Outcome = 'produced' | 'failed' | 'nothing';

/** R66–R68: résumés become documents, encrypted under their application's own key. */
export function resumeActivities(deps: Deps): Pick<ApplicationPorts, 'produceResume'> & ProductionPorts {
  return {
    async produceResume({ applicationId }) {
      await produceOne(deps, applicationId);
    },

    async produceBatch({ after, limit }) {
      // A try that was cut short has produced some already, which are pending no more: their count would be lost.
      const counts = new Map<string, number>(lastHeartbeat<[string, number][]>() ?? []);
      const rows = await asWorker(deps, (trx) => pendingAfter(trx, after, limit));
      const queue = [...rows];
      const work = async (): Promise<void> => {
        for (let row = queue.shift(); row; row = queue.shift()) {
          if ((await produceOne(deps, row.id)) === 'produced')
            counts.set(row.vacancyNo, (counts.get(row.vacancyNo) ?? 0) + 1);
          heartbeat([...counts]);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return {
        after: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
        produced: [...counts].map(([vacancyNo, count]) => ({ vacancyNo, count })),
      };
    },

    recordSlot: (a) => asWorker(deps, (trx) => recordSlot(trx, a)),
  };
}

async function produceOne(deps: Deps, id: string): Promise<Outcome> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const a = await asWorker(deps, (trx) => toProduce(trx, id));
    if (!a) return 'nothing';
    const made = await typeset(deps, a);
    if ('code' in made) {
      await asWorker(deps, (trx) =>
        markFailed(trx, { applicationId: id, version: a.version, code: made.code }),
      );
      deps.log.warn({ application: id, code: made.code }, 'resumeFailed');
      return 'failed';
    }
    const kept = await asWorker(deps, (trx) =>
      keepDocument(trx, deps.blobs, made.key, {
        applicationId: id,
        version: a.version,
        document: made.document,
      }),
    );
    if (kept) return 'produced';
  }
  return 'nothing';
}

type Made = { key: Buffer; document: ResumePdf } | { code: string };

/** Never throws for what lies in the record: one poisonous record must not hold up the others of its slot. */
async function typeset(deps: Deps, a: ToProduce): Promise<Made> {
  const opened = openSelected(deps, a);
  if ('code' in opened) return opened;
  const { parts, ...record } = opened.selected;
  const input = {
    record,
    parts,
    vacancyNo: a.vacancyNo,
    title: a.content.title,
    agencyName: a.agencyName,
    applicationNo: a.no,
    submittedAt: a.submittedAt.toISOString(),
    version: a.version,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return { key: opened.key, document: await deps.typesetter.resume(input) };
    } catch (error) {
      const code = codeOfTypesetting(error);
      // No fault of the record: fonts that cannot be read, a worker that shuts down.
      if (code === 'closed' || code === 'system') throw tryAgain('typesetterAway', a.id);
      // A machine under load may be slow once.
      if (attempt < 2 && (code === 'typesetTimeout' || code === 'typesetDied')) continue;
      return { code };
    }
  }
}

function openSelected(
  deps: Deps,
  a: ToProduce,
): { key: Buffer; selected: SelectedResume } | { code: string } {
  if (!a.record || !a.wrappedKey) return { code: 'recordGone' };
  // A keyring without the key is this worker's fault, not the record's.
  if (!deps.keyring.wrapping.keys.has(a.wrappedKey[0] ?? -1)) throw tryAgain('keyMissing', a.id);
  try {
    const key = unwrapDataKey(deps.keyring, a.wrappedKey, `application:${a.id}`);
    return { key, selected: selectResume(openRecord(key, a.id, a.record), a.content, a.mode) };
  } catch {
    return { code: 'recordUnreadable' };
  }
}

/** Only codes of ours: a compiler's words may quote the record. */
function codeOfTypesetting(error: unknown): string {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  if (syscall !== undefined) return 'system';
  return typeof code === 'string' && /^[A-Za-z]{1,40}$/.test(code) ? code : 'typesetFailed';
}
