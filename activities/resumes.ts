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

/** Beside those being typeset: records opened and documents kept meanwhile, so that no compiler waits for the database. */
const AHEAD = 2;
/** A person may hand in a change while her document is being made; after this many the next call goes on. */
const MAX_ROUNDS = 3;

/** One document may take longer than the heartbeat's time-out. */
const HEARTBEAT_MS = 10_000;

interface Progress {
  counts: [vacancyNo: string, count: number][];
  failed: number;
}
type Outcome = 'produced' | 'failed' | 'nothing';

/** R66–R68: résumés become documents, encrypted under their application's own key. */
export function resumeActivities(deps: Deps): Pick<ApplicationPorts, 'produceResume'> & ProductionPorts {
  return {
    async produceResume({ applicationId }) {
      await produceOne(deps, applicationId);
    },

    async produceBatch({ after, limit }) {
      // What a try that was cut short produced is pending no more: without its counts it would go unsaid.
      const said = lastHeartbeat<Progress>();
      const counts = new Map(said?.counts);
      let failed = said?.failed ?? 0;
      const rows = await asWorker(deps, (trx) => pendingAfter(trx, after, limit));
      const queue = [...rows];
      const tell = (): void => heartbeat({ counts: [...counts], failed } satisfies Progress);
      const work = async (): Promise<void> => {
        for (let row = queue.shift(); row; row = queue.shift()) {
          const outcome = await produceOne(deps, row.id);
          if (outcome === 'produced') counts.set(row.vacancyNo, (counts.get(row.vacancyNo) ?? 0) + 1);
          if (outcome === 'failed') failed++;
          tell();
        }
      };
      const ticking = setInterval(tell, HEARTBEAT_MS);
      const ends = await Promise.allSettled(
        Array.from({ length: deps.typesetter.compilers + AHEAD }, () =>
          work().catch((e: unknown) => {
            queue.length = 0;
            throw e;
          }),
        ),
      ).finally(() => clearInterval(ticking));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return {
        after: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
        produced: [...counts].map(([vacancyNo, count]) => ({ vacancyNo, count })),
        failed,
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
  const { trainingRange, rewardRange, appraisalRange } = a.content;
  const input = {
    record,
    parts,
    ...(a.mode === 'civilService' ? { ranges: { trainingRange, rewardRange, appraisalRange } } : {}),
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
      if (code === 'closed' || code === 'system') throw tryAgain('typesetterAway');
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
  if (!deps.keyring.wrapping.keys.has(a.wrappedKey[0] ?? -1)) throw tryAgain('keyMissing');
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
