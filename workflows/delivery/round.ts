import type { Db } from '../../db/actor.ts';
import { backOff, type LeasedRow, lease, markDone, park } from '../../db/outbox.ts';
import type { TemporalClient } from '../client.ts';
import { type Failed, readFailure } from './outcome.ts';
import type { Pace } from './pace.ts';
import { isReceived, isReplied, overtaken, parcels, send } from './send.ts';
import type { Window } from './window.ts';

export interface DeliveryLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const LEASED_AT_ONCE = 200;
/** Sends that wait for the server at the same time. */
const AT_ONCE = 50;
/** A worker that dies leaves its rows for this long. No send takes longer than its deadline of 5 s. */
const LEASE_SECONDS = 60;
const LONGEST_BACK_OFF_SECONDS = 30;
/** Failures of one row before it is set aside for an operator. */
const MOST_FAILURES = 50;
/** A row may wait about a day for its target's start; reconcile heals the start meanwhile. */
const MOST_WAITS = 2_900;

/** What came of a round: rows leased, carried, set aside; and whether the server was found away. */
export interface Round {
  leased: number;
  sent: number;
  parked: number;
  away: boolean;
}

/** Seconds until the next try of a row that was leased `attempts` times. */
export function backOffSeconds(attempts: number): number {
  return Math.min(LONGEST_BACK_OFF_SECONDS, 0.25 * 2 ** Math.min(attempts - 1, 20));
}

/**
 * One round of rule 2: leases rows, carries those whose target is ready, marks them done only afterwards, backs off
 * or sets aside the others. No lock is held while the network is waited for.
 * @throws only what the lease itself throws
 */
export async function round(
  db: Db,
  t: TemporalClient,
  log: DeliveryLog,
  { window, pace }: { window: Window; pace: Pace },
): Promise<Round> {
  await window.look(db);
  const rows = await lease(db, {
    limit: LEASED_AT_ONCE,
    crowd: Math.min(LEASED_AT_ONCE, pace.most),
    leaseSeconds: LEASE_SECONDS,
    held: window.held,
  });
  const result: Round = { leased: rows.length, sent: 0, parked: 0, away: false };
  const ended = rows.filter((r) => r.targetState === 'ended').map((r) => r.id);
  await quietly(log, () => markDone(db, ended, 'moot'));
  for (const row of rows.filter((r) => r.targetState === 'notStarted')) {
    const waited = row.attempts >= MOST_WAITS;
    if (waited) await setAside(db, log, row, 'neverStarted', result);
    else await quietly(log, () => backOff(db, row.id, backOffSeconds(row.attempts), 'notStarted'));
  }
  const ready = parcels(rows.filter((r) => r.targetState === 'ready'));
  pace.carried(rows.filter(isReceived).length + ready.filter(([row]) => isReplied(row)).length);
  for (let i = 0; i < ready.length; i += AT_ONCE) {
    const sent: string[] = [];
    const moot: string[] = [];
    await Promise.all(
      ready.slice(i, i + AT_ONCE).map(async (parcel) => {
        try {
          await send(t, parcel);
          const old = overtaken(parcel);
          moot.push(...old.map((row) => row.id));
          sent.push(...parcel.filter((row) => !old.includes(row)).map((row) => row.id));
          if (isReceived(parcel[0])) window.told(parcel[0].target, parcel.map(subjectOf));
        } catch (e) {
          for (const row of parcel) await failed(db, log, row, readFailure(e), result);
        }
      }),
    );
    // After the send: a row marked first could be lost between the two.
    await quietly(log, () => markDone(db, sent, 'sent'));
    await quietly(log, () => markDone(db, moot, 'moot'));
    result.sent += sent.length;
    if (result.away) {
      // Nobody answers: the rest goes back unharmed instead of waiting for its own time-out.
      for (const row of ready.slice(i + AT_ONCE).flat())
        await quietly(log, () => backOff(db, row.id, 1, 'away'));
      break;
    }
  }
  return result;
}

const subjectOf = (row: LeasedRow): string => row.subjectId ?? row.target;

async function failed(db: Db, log: DeliveryLog, row: LeasedRow, f: Failed, result: Round): Promise<void> {
  if (f.why === 'away') result.away = true;
  if (f.why === 'never' || (f.why === 'again' && row.attempts >= MOST_FAILURES))
    return setAside(db, log, row, f.code, result);
  await quietly(log, () => backOff(db, row.id, backOffSeconds(row.attempts), f.code));
}

async function setAside(
  db: Db,
  log: DeliveryLog,
  row: LeasedRow,
  code: string,
  result: Round,
): Promise<void> {
  result.parked += 1;
  log.error({ outboxId: row.id, kind: row.kind, signal: row.signal, code }, 'outbox row set aside');
  await quietly(log, () => park(db, row.id, code));
}

/** A row that could not be marked keeps its lease and comes again when that has run out: twice, never lost. */
async function quietly(log: DeliveryLog, mark: () => Promise<void>): Promise<void> {
  try {
    await mark();
  } catch (e) {
    const code = (e as { code?: unknown }).code;
    log.warn({ code: typeof code === 'string' ? code : 'unknown' }, 'outbox row could not be marked');
  }
}
