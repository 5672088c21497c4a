import type { LeasedRow } from '../../db/outbox.ts';
import {
  isApplicationSignal,
  isVacancySignal,
  signalApplication,
  signalReceived,
  signalVacancy,
  startMail,
  startVacancy,
  type TemporalClient,
} from '../client.ts';
import { BadRow } from './outcome.ts';

/**
 * What goes in one call: a row, several that tell one vacancy of applications, or several of one reply, changed and
 * changed again: the newest says it all.
 */
export type Parcel = [LeasedRow, ...LeasedRow[]];

/** Looks in one signal; a payload stays small beside the server's limits. */
const LOOKS_AT_MOST = 100;

/** Whether the row tells a vacancy of an application. */
export const isReceived = (row: LeasedRow): boolean =>
  row.kind === 'signalVacancy' && row.signal === 'applicationReceived';

/** Whether the row tells an application of a reply. */
export const isReplied = (row: LeasedRow): boolean =>
  row.kind === 'signalApplication' && row.signal === 'replyRecorded';

/** Joins the rows that tell the same vacancy of applications, and those of the same reply; each other goes alone. */
export function parcels(rows: readonly LeasedRow[]): Parcel[] {
  const all: Parcel[] = [];
  const open = new Map<string, Parcel>();
  for (const row of rows) {
    const key = isReceived(row) ? row.target : isReplied(row) ? `${row.target} ${row.subjectId}` : null;
    const joined = key === null ? undefined : open.get(key);
    if (joined && joined.length < LOOKS_AT_MOST) {
      joined.push(row);
      continue;
    }
    const parcel: Parcel = [row];
    all.push(parcel);
    if (key !== null) open.set(key, parcel);
  }
  return all;
}

/** Of a reply the word that is sent; the others of its parcel say nothing more. */
export const newest = (parcel: Parcel): LeasedRow => parcel.reduce((a, b) => (b.version > a.version ? b : a));

/** The rows of a parcel that are told nothing of: older words of a reply. */
export const overtaken = (parcel: Parcel): LeasedRow[] =>
  isReplied(parcel[0]) ? parcel.filter((row) => row !== newest(parcel)) : [];

const lookOf = (row: LeasedRow) => ({ id: row.subjectId ?? row.target, version: row.version });

/**
 * Carries a parcel to Temporal. Sent twice, it changes nothing more: a start that was made is a success, a signal
 * says only "look" at a version.
 * @throws BadRow for a row nobody can carry, else what the client throws
 */
export async function send(t: TemporalClient, parcel: Parcel): Promise<void> {
  const row = newest(parcel);
  if (parcel.length > 1 && isReceived(row)) return signalReceived(t, row.target, parcel.map(lookOf));
  const look = lookOf(row);
  switch (row.kind) {
    case 'startVacancy':
      await startVacancy(t, row.target);
      return;
    case 'startMail':
      await startMail(t, row.target);
      return;
    case 'signalVacancy':
      if (!isVacancySignal(row.signal)) throw new BadRow('unknownSignal');
      return signalVacancy(t, row.target, row.signal, look);
    case 'signalApplication':
      if (!isApplicationSignal(row.signal)) throw new BadRow('unknownSignal');
      return signalApplication(t, row.target, row.signal, look);
    default:
      throw new BadRow('unknownKind');
  }
}
