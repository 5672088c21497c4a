import type { Trx } from '../db/actor.ts';
import { applicationClock, endReserve, recordStarted } from '../db/queries/application-clock.ts';
import { endListing, extendListing } from '../db/queries/listing-changes.ts';
import { vacancyClock } from '../db/queries/vacancy-clock.ts';
import { closeListing, openListing, withdrawUntouched } from '../db/queries/vacancy-turns.ts';
import type { ApplicationView, RecordPorts, VacancyPorts, VacancyView } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { hopeless } from './failures.ts';

/** Looks and turns: each is one transaction, decided by the database's clock. */
export function vacancyClockActivities(
  deps: Deps,
): RecordPorts & Pick<VacancyPorts, 'extendListing' | 'endListing'> {
  const turn =
    (act: (trx: Trx, no: string) => Promise<unknown>) =>
    (a: { vacancyNo: string }): Promise<VacancyView> =>
      asWorker(deps, async (trx) => {
        await act(trx, a.vacancyNo);
        const view = await vacancyClock(trx, a.vacancyNo);
        if (!view) throw hopeless('vacancyNotFound');
        return view;
      });
  const applicationTurn =
    (act: (trx: Trx, id: string) => Promise<unknown>) =>
    (a: { applicationId: string }): Promise<ApplicationView> =>
      asWorker(deps, async (trx) => {
        await act(trx, a.applicationId);
        const view = await applicationClock(trx, a.applicationId);
        if (!view) throw hopeless('applicationNotFound');
        return { ...view, receiptAtOnce: true };
      });
  return {
    lookAtVacancy: turn(async () => {}),
    openListing: turn(openListing),
    closeListing: turn(closeListing),
    withdrawUntouched: turn(withdrawUntouched),
    recordStarted: (a) => asWorker(deps, (trx) => recordStarted(trx, a.applicationIds)),
    lookAtApplication: applicationTurn(async () => {}),
    endReserve: applicationTurn(endReserve),
    extendListing: (a) => asWorker(deps, (trx) => extendListing(trx, a)),
    endListing: (a) => asWorker(deps, (trx) => endListing(trx, a)),
  };
}
