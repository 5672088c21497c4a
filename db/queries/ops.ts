import { sql } from 'kysely';
import { slotOf } from '../../domain/production-slots.ts';
import type { MailState, ProductionState } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';
import type { OutboxKind } from '../schema.ts';

/** Rows of one list on the operations page; the counts beside it are of all. */
export const LIST_LIMIT = 50;

export interface ParkedRow {
  id: string;
  kind: OutboxKind;
  target: string;
  signal: string | null;
  code: string | null;
  attempts: number;
  parkedAt: Date;
}

/** Messages set aside, oldest first. As operator or auditor. */
export async function parkedRows(trx: Trx): Promise<ParkedRow[]> {
  const { rows } = await sql<ParkedRow>`
    select id::text, kind, target, signal, last_code as code, attempts, parked_at as "parkedAt"
    from outbox where parked_at is not null order by parked_at, id limit ${LIST_LIMIT}`.execute(trx);
  return rows;
}

export interface OutboxBacklog {
  waiting: number;
  parked: number;
  /** Since when the oldest waits, but for those whose time has not come; null when none waits. */
  oldestAt: Date | null;
  /** Code of the last failed try among those that wait. */
  lastCode: string | null;
}

/** A message waits from when it was due; one whose next try is put off, from when it was put. */
export async function outboxBacklog(trx: Trx): Promise<OutboxBacklog> {
  const { rows } = await sql<OutboxBacklog>`
    select count(*) filter (where parked_at is null)::int as waiting,
      count(*) filter (where parked_at is not null)::int as parked,
      min(case when available_at > clock_timestamp() then created_at else available_at end)
        filter (where parked_at is null and (attempts > 0 or available_at <= clock_timestamp())) as "oldestAt",
      max(last_code) filter (where parked_at is null) as "lastCode"
    from outbox where done_at is null`.execute(trx);
  return rows[0] ?? { waiting: 0, parked: 0, oldestAt: null, lastCode: null };
}

export interface SlotRow {
  /** `2026-11-24T13:00+08:00` */
  slot: string;
  produced: number;
  failed: number;
  late: boolean;
  finishedAt: Date;
}

/** The slots that ran last, newest first: two days of them. */
export async function lastSlots(trx: Trx): Promise<SlotRow[]> {
  const { rows } = await sql<SlotRow>`
    select slot, produced, failed, late, finished_at as "finishedAt"
    from production_slot order by slot desc limit 8`.execute(trx);
  return rows;
}

export interface QueueRow {
  id: string;
  no: string;
  vacancyNo: string;
  mode: 'civilService' | 'open';
  code: string | null;
  submittedAt: Date;
}
export interface ProductionQueue {
  pending: number;
  /** Since when the oldest waits; null when none does. */
  oldestAt: Date | null;
  /** Of those that wait: how many should have been produced by now, with a quarter of an hour's grace. */
  late: number;
  failed: number;
  /** Failed ones by our code of the reason, most frequent first. */
  reasons: { code: string | null; count: number }[];
  failures: QueueRow[];
}

const GRACE_MS = 15 * 60_000;

/** What has no document yet. The view shows ids, states and codes, to operators and auditors alone. */
export async function productionQueue(trx: Trx, now: Date): Promise<ProductionQueue> {
  const state = (s: ProductionState) => sql`production_state = ${sql.lit(s)}`;
  const graceAgo = new Date(now.getTime() - GRACE_MS);
  const lastSlot = new Date(slotOf(graceAgo.toISOString()));
  const counts = await sql<{ pending: number; oldestAt: Date | null; late: number }>`
    select count(*)::int as pending, min(submitted_at) as "oldestAt",
      count(*) filter (where submitted_at < case mode when 'open' then ${graceAgo}::timestamptz else ${lastSlot}::timestamptz end)::int
        as late
    from production_queue where ${state('pending')}`.execute(trx);
  const reasons = await sql<{ code: string | null; count: number }>`
    select production_error as code, count(*)::int as count
    from production_queue where ${state('failed')} group by 1 order by 2 desc, 1`.execute(trx);
  const failures = await sql<QueueRow>`
    select id::text, no, vacancy_no as "vacancyNo", mode, production_error as code, submitted_at as "submittedAt"
    from production_queue where ${state('failed')} order by submitted_at limit ${LIST_LIMIT}`.execute(trx);
  return {
    pending: counts.rows[0]?.pending ?? 0,
    oldestAt: counts.rows[0]?.oldestAt ?? null,
    late: counts.rows[0]?.late ?? 0,
    failed: reasons.rows.reduce((sum, r) => sum + r.count, 0),
    reasons: reasons.rows,
    failures: failures.rows,
  };
}

const UNSENT: MailState[] = ['created', 'sending', 'uncertain', 'temporaryFailure', 'permanentFailure'];

export interface MailCount {
  state: MailState;
  count: number;
  oldestAt: Date;
}
export interface FailedMail {
  id: string;
  kind: string;
  state: MailState;
  vacancyNo: string | null;
  applicationId: string | null;
  code: string | null;
  attempts: number;
  updatedAt: Date;
}
export interface MailLedger {
  counts: MailCount[];
  /** How many nobody tries any more: refused for good, or given up by their run. */
  givenUp: number;
  failures: FailedMail[];
}

/** The ledger by state, and the mails given up, oldest first. */
export async function mailLedger(trx: Trx): Promise<MailLedger> {
  const counts = await sql<MailCount>`
    select state, count(*)::int as count, min(created_at) as "oldestAt" from mail_ledger group by state`.execute(
    trx,
  );
  const { all, rows } = await mailsGivenUp(trx);
  return { counts: counts.rows, givenUp: all, failures: rows };
}

/** Mails nobody tries any more: how many, and the oldest of them. */
export async function mailsGivenUp(trx: Trx): Promise<{ all: number; rows: FailedMail[] }> {
  const { rows } = await sql<FailedMail & { all: number }>`
    select id::text, kind, state, vacancy_no as "vacancyNo", application_id::text as "applicationId",
      last_code as code, attempts, updated_at as "updatedAt", count(*) over ()::int as all
    from mail_ledger
    where state in ('permanentFailure', 'temporaryFailure', 'uncertain') and mail_given_up(state, updated_at)
    order by created_at limit ${LIST_LIMIT}`.execute(trx);
  return { all: rows[0]?.all ?? 0, rows };
}

/** How many mails are in each state in which they have not arrived; what has arrived is not counted over and over. */
export async function mailsOnTheirWay(trx: Trx): Promise<Pick<MailCount, 'state' | 'count'>[]> {
  const { rows } = await sql<Pick<MailCount, 'state' | 'count'>>`
    select s.state, count(m.state)::int as count
    from unnest(${UNSENT}::text[]) as s(state) left join mail_ledger m on m.state = s.state
    group by s.state`.execute(trx);
  return rows;
}

/** What the last run of reconcile found; undefined before the first. */
export async function lastReconcile(
  trx: Trx,
): Promise<{ finishedAt: Date; report: Record<string, unknown> } | undefined> {
  const row = await trx
    .selectFrom('reconcile_report')
    .select(['finished_at', 'report'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { finishedAt: row.finished_at, report: row.report };
}

export interface AuditChain {
  sealed: number;
  /** SHA-256 of the newest link, hex; null before the first. */
  head: string | null;
  sealedAt: Date | null;
  /** Events not sealed yet, and since when the oldest of them waits. */
  unsealed: number;
  oldestAt: Date | null;
}

export async function auditChain(trx: Trx): Promise<AuditChain> {
  const last = await trx
    .selectFrom('audit_seal')
    .select(['seq', 'hash', 'sealed_at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lag = await sql<{ unsealed: number; oldestAt: Date | null }>`
    select unsealed, oldest as "oldestAt" from audit_lag`.execute(trx);
  return {
    sealed: Number(last?.seq ?? 0),
    head: last?.hash.toString('hex') ?? null,
    sealedAt: last?.sealed_at ?? null,
    unsealed: lag.rows[0]?.unsealed ?? 0,
    oldestAt: lag.rows[0]?.oldestAt ?? null,
  };
}
