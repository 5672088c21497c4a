import { sleep } from '@temporalio/workflow';

/** How long after a round the mails that could not be handed over are tried again. */
const PAUSES_MINUTES = [5, 10, 30, 60, 120, 240, 480];

/** What a page of a mailing answers: where to go on, and how many mailboxes could not be reached. */
interface MailPage {
  after: string | null;
  later: number;
}

/**
 * Tells many, page by page, and comes back to those who could not be reached. Who was told is known to the ledger, so a
 * page that runs twice tells nobody twice.
 * @param o.again shown beside the timer that waits for another round
 * @param o.onPass everybody was tried, and some will be once more
 */
export async function tellInRounds(o: {
  page: (after: string) => Promise<MailPage>;
  again: string;
  onPass?: () => void;
}): Promise<void> {
  for (const pause of [...PAUSES_MINUTES, null]) {
    let later = 0;
    let after: string | null = '';
    while (after !== null) {
      const page: MailPage = await o.page(after);
      later += page.later;
      after = page.after;
    }
    if (later === 0 || pause === null) return;
    o.onPass?.();
    await sleep(pause * 60_000, { summary: o.again });
  }
}
