import type { Ports } from '../workflows/ports.ts';
import { archiveActivities } from './archive.ts';
import type { Deps } from './deps.ts';
import { digestActivities } from './digest.ts';
import { draftMailActivities } from './draft-mails.ts';
import { housekeepingActivities } from './housekeeping.ts';
import { mailAgainActivities } from './mail-again.ts';
import { mailActivities } from './mails.ts';
import { newsletterActivities } from './newsletter.ts';
import { noResultWordActivities } from './no-result-words.ts';
import { noticeActivities } from './notices.ts';
import { receiptActivities } from './receipts.ts';
import { resultActivities } from './results.ts';
import { resumeActivities } from './resumes.ts';
import { vacancyClockActivities } from './vacancy-clock.ts';
import { withdrawalWordActivities } from './withdrawal-words.ts';

export type { Deps, Log } from './deps.ts';

/**
 * Every side effect the workflows may ask for. Each call may happen more than once and then changes nothing more;
 * what is thrown carries a code and an id, never a text.
 */
export function createActivities(deps: Deps): Ports {
  const ports: Ports = {
    ...vacancyClockActivities(deps),
    ...digestActivities(deps),
    ...archiveActivities(deps),
    ...receiptActivities(deps),
    ...resumeActivities(deps),
    ...noticeActivities(deps),
    ...resultActivities(deps),
    ...mailActivities(deps),
    ...newsletterActivities(deps),
    ...draftMailActivities(deps),
    ...noResultWordActivities(deps),
    ...withdrawalWordActivities(deps),
    ...housekeepingActivities(deps),
  };
  return { ...ports, ...mailAgainActivities(deps, ports) };
}
