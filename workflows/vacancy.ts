import { allHandlersFinished, condition, patched } from '@temporalio/workflow';
import { nextSlot } from '../domain/production-slots.ts';
import { paging } from './activity-calls.ts';
import type { Alarm } from './alarms.ts';
import type { VacancyDuty, VacancyInput } from './messages.ts';
import type { VacancyView } from './ports.ts';
import { tellWithoutResult } from './vacancy-mailings.ts';
import { VacancyRun } from './vacancy-run.ts';
import { answerOfficer } from './vacancy-updates.ts';
import { WORDS } from './words.ts';

const MINUTE = 60_000;
/** R66: the last résumés come with the slot after closing; if none comes, the closing notice waits this long. */
const LAST_PRODUCTION_MS = 2 * 24 * 60 * MINUTE;

/**
 * A vacancy in time, from its submission to its archive. Each step rests until a timer rings or word comes, then
 * looks at the record and goes on; a run that grew old continues as new and finds its step by that look.
 */
export async function vacancy(input: VacancyInput): Promise<void> {
  const run = new VacancyRun(input);
  answerOfficer(run);
  await Promise.race([run.inbox.work(), lifeOf(run)]);
  await condition(allHandlersFinished);
}

async function lifeOf(run: VacancyRun): Promise<void> {
  do {
    await untilListed(run);
    await whileListed(run);
    await lastProduction(run);
  } while (!(await untilArchived(run)));
}

/** Review, and the wait for the first listing day. Returned and untouched for 180 days: withdrawn. */
async function untilListed(run: VacancyRun): Promise<void> {
  let view = await run.turn('openListing');
  while (view.stage === 'preparing' || view.stage === 'scheduled') {
    await run.rest([
      alarm('opening', view.stage === 'scheduled' ? view.opensAt : null),
      alarm('withdrawal', view.withdrawAt),
    ]);
    view = await run.turn(run.rang('withdrawal') ? 'withdrawUntouched' : 'openListing');
  }
}

/** R56: a digest each day. Applications arrive, the listing is extended or ended, until its closing minute. */
async function whileListed(run: VacancyRun): Promise<void> {
  let view = lastLook(run);
  while (view.stage === 'listed') {
    await run.rest([alarm('closing', view.closesAt), alarm('digest', view.nextDigestAt)]);
    // After an outage the timers of several days ring as one: one mail, with the number of now.
    if (run.rang('digest')) run.owe('digest');
    view = await run.turn(run.rang('closing') ? 'closeListing' : 'lookAtVacancy');
  }
}

/** Rule 5: those of the last hours come at the next slot after closing, and the closing notice waits for it. */
async function lastProduction(run: VacancyRun): Promise<void> {
  let view = lastLook(run);
  while (view.stage === 'closed' && !run.closingTold) {
    const since = view.closesAt ? Date.parse(view.closesAt) : 0;
    if (view.pendingResumes === 0 || Date.now() >= since + LAST_PRODUCTION_MS) {
      run.owe('closingNotice');
      run.closingTold = true;
      return;
    }
    await run.rest([alarm('recheck', recheckAt(view))]);
    run.rang('recheck');
    view = await run.turn('lookAtVacancy');
  }
}

/**
 * Selection, or the wait after a withdrawal, of which those who applied are told. Two warnings, then the archive; both
 * instants move when a result is entered (rule 7).
 * False when its officer took her withdrawal back: the vacancy stands before its end once more.
 */
async function untilArchived(run: VacancyRun): Promise<boolean> {
  let view = lastLook(run);
  while (view.stage === 'closed' || view.stage === 'withdrawn') {
    const unless = (duty: VacancyDuty, at: string | null): string | null =>
      run.duties.isRunning(duty) ? null : at;
    await run.rest([
      alarm('withdrawn', unless('withdrawn', view.withdrawalWordAt ?? null)),
      alarm('warning', unless('warning', view.archiveWarningAt)),
      alarm('archive', view.archiveAt),
    ]);
    if (run.rang('withdrawn')) run.owe('withdrawn');
    if (run.rang('warning')) run.owe('warning');
    if (run.rang('archive')) await archive(run);
    view = await run.turn('lookAtVacancy');
  }
  return view.stage === 'archived';
}

/** Rule 7: tells who still waits for a result while their mailboxes are known, tells all, waits until the database shows none open, then purges. */
async function archive(run: VacancyRun): Promise<void> {
  const a = { vacancyNo: run.vacancyNo };
  // Runs of before end as they did.
  if (lastLook(run).stage === 'closed' && patched('no-result-words')) await tellWithoutResult(run.vacancyNo);
  for (let pause = MINUTE; (await paging(WORDS.archive).endApplications(a)) > 0; pause *= 2) {
    const again = new Date(Date.now() + Math.min(pause, 60 * MINUTE)).toISOString();
    await run.rest([alarm('stillOpen', again)]);
    run.rang('stillOpen');
  }
  await paging(WORDS.archive).archiveVacancy(a);
}

/** On the open platform production is under way; on the other the slot says when it has been here. */
function recheckAt(view: VacancyView): string {
  const now = Date.now();
  if (view.mode === 'open') return new Date(now + 5 * MINUTE).toISOString();
  return new Date(Date.parse(nextSlot(new Date(now).toISOString())) + 10 * MINUTE).toISOString();
}

function alarm(name: keyof typeof WORDS, at: string | null): Alarm {
  return { name, at, summary: WORDS[name] };
}

function lastLook(run: VacancyRun): VacancyView {
  if (!run.view) throw new Error('no look was taken');
  return run.view;
}
