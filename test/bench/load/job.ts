/** What the load process is asked to do, and what it answers. */
import type { SignedIn } from '../people.ts';

export type Work =
  /** Readers ask for random pages of this list; each must hold `rows` times `mark`. */
  | { kind: 'pages'; paths: string[]; as: SignedIn[]; mark: string; rows: number }
  /**
   * Everybody applies to everything, never twice: number `from`, `from + 1`, … each stands for one pair of person
   * and vacancy.
   */
  | { kind: 'applications'; vacancies: string[]; as: SignedIn[]; from: number }
  /** These requests in turn, beginning at `from`; each form gets a key of its own. */
  | { kind: 'asked'; list: Request[]; as: SignedIn[]; from: number; expect: Expected };

/** A page asked for, or a form sent when there are `fields`; `as` is a place in the list of people, -1 = nobody. */
export interface Request {
  path: string;
  as: number;
  fields?: [string, string][];
  headers?: Record<string, string>;
}

/** What an answer must be: a redirect, a whole page with `mark` in it, or one without a body. */
export type Expected = { redirect: true } | { mark: string } | { status: 304 };

export interface Job {
  url: string;
  /** Connections at a time. */
  workers: number;
  /** Not counted. */
  warmMs: number;
  durationMs: number;
  /** Requests a second; without it each connection asks again as soon as it has its answer. */
  rate?: number;
  work: Work;
}

export interface Outcome {
  /** Milliseconds of each counted request, from its first byte to the last byte of its answer. */
  latencies: number[];
  /** Requests that were not answered as they should be, by what came instead. */
  wrong: Record<string, number>;
  /** First answer to last, counted ones only. */
  seconds: number;
  /** Requests sent in all, the uncounted ones too. */
  sent: number;
  /** Where a redirect led, of the counted ones. */
  locations: string[];
  /** When counting began and ended, on the machine's clock. */
  counted: { from: number; to: number };
}
