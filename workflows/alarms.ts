import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

export interface Alarm {
  name: string;
  /** ISO instant; null = not wanted. */
  at: string | null;
  /** Shown beside the timer in the Temporal UI. */
  summary: string;
}

/** An alarm in the past rings after this, so that a clock slightly behind the server's never makes a tight loop. */
const LEAST_MS = 1_000;
/**
 * The database's clock, the server's and a run's differ a little. An alarm that is dropped this close to its instant
 * counts as rung: else a look taken just after it, which already names tomorrow's digest, would cancel today's.
 */
const NEAR_MS = 60_000;

/**
 * The timers of one run, by name. Wanted is said anew after every look at the record; a timer is only touched
 * when its instant changed, so a day costs the events of the timers that rang and no more.
 */
export class Alarms {
  private readonly set = new Map<string, { at: string; scope: CancellationScope }>();
  private readonly rung = new Set<string>();
  private readonly onRing: () => void;
  /** Set in the run before and not yet said to be wanted in this one. */
  private carried: Record<string, string>;

  constructor(onRing: () => void, carried: Record<string, string> = {}) {
    this.onRing = onRing;
    this.carried = carried;
  }

  /** Sets what is wanted and not set, and cancels what is set and no longer wanted. */
  want(alarms: readonly Alarm[]): void {
    const wanted = new Map(alarms.filter((a) => a.at !== null).map((a) => [a.name, a]));
    for (const [name, at] of Object.entries(this.waiting)) {
      if (wanted.get(name)?.at === at) continue;
      this.set.get(name)?.scope.cancel();
      this.set.delete(name);
      if (Date.parse(at) <= Date.now() + NEAR_MS) this.ring(name);
    }
    this.carried = {};
    for (const [name, alarm] of wanted)
      if (!this.set.has(name)) this.start(name, alarm.at as string, alarm.summary);
  }

  /** Whether the alarm rang since this was last asked. */
  rang(name: string): boolean {
    return this.rung.delete(name);
  }

  /** What is set, by name, for the next run to carry. */
  get waiting(): Record<string, string> {
    const set = [...this.set].map(([name, timer]) => [name, timer.at]);
    return { ...this.carried, ...Object.fromEntries(set) };
  }

  private ring(name: string): void {
    this.rung.add(name);
    this.onRing();
  }

  private start(name: string, at: string, summary: string): void {
    const scope = new CancellationScope();
    const timer = { at, scope };
    this.set.set(name, timer);
    const ms = Math.max(LEAST_MS, Date.parse(at) - Date.now());
    void scope
      .run(() => sleep(ms, { summary }))
      .then(() => {
        // A newer timer of this name may have taken its place in the same activation.
        if (this.set.get(name) !== timer) return;
        this.set.delete(name);
        this.ring(name);
      })
      .catch((e: unknown) => {
        if (!isCancellation(e)) throw e;
      });
  }
}
