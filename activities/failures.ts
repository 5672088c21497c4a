import { ApplicationFailure, asyncLocalStorage } from '@temporalio/activity';

/** Why an activity did not do its work; the words are codes, because failures stand in histories. */
export type FailureType =
  | 'vacancyNotFound'
  | 'applicationNotFound'
  /** Not handed over, or nobody knows: the same mail is tried again. */
  | 'mailTemporary'
  | 'applicationsStillOpen'
  | 'typesetterAway'
  | 'keyMissing';

/** Temporal tries again. What it was about, the interceptor reads from the activity's arguments. */
export function tryAgain(type: FailureType): ApplicationFailure {
  return ApplicationFailure.create({ type, message: type, nonRetryable: false });
}

/** No further try can help. */
export function hopeless(type: FailureType): ApplicationFailure {
  return ApplicationFailure.create({ type, message: type, nonRetryable: true });
}

/** Says "still at it" with how far; silent outside an activity. */
export function heartbeat(details: unknown): void {
  asyncLocalStorage.getStore()?.heartbeat(details);
}

/** What the last try of this activity said when it stopped; undefined on the first. */
export function lastHeartbeat<T>(): T | undefined {
  return asyncLocalStorage.getStore()?.info.heartbeatDetails as T | undefined;
}
