/** What people do in a window, and what became of it. Shared by the workload, the nemesis and the checks. */
export type Kind =
  | 'apply'
  | 'reply'
  | 'notice'
  | 'retrieve'
  | 'draft'
  | 'edit'
  | 'extend'
  | 'close'
  /** A listed vacancy withdrawn, and that taken back. */
  | 'withdrawVacancy'
  | 'undoWithdrawal'
  /** An account asked for, its mailbox confirmed by the mailed link, a row added to a kept résumé. */
  | 'signUp'
  | 'confirm'
  | 'resume'
  /** An application begun and kept, and one handed in from what was kept. */
  | 'keepDraft'
  | 'handIn'
  /** What follows on an application: changed, withdrawn, taken back, screened. */
  | 'change'
  | 'withdraw'
  | 'takeBack'
  | 'screen'
  /** What follows on a notice: withdrawn, corrected by another; a time taken of an offer, or moved. */
  | 'unnotice'
  | 'correct'
  | 'slot'
  /** The result of a closed vacancy, and a post declined. */
  | 'drawUp'
  | 'giveBack'
  | 'approve'
  | 'decline';

/**
 * `ok`: the answer acknowledged it. `refused`: the answer said no. `failed`: it never left, or was sent away with a
 * plain "not now". `unknown`: an answer was lost (time-out, broken connection, 5xx), so it may have been done.
 */
export type State = 'ok' | 'refused' | 'failed' | 'unknown';

export interface Act {
  seed: number;
  kind: Kind;
  /** Idempotency key of its form, the same in every try. */
  key: string;
  /** A word that stands in the record once for each time it was done. */
  marker: string;
  /** Vacancy number, or notice id. */
  target: string;
  /** What the record must hold: applicant, day, version … as the kind needs it. */
  wants: string;
  /** How the first try ended, and how it stands in the end. */
  first: State;
  state: State;
  /** Some try's answer was lost. */
  ambiguous: boolean;
  tries: number;
  /** Sent twice at the same moment, as an impatient person does. */
  pressedTwice: boolean;
  /** Milliseconds since the epoch. */
  beganAt: number;
  endedAt: number;
}

export interface SignedIn {
  cookie: string;
  csrf: string;
}
export interface Person extends SignedIn {
  id: string;
  email: string;
}

export interface Invited {
  applicationId: string;
  noticeId: string;
  token: string;
}

/** Everything the workload works with; it reaches nothing but the pages and the mailbox. */
export interface Material {
  /** Share of acts whose button is pressed twice at once. */
  pressedTwice: number;
  /** No act is tried for longer than so many milliseconds after the window's first. */
  resolveMs: number;
  url: string;
  mailboxUrl: string;
  officers: (SignedIn & { accountId: string })[];
  people: Person[];
  /** Listed vacancies of this window that take applications. */
  applyTo: string[];
  /** Listed vacancies and their present last day, ISO. */
  extend: { no: string; listedTo: string }[];
  close: string[];
  /** Listed vacancies that are withdrawn, and their versions. */
  recall: { no: string; version: number }[];
  /** People who apply nowhere and keep their résumés. */
  writers: Person[];
  /** Live notices whose links are known. */
  notices: { id: string; token: string }[];
  /** People with a live notice of a set time, and people who are offered times to choose from. */
  interviews: { no: string; set: Invited[]; offered: Invited[]; slots: string[] };
  /** Closed vacancies of this window without a result; the applicants of each. */
  results: { no: string; applicants: { id: string; person: Person }[] }[];
  /** A vacancy whose résumés exist. */
  retrieve: { no: string; applicationIds: string[] };
  /** Of the writer's agency. */
  agencyCode: string;
  /** The Taipei day of the window, ISO. */
  today: string;
}

/** From the workload to whoever started it. */
export type Told = { flight: number } | { act: Act } | { done: true };
