import { type Db, type Trx, withActor } from '../actor.ts';
import {
  auditChain,
  type FailedMail,
  lastReconcile,
  mailsGivenUp,
  mailsOnTheirWay,
  outboxBacklog,
  productionQueue,
} from './ops.ts';

/** What 系統營運 shows of the machinery, as numbers: for `/readyz` and `/metrics`. */
export interface MachineryState {
  outbox: { waiting: number; parked: number; oldestSeconds: number };
  resumes: { pending: number; late: number; failed: number };
  mails: { unsent: { state: FailedMail['state']; count: number }[]; givenUp: number };
  /** null before the first run. */
  reconcile: { ageSeconds: number; leftToAPerson: number } | null;
  audit: { unsealed: number; oldestSeconds: number };
}

/** Nobody's account: the process itself looks, with an operator's rights, at counts alone. */
const MONITOR = { kind: 'operator', accountId: '00000000-0000-0000-0000-000000000000' } as const;

const age = (at: Date | null, now: Date): number =>
  at === null ? 0 : Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));

/** How far delivery has come: one quick statement, for a probe. */
export const outboxState = (db: Db, now: Date): Promise<MachineryState['outbox']> =>
  withActor(db, MONITOR, (trx) => outboxOf(trx, now));

async function outboxOf(trx: Trx, now: Date): Promise<MachineryState['outbox']> {
  const { waiting, parked, oldestAt } = await outboxBacklog(trx);
  return { waiting, parked, oldestSeconds: age(oldestAt, now) };
}

/** Read by the very queries of the page, so that the three cannot tell different things. */
export async function machineryState(db: Db, now: Date): Promise<MachineryState> {
  return withActor(db, MONITOR, async (trx) => {
    const outbox = await outboxOf(trx, now);
    const { pending, late, failed } = await productionQueue(trx, now);
    const reconcile = await lastReconcile(trx);
    const audit = await auditChain(trx);
    return {
      outbox,
      resumes: { pending, late, failed },
      mails: { unsent: await mailsOnTheirWay(trx), givenUp: (await mailsGivenUp(trx)).all },
      reconcile: reconcile
        ? {
            ageSeconds: age(reconcile.finishedAt, now),
            leftToAPerson: Number(reconcile.report.unjudged ?? 0),
          }
        : null,
      audit: { unsealed: audit.unsealed, oldestSeconds: age(audit.oldestAt, now) },
    };
  });
}
