import type { LeasedRow } from '../../db/outbox.ts';
import {
  isApplicationSignal,
  isVacancySignal,
  signalApplication,
  signalVacancy,
  startMail,
  startVacancy,
  type TemporalClient,
} from '../client.ts';
import { BadRow } from './outcome.ts';

/**
 * Carries one row to Temporal. Sent twice, it changes nothing more: a start that was made is a success, a signal
 * says only "look" at a version.
 * @throws BadRow for a row nobody can carry, else what the client throws
 */
export async function send(t: TemporalClient, row: LeasedRow): Promise<void> {
  const look = { id: row.subjectId ?? row.target, version: row.version };
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
