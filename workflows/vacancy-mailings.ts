import { mailPages } from './activity-calls.ts';
import { tellInRounds } from './mail-rounds.ts';
import type { DraftDuty } from './messages.ts';
import type { VacancyView } from './ports.ts';
import { WORDS } from './words.ts';

const BATCH = 100;

/** `drafts:oneDayLeft:20261209` */
export const draftDuty = (round: NonNullable<VacancyView['draftRound']>): DraftDuty =>
  `drafts:${round.name}:${round.edition}`;

/**
 * Tells those who have a draft; the activity ends a round that has become moot.
 * @param onPass everybody was tried: the round after it may be looked for
 */
export async function tellDrafts(vacancyNo: string, duty: DraftDuty, onPass: () => void): Promise<void> {
  const round = duty.slice('drafts:'.length);
  await tellInRounds({
    page: (after) =>
      mailPages(`${WORDS.drafts} ${round}`).sendDraftMails({ vacancyNo, round, after, limit: BATCH }),
    again: WORDS.draftsAgain,
    onPass,
  });
}

/** Tells those who applied that the vacancy was withdrawn; the activity tells nobody of one taken back. */
export async function tellApplicants(vacancyNo: string): Promise<void> {
  await tellInRounds({
    page: (after) => mailPages(WORDS.withdrawn).sendWithdrawalWords({ vacancyNo, after, limit: BATCH }),
    again: WORDS.withdrawnAgain,
  });
}

/** Tells those who still wait for a result that none will come; the activity tells nobody once there is one. */
export async function tellWithoutResult(vacancyNo: string): Promise<void> {
  await tellInRounds({
    page: (after) => mailPages(WORDS.noResult).sendNoResultWords({ vacancyNo, after, limit: BATCH }),
    again: WORDS.noResultAgain,
  });
}
