import { endApplication } from '../db/queries/application-clock.ts';
import {
  archiveDue,
  endOpenApplications,
  finishArchive,
  purgeApplications,
  runningApplications,
} from '../db/queries/archive.ts';
import { offerNext } from '../db/queries/reserve.ts';
import type { ApplicationPorts, VacancyPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { heartbeat, hopeless, tryAgain } from './failures.ts';

/** Applications ended or cleaned in one transaction. */
const BATCH = 100;

/** The end of things: applications, then the vacancy's personal data (rule 7, rule 9). */
export function archiveActivities(
  deps: Deps,
): Pick<VacancyPorts, 'endApplications' | 'archiveVacancy'> & Pick<ApplicationPorts, 'endApplication'> {
  /** Not when it is archived already, nor when a notice moved its day since the timer was set: look again. */
  const due = async (no: string): Promise<boolean> => {
    const answer = await asWorker(deps, (trx) => archiveDue(trx, no));
    if (!answer.due && answer.why === 'notFound') throw hopeless('vacancyNotFound');
    return answer.due;
  };
  return {
    endApplication: ({ applicationId }) =>
      asWorker(deps, async (trx) => {
        await endApplication(trx, applicationId);
        await offerNext(trx, deps.keyring, applicationId);
      }),

    async endApplications({ vacancyNo }) {
      if (!(await due(vacancyNo))) return 0;
      for (let told = BATCH; told === BATCH; ) {
        told = await asWorker(deps, (trx) => endOpenApplications(trx, vacancyNo, BATCH));
        heartbeat({ told });
      }
      return asWorker(deps, (trx) => runningApplications(trx, vacancyNo));
    },

    async archiveVacancy({ vacancyNo }) {
      if (!(await due(vacancyNo))) return;
      const open = await asWorker(deps, (trx) => runningApplications(trx, vacancyNo));
      if (open > 0) throw tryAgain('applicationsStillOpen');
      for (let cleaned = BATCH; cleaned > 0; ) {
        cleaned = await asWorker(deps, (trx) => purgeApplications(trx, deps.blobs, vacancyNo, BATCH));
        heartbeat({ cleaned });
      }
      await asWorker(deps, (trx) => finishArchive(trx, vacancyNo));
      deps.log.info({ vacancy: vacancyNo }, 'archived');
    },
  };
}
