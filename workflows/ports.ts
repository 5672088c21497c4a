/**
 * What workflows need done for them. `activities/` implements it; this room only declares it.
 * Every call may happen more than once and must then change nothing more.
 */
export interface VacancyView {
  reviewOutcome: string;
  stage: string;
  mode: string;
  /** Rises with every change of the record. */
  version: number;
  /** ISO instants, or null when there is none. */
  opensAt: string | null;
  closesAt: string | null;
  /** The next daily digest after now (08:00 Taipei + jitter fixed by the number); null when none is due. */
  nextDigestAt: string | null;
  /** When an untouched returned registration is withdrawn (180 days after its return). */
  withdrawAt: string | null;
  /**
   * The next reminder to the officer whose mail was not begun (in the past = now): of a result that is missing, or of
   * the archive; and the archive itself.
   */
  archiveWarningAt: string | null;
  archiveAt: string | null;
  /** Applications without a produced document. */
  pendingResumes: number;
  /**
   * The next round of mails to those who have a draft (`at` in the past = now). Absent in answers recorded before there
   * were drafts.
   */
  draftRound?: { name: string; edition: string; at: string } | null;
  /**
   * When those who applied are told that it was withdrawn (in the past = now); null when there is nobody to tell. Absent in
   * answers recorded before they were told.
   */
  withdrawalWordAt?: string | null;
}

export interface ApplicationView {
  state: string;
  productionState: string;
  mode: string;
  /** Rises with what is handed in and with its end, and with nothing else: each brings a receipt. */
  version: number;
  vacancyStage: string;
  liveNotice: {
    id: string;
    replyVersion: number;
    replyStatus: string;
    replyBy: string;
    interviewAt: string | null;
  } | null;
  /** Absent in answers recorded before there were results. */
  result?: {
    version: number;
    /** The end of a living place in reserve; null when there is none. */
    reserveUntil: string | null;
    reserveEnded: boolean;
    /** A post declined. Absent in answers recorded before that could be said. */
    declined?: boolean;
  } | null;
  /**
   * The worker that looked makes a receipt's first try in the task of this look. Absent in answers recorded before
   * there was that way: what a run answered tells how it went on, without the marker and the write that `patched` costs.
   */
  receiptAtOnce?: true;
}

/** Short reads and single statements; run as local activities, so that a wake-up costs few events. */
export interface RecordPorts {
  lookAtVacancy(a: { vacancyNo: string }): Promise<VacancyView>;
  /** Lists it when approved and due; otherwise changes nothing. Answers the view afterwards. */
  openListing(a: { vacancyNo: string }): Promise<VacancyView>;
  /** Closes it when `closes_at <= clock_timestamp()`; otherwise changes nothing. Answers the view afterwards. */
  closeListing(a: { vacancyNo: string }): Promise<VacancyView>;
  /** Withdraws a registration returned 180 days ago and untouched since. */
  withdrawUntouched(a: { vacancyNo: string }): Promise<VacancyView>;
  /** Children run (or ran before): lets delivery send the rows that wait for them. */
  recordStarted(a: { applicationIds: string[] }): Promise<void>;
  lookAtApplication(a: { applicationId: string }): Promise<ApplicationView>;
  /** Ends a place in reserve when its time is over; otherwise changes nothing. Answers the view afterwards. */
  endReserve(a: { applicationId: string }): Promise<ApplicationView>;
}

export interface VacancyPorts {
  extendListing(a: {
    vacancyNo: string;
    key: string;
    accountId: string;
    listedTo: string;
    reason: string;
  }): Promise<{ ok: true; closesAt: string } | { ok: false; refused: string }>;
  endListing(a: {
    vacancyNo: string;
    key: string;
    accountId: string;
    reason: string;
  }): Promise<{ ok: true; closesAt: string } | { ok: false; refused: string }>;
  /** The daily number of applicants to the contact mailbox; once a Taipei day. */
  sendDigest(a: { vacancyNo: string }): Promise<void>;
  sendClosingNotice(a: { vacancyNo: string }): Promise<void>;
  /** The reminder that is due: of a result that is missing, or of the archive. */
  sendArchiveWarning(a: { vacancyNo: string }): Promise<void>;
  /**
   * Tells at most `limit` of those who applied, beginning after `after` (an application's id, '' at first), that the
   * vacancy was withdrawn; each once, and nobody of one that was taken back. `later`: their mail could not be handed over
   * now. `after` in the answer: null at the end.
   */
  sendWithdrawalWords(a: { vacancyNo: string; after: string; limit: number }): Promise<{
    after: string | null;
    sent: number;
    later: number;
  }>;
  /** As `sendWithdrawalWords`, when the archive is due: to those who have no result, that none will come. */
  sendNoResultWords(a: { vacancyNo: string; after: string; limit: number }): Promise<{
    after: string | null;
    sent: number;
    later: number;
  }>;
  /**
   * When the archive is due by the database's clock: ends every open application and tells its workflow;
   * heartbeats; answers how many have not ended yet.
   */
  endApplications(a: { vacancyNo: string }): Promise<number>;
  /** When due: deletes keys and personal data, keeps the record and its counts; heartbeats. Not due: changes nothing. */
  archiveVacancy(a: { vacancyNo: string }): Promise<void>;
}

export interface ApplicationPorts {
  sendReceipt(a: { applicationId: string; version: number }): Promise<void>;
  /** Typesets and stores the document of the newest version; a poisonous record is marked failed, not thrown. */
  produceResume(a: { applicationId: string }): Promise<void>;
  sendNotice(a: { noticeId: string }): Promise<void>;
  /** `beforeInterview` or `beforeReplyBy`; sends nothing when the notice is moot. */
  sendReminder(a: { noticeId: string; which: 'beforeInterview' | 'beforeReplyBy' }): Promise<void>;
  /** Receipt of a reply to the applicant, and word to the officer. */
  sendReplyReceipt(a: { noticeId: string; replyVersion: number }): Promise<void>;
  /** The letter of a version of the result, or the receipt of a post declined; moot once a later one took its place. */
  sendResult(a: { applicationId: string; version: number }): Promise<void>;
  /** Offers the place of one who declined to the next in reserve, once. */
  offerNext(a: { applicationId: string }): Promise<void>;
  /** 候補期間屆滿. */
  sendReserveEnded(a: { applicationId: string }): Promise<void>;
  /** Its process is over; the place of one selected who withdrew is offered to the next in reserve. */
  endApplication(a: { applicationId: string }): Promise<void>;
}

export interface ProductionPorts {
  /**
   * Produces what is pending (the civil-service platform's, and what a run of the open platform left behind), at most `limit`, beginning after `after`
   * (an application id, '' at first); heartbeats its cursor. `after` in the answer: where to go on, null at the end.
   */
  produceBatch(a: { after: string; limit: number }): Promise<{
    after: string | null;
    produced: { vacancyNo: string; count: number }[];
    /** Poisonous ones, marked failed. */
    failed: number;
  }>;
  recordSlot(a: { slot: string; produced: number; failed: number; late: boolean }): Promise<void>;
}

export interface MailPorts {
  sendMail(a: { mailId: string }): Promise<void>;
}

export interface NewsletterPorts {
  /**
   * Sends an edition to at most `limit` readers it is owed, beginning after `after` (a subscription id, '' at first);
   * each is told once. `later`: their mail could not be handed over now. `after` in the answer: null at the end.
   * @param a.edition its name, `2026-11-30T07:00+08:00`
   */
  sendEditionBatch(a: { edition: string; after: string; limit: number }): Promise<{
    after: string | null;
    sent: number;
    nothing: number;
    later: number;
  }>;
}

export interface DraftPorts {
  /**
   * Tells at most `limit` of those who have a draft for the vacancy, beginning after `after` (a draft's id, '' at first);
   * each is told once of a round, and nobody of one whose time is over. `later`: their mail could not be handed over now.
   * `after` in the answer: null at the end.
   * @param a.round its name and edition, `oneDayLeft:20261209`
   */
  sendDraftMails(a: { vacancyNo: string; round: string; after: string; limit: number }): Promise<{
    after: string | null;
    sent: number;
    later: number;
  }>;
}

export interface HousekeepingPorts {
  reconcile(a: Record<string, never>): Promise<void>;
  refreshFeeds(a: Record<string, never>): Promise<void>;
}

export type Ports = RecordPorts &
  VacancyPorts &
  ApplicationPorts &
  ProductionPorts &
  MailPorts &
  NewsletterPorts &
  DraftPorts &
  HousekeepingPorts;
