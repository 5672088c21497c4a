import { type RawBuilder, sql } from 'kysely';
import { type Actor, type Db, subjectOf, type Trx } from './actor.ts';
import { sha256 } from './crypto.ts';

export interface AuditEntry {
  act: string;
  subjectKind: string;
  subjectId?: string | null;
  agencyId?: number | null;
  why?: string | null;
  requestId?: string | null;
  workflowId?: string | null;
  /** Counts, codes, versions. Never personal data. */
  details?: Record<string, unknown>;
}

/**
 * One plain insert in the act's own transaction: no audit, no act. It goes with the statement after it, at the latest
 * the commit. The sealer chains it afterwards.
 */
export async function audit(trx: Trx, actor: Actor, e: AuditEntry): Promise<void> {
  await sql`/* + audit.put */ ${auditInsert(actor, e)}`.execute(trx);
}

/** The same as part of a larger statement. */
export const auditInsert = (actor: Actor, e: AuditEntry): RawBuilder<unknown> => sql`insert into audit_event
    (actor_kind, actor_id, agency_id, act, subject_kind, subject_id, why, request_id, workflow_id, details)
    values (${actor.kind}, ${subjectOf(actor)}, ${e.agencyId ?? null}, ${e.act}, ${e.subjectKind}, ${e.subjectId ?? null},
      ${e.why ?? null}, ${e.requestId ?? null}, ${e.workflowId ?? null},
      ${e.details ? JSON.stringify(e.details) : null}::jsonb)`;

interface EventRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  agency_id: number | null;
  act: string;
  subject_kind: string;
  subject_id: string | null;
  why: string | null;
  request_id: string | null;
  workflow_id: string | null;
  details: Record<string, unknown> | null;
}

/** Canonical text of an event: fields in fixed order, object keys sorted. What the chain hashes. */
export function canonical(e: EventRow): string {
  const sorted =
    e.details &&
    JSON.stringify(Object.fromEntries(Object.entries(e.details).sort(([a], [b]) => (a < b ? -1 : 1))));
  return JSON.stringify([
    e.id,
    e.at.toISOString(),
    e.actor_kind,
    e.actor_id,
    e.agency_id,
    e.act,
    e.subject_kind,
    e.subject_id,
    e.why,
    e.request_id,
    e.workflow_id,
    sorted,
  ]);
}

/** Chains up to `limit` events that have no seal yet; one sealer at a time. Answers how many it sealed. */
export async function sealAudit(db: Db, limit = 500): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const lock = await sql<{ ok: boolean }>`select pg_try_advisory_xact_lock(7400117) as ok`.execute(trx);
    if (!lock.rows[0]?.ok) return 0;
    const last = await trx
      .selectFrom('audit_seal')
      .select(['seq', 'hash', 'event_id'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const events = await trx
      .selectFrom('audit_event as e')
      .leftJoin('audit_seal as s', 's.event_id', 'e.id')
      .selectAll('e')
      .where('s.seq', 'is', null)
      // a transaction that ends late may have a smaller id; none is 100,000 events late
      .where('e.id', '>', String(BigInt(last?.event_id ?? 0) - 100_000n))
      .orderBy('e.id')
      .limit(limit)
      .execute();
    let prev = last?.hash ?? Buffer.alloc(32);
    let seq = BigInt(last?.seq ?? 0);
    const seals = events.map((e) => {
      const hash = sha256(Buffer.concat([prev, Buffer.from(canonical(e))]));
      const row = { seq: String(++seq), event_id: e.id, prev, hash };
      prev = hash;
      return row;
    });
    if (seals.length > 0) await trx.insertInto('audit_seal').values(seals).execute();
    return seals.length;
  });
}

/** Follows the whole chain. Answers the first broken place, or how many events it holds and its head. */
export async function verifyAudit(
  db: Db | Trx,
): Promise<{ ok: true; events: number; head: string } | { ok: false; seq: string }> {
  let prev: Buffer = Buffer.alloc(32);
  let count = 0;
  for (let after = '0'; ; ) {
    const rows = await db
      .selectFrom('audit_seal as s')
      .leftJoin('audit_event as e', 'e.id', 's.event_id')
      .selectAll('e')
      .select(['s.seq', 's.prev', 's.hash', 's.event_id'])
      .where('s.seq', '>', after)
      .orderBy('s.seq')
      .limit(1_000)
      .execute();
    for (const r of rows) {
      const expected =
        r.id === null ? null : sha256(Buffer.concat([prev, Buffer.from(canonical(r as EventRow))]));
      if (BigInt(r.seq) !== BigInt(count + 1) || !expected?.equals(r.hash) || !prev.equals(r.prev))
        return { ok: false, seq: r.seq };
      prev = r.hash;
      count++;
    }
    if (rows.length < 1_000) return { ok: true, events: count, head: prev.toString('hex') };
    after = rows[rows.length - 1]?.seq ?? after;
  }
}
