import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { isDay } from '../domain/taipei-time.ts';
import { listing } from './activity-calls.ts';
import * as messages from './messages.ts';
import type { VacancyRun } from './vacancy-run.ts';
import { WORDS } from './words.ts';

/**
 * The officer's two buttons. They are updates, because she waits for the answer. The validator refuses at once what
 * the last look already rules out; the statement behind the activity decides by the database's clock (rule 4).
 * Validators are synchronous: the SDK does not await them.
 */
export function answerOfficer(run: VacancyRun): void {
  const { vacancyNo } = run;
  setHandler(
    messages.extendListing,
    async (change) => {
      const answer = await listing(WORDS.extend).extendListing({ vacancyNo, ...change });
      run.stir();
      return answer;
    },
    {
      validator: (change) => {
        refuseUnlessListed(run);
        if (!isDay(change.listedTo)) refuse('badDay');
      },
    },
  );
  setHandler(
    messages.endListing,
    async (change) => {
      const answer = await listing(WORDS.end).endListing({ vacancyNo, ...change });
      run.stir();
      return answer;
    },
    { validator: (_change) => refuseUnlessListed(run) },
  );
}

/** A fresh run has not looked yet: then only the database says no. */
function refuseUnlessListed(run: VacancyRun): void {
  if (!run.view) return;
  const { stage, closesAt } = run.view;
  if (stage !== 'listed' || (closesAt !== null && Date.parse(closesAt) <= Date.now())) refuse('notListed');
}

/** The type carries the code to the page; there is no other text. */
function refuse(code: string): never {
  throw ApplicationFailure.nonRetryable(code, code);
}
