import { makeContinueAsNewFunc, sleep, workflowInfo } from '@temporalio/workflow';
import { editionOf } from '../domain/edition.ts';
import { mailPages } from './activity-calls.ts';
import type { NewsletterInput } from './messages.ts';
import { renewalDue } from './renewal.ts';
import { SCHEDULED_START } from './search-attributes.ts';
import { WORDS } from './words.ts';

const BATCH = 100;
/** How long after a round the mails that could not be handed over are tried again; ends before the next edition. */
const PAUSES_MINUTES = [5, 10, 30, 60, 120, 240, 480];

/**
 * R14: one edition, page by page over its readers. Who has been told is known to the database and the ledger of
 * mails, so a page that runs twice tells nobody twice. Mails that failed for the time being are come back to.
 */
export async function newsletter(input: NewsletterInput): Promise<void> {
  const edition = input.edition ?? editionOf(dueAt());
  let round = input.round ?? 0;
  let later = input.later ?? 0;
  let after: string | null = input.after ?? '';
  for (;;) {
    while (after !== null) {
      if (after !== (input.after ?? '') && renewalDue(input.limits))
        await makeContinueAsNewFunc<typeof newsletter>()({ ...input, edition, after, later, round });
      const page = await mailPages(`${WORDS.newsletter} ${edition}`).sendEditionBatch({
        edition,
        after,
        limit: input.batch ?? BATCH,
      });
      later += page.later;
      after = page.after;
    }
    const pause = PAUSES_MINUTES[round];
    if (later === 0 || pause === undefined) return;
    await sleep(pause * 60_000, { summary: WORDS.newsletterAgain });
    round += 1;
    later = 0;
    after = '';
  }
}

/** When the Schedule meant this run to begin. */
function dueAt(): Date {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return typedSearchAttributes.get(SCHEDULED_START) ?? startTime;
}
