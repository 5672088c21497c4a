/** What an officer's header says on every page: how much waits for her, and for whom she stands in. */
import { type Actor, type Db, withActor } from '../db/actor.ts';
import { type Deputy, standsInFor } from '../db/queries/deputies.ts';
import { registerAttention } from '../db/queries/register-attention.ts';
import { taipeiDay } from '../domain/roc-date.ts';

type Officer = Actor & { kind: 'officer' };

export interface DeskSummary {
  waiting: number;
  standsInFor: readonly Deputy[];
}
export interface DeskSummaries {
  of(actor: Officer): Promise<DeskSummary>;
  /** After an act of hers: the next page asks anew. */
  forget(accountId: string): void;
}

/** Long enough to cost a leafing officer nothing, short enough that a colleague's act shows soon. */
const KEPT_MS = 30_000;
const MOST = 5_000;

/** What waits: sent back by review, results to approve, closing within three days, notices and letters not delivered. */
export const waitingOf = (a: Awaited<ReturnType<typeof registerAttention>>): number =>
  a.returned.n + a.notes.n + a.results.n + a.closing.n + a.undelivered.n;

/** Asks the database at most twice a minute for each officer. */
export function deskSummaries(o: { db: Db; now: () => Date }): DeskSummaries {
  const kept = new Map<string, { until: number; summary: Promise<DeskSummary> }>();
  const ask = async (actor: Officer): Promise<DeskSummary> => {
    const attention = await withActor(o.db, actor, (trx) => registerAttention(trx, actor), { planned: true });
    return {
      waiting: waitingOf(attention),
      standsInFor: await withActor(o.db, actor, (trx) => standsInFor(trx, actor, taipeiDay(o.now()))),
    };
  };
  return {
    of(actor) {
      const now = o.now().getTime();
      const before = kept.get(actor.accountId);
      if (before && before.until > now) return before.summary;
      if (kept.size >= MOST) kept.clear();
      const summary = ask(actor);
      kept.set(actor.accountId, { until: now + KEPT_MS, summary });
      // what failed is not kept
      summary.catch(() => kept.delete(actor.accountId));
      return summary;
    },
    forget: (accountId) => void kept.delete(accountId),
  };
}
