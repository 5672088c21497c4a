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
 * The timers of one run, by name. Wanted is said anew after every look at the record; a timer is only touched
 * when its instant changed, so a day costs the events of the timers that rang and no more.
 */
export class Alarms {
  private readonly set = new Map<string, { at: string; scope: CancellationScope }>();
  private readonly rung = new Set<string>();
  private readonly onRing: () => void;

  constructor(onRing: () => void) {
    this.onRing = onRing;
  }

  /** Sets what is wanted and not set, and cancels what is set and no longer wanted. */
  want(alarms: readonly Alarm[]): void {
    const wanted = new Map(alarms.filter((a) => a.at !== null).map((a) => [a.name, a]));
    for (const [name, timer] of this.set) {
      if (wanted.get(name)?.at === timer.at) continue;
      this.set.delete(name);
      timer.scope.cancel();
    }
    for (const [name, alarm] of wanted)
      if (!this.set.has(name)) this.start(name, alarm.at as string, alarm.summary);
  }

  /** Whether the alarm rang since this was last asked. */
  rang(name: string): boolean {
    return this.rung.delete(name);
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
        this.rung.add(name);
        this.onRing();
      })
      .catch((e: unknown) => {
        if (!isCancellation(e)) throw e;
      });
  }
}
