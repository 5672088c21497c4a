import type { Actor } from '../../db/actor.ts';
import { withActor } from '../../db/actor.ts';
import { scanBacklog } from '../../db/queries/attachment-scans.ts';
import {
  auditChain,
  lastReconcile,
  lastSlots,
  mailLedger,
  outboxBacklog,
  parkedRows,
  productionQueue,
} from '../../db/queries/ops.ts';
import { type BrakeLimits, brakedOfficers } from '../../db/queries/retrieval-brake.ts';
import type { Services } from '../services.ts';
import type { PageContext } from '../view.ts';
import { askSchedules, type Schedules } from './temporal-state.ts';
import { type TemporalUi, temporalUi } from './temporal-ui.ts';

export type OpsRecord = Awaited<ReturnType<typeof readRecord>>;

/** What the database says, read in one transaction. */
function readRecord({ db, config }: Services, actor: Actor, now: Date) {
  return withActor(db, actor, async (trx) => ({
    outbox: { ...(await outboxBacklog(trx)), rows: await parkedRows(trx) },
    slots: await lastSlots(trx),
    production: await productionQueue(trx, now),
    mail: await mailLedger(trx),
    reconcile: await lastReconcile(trx),
    audit: await auditChain(trx),
    braked: await brakedOfficers(trx),
    /** null where no virus scanner is configured. */
    scans: config.scanning ? await scanBacklog(trx) : null,
  }));
}

/** Everything the cards of the operations page show. */
export interface OpsView extends OpsRecord {
  /** Of the brake on retrievals. */
  limits: BrakeLimits;
  schedules: Schedules;
  ui: TemporalUi;
  now: Date;
  /** The reader may press buttons: an operator; an auditor only reads. */
  mayAct: boolean;
}

export interface CardProps {
  ctx: PageContext;
  v: OpsView;
}

export async function readOps(s: Services, actor: Actor): Promise<OpsView> {
  const now = s.now();
  const [record, schedules] = await Promise.all([readRecord(s, actor, now), askSchedules(s.temporal)]);
  return {
    ...record,
    schedules,
    limits: s.config.retrievalLimits,
    ui: temporalUi(s.config),
    now,
    mayAct: actor.kind === 'operator',
  };
}
