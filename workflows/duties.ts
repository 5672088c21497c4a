import { ActivityFailure, isCancellation, log } from '@temporalio/workflow';

/**
 * What a run owes somebody (mostly a mail) and does beside its waiting: a mail server that is away for a day
 * must not keep a listing from closing or an answer from being heard.
 */
export class Duties {
  private readonly running = new Set<string>();
  private readonly finished: Set<string>;
  private readonly onEnd: () => void;

  /** @param finished keys done in earlier runs */
  constructor(onEnd: () => void, finished: readonly string[] = []) {
    this.onEnd = onEnd;
    this.finished = new Set(finished);
  }

  /**
   * Begins it unless it is under way or was done. One that failed for good counts as done: its ledger row says so
   * and an operator may send it again.
   * @param key ids and versions only; it appears in logs
   * @param o.quiet its end calls for nothing more
   */
  owe(key: string, act: () => Promise<unknown>, o: { quiet?: boolean } = {}): void {
    if (this.running.has(key) || this.finished.has(key)) return;
    this.running.add(key);
    void act()
      .catch((e: unknown) => {
        if (isCancellation(e)) return;
        if (!(e instanceof ActivityFailure)) throw e;
        log.warn('duty failed for good', { duty: key });
      })
      .finally(() => {
        this.running.delete(key);
        this.finished.add(key);
        if (!o.quiet) this.onEnd();
      });
  }

  /** Lets it be owed once more. */
  forget(key: string): void {
    this.finished.delete(key);
  }

  isRunning(key: string): boolean {
    return this.running.has(key);
  }
  isDone(key: string): boolean {
    return this.finished.has(key);
  }
  get idle(): boolean {
    return this.running.size === 0;
  }
  /** Under way, for the next run to take up; each is idempotent by its ledger key. */
  get owed(): string[] {
    return [...this.running];
  }
  get done(): string[] {
    return [...this.finished];
  }
}
