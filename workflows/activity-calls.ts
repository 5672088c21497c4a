/**
 * How workflows call activities: how long one try may take, how it is tried again, what the UI shows.
 * A try that fails for a reason that may pass is tried again; only what can never succeed is given up.
 */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { oneAtATime } from './one-at-a-time.ts';
import type {
  ApplicationPorts,
  DraftPorts,
  HousekeepingPorts,
  MailPorts,
  NewsletterPorts,
  ProductionPorts,
  RecordPorts,
  VacancyPorts,
} from './ports.ts';

/** All local activities of a run share it, whatever they do. */
const inTurn = oneAtATime();

/** Single statements, run by the worker that holds the workflow: one marker in history instead of three events. */
export const record = inTurn(
  proxyLocalActivities<RecordPorts>({
    startToCloseTimeout: '15 seconds',
    localRetryThreshold: '20 seconds',
    retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  }),
);

/**
 * The first try of a receipt, in the task of the look that called for it: an activity of its own would cost three events
 * and a task more. A mail server that is slow or away must not hold that task: `mails` goes on where this ends.
 */
export const firstTry = inTurn(
  proxyLocalActivities<Pick<ApplicationPorts, 'sendReceipt'>>({
    startToCloseTimeout: '4 seconds',
    scheduleToCloseTimeout: '6 seconds',
    retry: { maximumAttempts: 1 },
  }),
);

/** An officer waits for the answer: a few seconds, then the page says "not known yet". */
export const listing = (summary: string): Pick<VacancyPorts, 'extendListing' | 'endListing'> =>
  proxyActivities<VacancyPorts>({
    summary,
    startToCloseTimeout: '5 seconds',
    scheduleToCloseTimeout: '30 seconds',
    retry: { initialInterval: '300 milliseconds', maximumInterval: '5 seconds' },
  });

/** A mail is tried from one minute to thirty apart. One try outlives no other: the ledger takes it for dead at 90 s. */
const mailing = {
  startToCloseTimeout: '75 seconds',
  retry: { initialInterval: '1 minute', backoffCoefficient: 2, maximumInterval: '30 minutes' },
} as const;

type Mails = Omit<
  VacancyPorts,
  | 'extendListing'
  | 'endListing'
  | 'endApplications'
  | 'archiveVacancy'
  | 'sendWithdrawalWords'
  | 'sendNoResultWords'
> &
  Omit<ApplicationPorts, 'produceResume' | 'endApplication' | 'offerNext'> &
  MailPorts;

export const mails = (summary: string): Mails =>
  proxyActivities<Mails>({ ...mailing, summary, scheduleToCloseTimeout: '48 hours' });

/** The digest of a day is worth nothing once the next one is due. */
export const dailyMail = (summary: string): Pick<VacancyPorts, 'sendDigest'> =>
  proxyActivities<VacancyPorts>({ ...mailing, summary, scheduleToCloseTimeout: '20 hours' });

/** What must be done however long it takes. */
export const lasting = (
  summary: string,
): Pick<ApplicationPorts, 'endApplication' | 'produceResume' | 'offerNext'> =>
  proxyActivities<ApplicationPorts>({
    summary,
    startToCloseTimeout: '10 minutes',
    retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
  });

/** Long work that reports where it is: a worker that dies is noticed within a minute. */
export const paging = (
  summary: string,
): Pick<VacancyPorts & ProductionPorts, 'endApplications' | 'archiveVacancy' | 'produceBatch'> =>
  proxyActivities<VacancyPorts & ProductionPorts>({
    summary,
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '60 seconds',
    retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  });

/** One page of a mailing to many; a try that dies is noticed by its silence and takes up where the ledger stands. */
export const mailPages = (
  summary: string,
): NewsletterPorts & DraftPorts & Pick<VacancyPorts, 'sendWithdrawalWords' | 'sendNoResultWords'> =>
  proxyActivities<NewsletterPorts & DraftPorts & VacancyPorts>({
    summary,
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '3 minutes',
    retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  });

export const slots = (summary: string): Pick<ProductionPorts, 'recordSlot'> =>
  proxyActivities<ProductionPorts>({
    summary,
    startToCloseTimeout: '30 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  });

/** Its Schedule comes again soon, so a run that fails three times is left to the next. */
export const housekeepingCalls = (summary: string): HousekeepingPorts =>
  proxyActivities<HousekeepingPorts>({
    summary,
    startToCloseTimeout: '5 minutes',
    retry: { initialInterval: '5 seconds', maximumAttempts: 3 },
  });
