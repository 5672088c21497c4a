/**
 * Every name that crosses into Temporal: workflow ids, signals, queries, updates and their payloads.
 * Ids only: nothing here may carry a name, an ID number, a mail address, a token or a text a person wrote.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

export const TASK_QUEUE = 'recruitment';
/** Id of the Schedule that produces résumés at 01, 07, 13 and 19 h. */
export const PRODUCTION_SCHEDULE = 'resume-production';

/** `vacancy-1151100001` */
export const vacancyWorkflowId = (vacancyNo: string): string => `vacancy-${vacancyNo}`;
/** `application-<uuid>` */
export const applicationWorkflowId = (applicationId: string): string => `application-${applicationId}`;
/** `mail-<uuid>`: a mail that belongs to no vacancy (confirmation of a mailbox, password reset). */
export const mailWorkflowId = (mailId: string): string => `mail-${mailId}`;

/** When a run hands over to a fresh one; part of the input so that tests can lower it. */
export interface RunLimits {
  /** Events in history. */
  events: number;
  /** Applications started in this run. */
  children: number;
  /** Age of the run in milliseconds. */
  ageMs: number;
}
export const RUN_LIMITS: RunLimits = { events: 1_000, children: 500, ageMs: 90 * 86_400_000 };

export interface VacancyInput {
  vacancyNo: string;
  limits?: RunLimits;
  /** Carried by continue-as-new: application ids received but not yet started. */
  pending?: string[];
  /** Carried: applications started since the first run, and those of them that ended. */
  started?: number;
  ended?: number;
  /** Carried: the last production slot that told us of itself. */
  lastSlot?: string;
  /** Carried: the closing notice was begun. */
  closingTold?: boolean;
  /** Carried: mails begun and not settled; the next run takes them up. */
  owed?: VacancyDuty[];
  /** Carried: timers that were set, name → instant; one whose time came in between is not lost. */
  alarms?: Record<string, string>;
}
/** The mails a vacancy owes: to its contact mailbox, to those who applied, and to those who have a draft for it. */
export type VacancyDuty = 'digest' | 'closingNotice' | 'warning' | 'withdrawn' | DraftDuty;
/** A round of mails to drafts, by its name and edition. */
export type DraftDuty = `drafts:${string}`;

export interface ApplicationInput {
  applicationId: string;
  vacancyNo: string;
  limits?: RunLimits;
  /** Carried by continue-as-new: what was done, e.g. `receipt:1`, `notice:<id>`. */
  done?: string[];
  /** Carried: replies heard of and not yet looked at. */
  replies?: Look[];
  /** Carried: duties under way that no look at the record would begin again. */
  owed?: string[];
  /** Carried: timers that were set, name → instant. */
  alarms?: Record<string, string>;
}

export interface ResumeProductionInput {
  /** `2026-11-24T13:00+08:00`; absent = the slot of the moment the run was due. */
  slot?: string;
  limits?: RunLimits;
  /** Applications for each `produceBatch`; 100 when left out. */
  batch?: number;
  /** Carried by continue-as-new: where to go on, and the counts so far. */
  after?: string;
  produced?: number;
  failed?: number;
  late?: boolean;
}

export interface MailInput {
  mailId: string;
}

export interface NewsletterInput {
  /** `2026-11-30T07:00+08:00`; absent = the edition of the moment the run was due. */
  edition?: string;
  limits?: RunLimits;
  /** Readers for each `sendEditionBatch`; 100 when left out. */
  batch?: number;
  /** Carried by continue-as-new: where to go on, readers to come back to, and rounds so far. */
  after?: string;
  later?: number;
  round?: number;
}

export interface HousekeepingInput {
  task: 'reconcile' | 'refreshFeeds';
}

/** What every signal says: "look at this, it has this version now". A version seen before is ignored. */
export interface Look {
  id: string;
  version: number;
}

// --- to a vacancy -------------------------------------------------------------------------------
/** The record changed (submitted, decided, revised, withdrawn, result entered): look again. */
export const vacancyChanged = defineSignal<[Look]>('vacancyChanged');
/** An application was recorded: start its child. `id` = application id. */
export const applicationReceived = defineSignal<[Look]>('applicationReceived');
/** The same of several at once. */
export const applicationsReceived = defineSignal<[Look[]]>('applicationsReceived');
/** A slot produced résumés of this vacancy. */
export const productionDone = defineSignal<[{ slot: string; count: number }]>('productionDone');
/** A child has ended. `id` = application id. */
export const applicationEnded = defineSignal<[Look]>('applicationEnded');

/** Officer's buttons: answered at once; idempotent by `key`. */
export const extendListing = defineUpdate<ListingAnswer, [ExtendListing]>('extendListing');
export const endListing = defineUpdate<ListingAnswer, [EndListing]>('endListing');
export interface ExtendListing {
  key: string;
  /** Id of the officer's account. */
  accountId: string;
  /** New last day, ISO. */
  listedTo: string;
  /** Code of the reason chosen from a list. */
  reason: string;
}
export interface EndListing {
  key: string;
  accountId: string;
  reason: string;
}
/** `refused` carries a code the page has words for. */
export type ListingAnswer = { ok: true; closesAt: string } | { ok: false; refused: string };

export const vacancyStatus = defineQuery<VacancyStatus>('vacancyStatus');
/** What the officer's page shows of the running workflow. Instants are ISO, UTC. */
export interface VacancyStatus {
  stage: string;
  mode: string;
  nextDigestAt: string | null;
  closesAt: string | null;
  archiveAt: string | null;
  lastSlot: string | null;
  /** Applications whose child runs. */
  childrenStarted: number;
  childrenEnded: number;
  /** Received, child not yet started. */
  childrenWaiting: number;
}

// --- to an application ------------------------------------------------------------------------
/** `id` = notice id: a notice was recorded, replaced or withdrawn. */
export const noticeChanged = defineSignal<[Look]>('noticeChanged');
/** `id` = notice id, `version` = reply version. */
export const replyRecorded = defineSignal<[Look]>('replyRecorded');
/** `id` = application id, `version` = of its result: 甄選結果 was sent, or a reserve moved up. */
export const resultChanged = defineSignal<[Look]>('resultChanged');
/** The application itself changed (new version handed in, withdrawn, archived): look again. */
export const applicationChanged = defineSignal<[Look]>('applicationChanged');

export const applicationStatus = defineQuery<ApplicationStatus>('applicationStatus');
export interface ApplicationStatus {
  state: string;
  productionState: string;
  liveNoticeId: string | null;
  waitingForReplyUntil: string | null;
}
