import { TemporalFailure } from '@temporalio/common';
import { getExternalWorkflowHandle, isCancellation, log } from '@temporalio/workflow';
import { firstTry, lasting, mails } from './activity-calls.ts';
import { attendNotice } from './application-notices.ts';
import { takeUp } from './application-owed.ts';
import { attendResult, RESERVE } from './application-result.ts';
import { ApplicationRun } from './application-run.ts';
import { type ApplicationInput, applicationEnded, vacancyWorkflowId } from './messages.ts';
import type { ApplicationView } from './ports.ts';
import { WORDS } from './words.ts';

/**
 * An application in time: its receipt, its résumé, each interview notice with reminders and replies, its result with
 * the time of a reserve list, until it is withdrawn or its vacancy is archived. It is the vacancy's child and tells it of its end.
 */
export async function application(input: ApplicationInput): Promise<void> {
  const run = new ApplicationRun(input);
  let view = await run.turn('lookAtApplication');
  while (view.state === 'open') {
    attendVersion(run, input.applicationId, view);
    takeUp(run, input.applicationId);
    await run.rest([...attendNotice(run, view), ...attendResult(run, input.applicationId, view)]);
    view = await run.turn(run.rang(RESERVE) ? 'endReserve' : 'lookAtApplication');
  }
  await run.settle();
  await lasting(WORDS.endApplication).endApplication({ applicationId: input.applicationId });
  await tellVacancy(input, view.version);
}

/** Every version handed in gets a receipt. R67: the open platform produces at once; R66: the other at its slot. */
function attendVersion(run: ApplicationRun, applicationId: string, view: ApplicationView): void {
  const { version } = view;
  const atOnce = view.receiptAtOnce === true;
  run.duties.owe(`receipt:${version}`, () => sendReceipt({ applicationId, version }, atOnce), {
    quiet: atOnce,
  });
  if (view.mode === 'open' && view.productionState === 'pending')
    run.duties.owe(`resume:${version}`, () => lasting(WORDS.resume).produceResume({ applicationId }));
}

/** One quick try, then the patient ones; the ledger keeps it one mail, or the same one sent again. */
async function sendReceipt(a: { applicationId: string; version: number }, atOnce: boolean): Promise<void> {
  if (atOnce) {
    try {
      return await firstTry.sendReceipt(a);
    } catch (e) {
      // Failed or run out of time; a local activity's failure comes without the wrapping of an activity's.
      if (isCancellation(e) || !(e instanceof TemporalFailure)) throw e;
    }
  }
  await mails(WORDS.receipt).sendReceipt(a);
}

/** By id alone, so that it reaches the vacancy's present run. One that has ended needs no word. */
async function tellVacancy(input: ApplicationInput, version: number): Promise<void> {
  try {
    const vacancy = getExternalWorkflowHandle(vacancyWorkflowId(input.vacancyNo));
    await vacancy.signal(applicationEnded, { id: input.applicationId, version });
  } catch (e) {
    if (isCancellation(e)) throw e;
    log.info('vacancy has ended before its application', { vacancyNo: input.vacancyNo });
  }
}
