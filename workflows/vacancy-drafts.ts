import { sleep } from '@temporalio/workflow';
import { mailPages } from './activity-calls.ts';
import type { DraftDuty } from './messages.ts';
import type { DraftPorts, VacancyView } from './ports.ts';
import { WORDS } from './words.ts';

const BATCH = 100;
/** How long after a pass the mails that could not be handed over are tried again. */
const PAUSES_MINUTES = [5, 10, 30, 60, 120, 240, 480];

/** `drafts:oneDayLeft:20261209` */
export const draftDuty = (round: NonNullable<VacancyView['draftRound']>): DraftDuty =>
  `drafts:${round.name}:${round.edition}`;

/**
 * Tells those who have a draft, page by page. Who was told is known to the ledger, so a page that runs twice tells nobody
 * twice; the activity ends a round that has become moot.
 * @param onPass everybody was tried: the round after it may be looked for
 */
export async function tellDrafts(vacancyNo: string, duty: DraftDuty, onPass: () => void): Promise<void> {
  const round = duty.slice('drafts:'.length);
  for (const pause of [...PAUSES_MINUTES, null]) {
    let later = 0;
    let after: string | null = '';
    while (after !== null) {
      const page: Awaited<ReturnType<DraftPorts['sendDraftMails']>> = await mailPages(
        `${WORDS.drafts} ${round}`,
      ).sendDraftMails({
        vacancyNo,
        round,
        after,
        limit: BATCH,
      });
      later += page.later;
      after = page.after;
    }
    if (later === 0 || pause === null) return;
    onPass();
    await sleep(pause * 60_000, { summary: WORDS.draftsAgain });
  }
}
