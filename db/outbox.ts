import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from './actor.ts';
import type { OutboxKind } from './schema.ts';

/** Delivery listens on this channel; a notification is only a hint, the poll is the promise. */
export const OUTBOX_CHANNEL = 'outbox';

export interface OutboxMessage {
  kind: OutboxKind;
  /** Vacancy number, application id or mail id. */
  target: string;
  signal?: string;
  subjectId?: string;
  version?: number;
  /** Unique for the act; a repeated act puts nothing more. */
  key: string;
  /** Not before so many seconds from now; at once when left out. */
  inSeconds?: number;
}

/** Puts a message in the act's own transaction: recorded together or not at all. */
export async function put(trx: Trx, m: OutboxMessage): Promise<void> {
  await putAll(trx, [m]);
}

/** The same of many, in one statement. */
export async function putAll(trx: Trx, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await sql`/* + outbox.put */ with put as (${outboxInsert(messages)})
    select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(trx);
}

/** The rows as part of a larger statement, which also notifies OUTBOX_CHANNEL. */
export function outboxInsert(messages: readonly OutboxMessage[]): RawBuilder<unknown> {
  const column = <K extends keyof OutboxMessage>(name: K) => messages.map((m) => m[name] ?? null);
  return sql`insert into outbox (key, kind, target, signal, subject_id, version, available_at)
      select key, kind, target, signal, subject_id, coalesce(version, 0),
        clock_timestamp() + make_interval(secs => coalesce(in_seconds, 0))
      from unnest(${column('key')}::text[], ${column('kind')}::text[], ${column('target')}::text[],
        ${column('signal')}::text[], ${column('subjectId')}::text[], ${column('version')}::int[],
        ${column('inSeconds')}::int[]) as m(key, kind, target, signal, subject_id, version, in_seconds)
      on conflict do nothing`;
}

export interface LeasedRow {
  id: string;
  kind: OutboxKind;
  target: string;
  signal: string | null;
  subjectId: string | null;
  version: number;
  attempts: number;
  /** What the database says of the target now: its workflow runs, is not started yet, or has ended. */
  targetState: 'ready' | 'notStarted' | 'ended';
}

/**
 * Leases up to `limit` rows for `leaseSeconds`; a worker that dies leaves them to be leased again. When there are more,
 * those that tell the same vacancies of applications come too, as many again; earlier and later words of the same reply
 * always do. No lock outlives this statement.
 * @param o.crowd so many rows at most of those that many people make at once; the others go before them
 * @param o.held vacancies whose rows about applications are left for now; `all` leaves those of every vacancy
 */
export async function lease(
  db: Db,
  o: { limit: number; crowd?: number; leaseSeconds: number; held?: readonly string[] | 'all' },
): Promise<LeasedRow[]> {
  const held = o.held ?? [];
  const received = sql`kind = 'signalVacancy' and signal = 'applicationReceived'`;
  const replied = sql`kind = 'signalApplication' and signal = 'replyRecorded'`;
  // as the index outbox_first says it
  const first = sql`coalesce(signal, '') not in ('applicationReceived', 'replyRecorded')`;
  const waiting = sql`done_at is null and parked_at is null and available_at <= clock_timestamp()
    and (claimed_until is null or claimed_until < clock_timestamp())`;
  const { rows } = await sql<LeasedRow>`
    with first as (
      select id, kind, signal, target from outbox where ${waiting} and ${first}
      order by available_at, id limit ${o.limit} for update skip locked
    ), crowd as (
      select id, kind, signal, target from outbox
      where ${waiting} and not ${first}
        and (${received} and (${held === 'all'} or target = any (${held === 'all' ? [] : held}::text[]))) is not true
      order by available_at, id limit ${Math.min(o.crowd ?? o.limit, o.limit)} for update skip locked
    ), due as (
      select * from first union all select * from crowd
    ), mates as (
      select id from outbox
      where ${waiting} and not ${first} and id not in (select id from crowd)
        and (${received} and target in (select target from crowd where ${received})
            and (select count(*) from due) >= ${o.limit}
          or ${replied} and target in (select target from crowd where ${replied}))
      order by id limit ${o.limit} for update skip locked
    ), leased as (
      update outbox o set claimed_until = clock_timestamp() + make_interval(secs => ${o.leaseSeconds}), attempts = attempts + 1
      from (select id from due union all select id from mates) l where o.id = l.id
      returning o.*
    )
    select l.id::text, l.kind, l.target, l.signal, l.subject_id as "subjectId", l.version, l.attempts,
      case
        when l.kind = 'startMail' then 'ready'
        when l.kind = 'startVacancy' then
          case when v.no is null or v.stage = 'archived' then 'ended' else 'ready' end
        when l.kind = 'signalVacancy' then
          case when v.no is null or v.stage = 'archived' then 'ended'
               when v.workflow_started_at is null then 'notStarted' else 'ready' end
        else
          case when a.id is null or a.ended_at is not null then 'ended'
               when a.child_started_at is null then 'notStarted' else 'ready' end
      end as "targetState"
    from leased l
    left join vacancy v on l.kind in ('startVacancy', 'signalVacancy') and v.no = l.target
    left join application a on l.kind = 'signalApplication' and a.id::text = l.target
    order by l.id`.execute(db);
  return rows;
}

/** Those of the applications that have no workflow yet and are still to get one. */
export async function notYetStarted(db: Db, applicationIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id::text from application
    where id = any (${applicationIds}::uuid[]) and child_started_at is null and ended_at is null`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Marks rows done, after what they say was carried. A started vacancy is recorded in the same statement,
 * so that rows waiting for it become ready.
 */
export async function markDone(db: Db, ids: string[], reason: 'sent' | 'moot'): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with done as (
      update outbox set done_at = clock_timestamp(), done_reason = ${reason}, claimed_until = null
      where id = any (${ids}::bigint[]) and done_at is null returning kind, target
    )
    update vacancy v set workflow_started_at = clock_timestamp()
    from done where done.kind = 'startVacancy' and v.no = done.target and v.workflow_started_at is null
      and ${reason} = 'sent'`.execute(db);
}

/** Tries again in `seconds`; `code` says why (never a message). */
export async function backOff(db: Db, id: string, seconds: number, code: string): Promise<void> {
  await sql`update outbox set available_at = clock_timestamp() + make_interval(secs => ${seconds}),
    claimed_until = null, last_code = ${code} where id = ${id}`.execute(db);
}

/** Sets aside what cannot succeed; an operator sees it and may send it again. */
export async function park(db: Db, id: string, code: string): Promise<void> {
  await sql`update outbox set parked_at = clock_timestamp(), claimed_until = null, last_code = ${code}
    where id = ${id}`.execute(db);
}
