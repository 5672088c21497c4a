/** What the nemesis may do, and what a seed says of one window: the same seed plans the same window. */
export const FAULTS = [
  'killWorker',
  'killWeb',
  'killPostgres',
  'killTemporal',
  'smtpDropAfterData',
  'smtpGreylist',
  'stopWorker',
  'stopWeb',
  'stopPostgres',
  'stopTemporal',
  'smtpHang',
  'smtpRefuse',
] as const;
export type FaultName = (typeof FAULTS)[number];
export const isFault = (name: string): name is FaultName => (FAULTS as readonly string[]).includes(name);

export interface WindowPlan {
  seed: number;
  fault: FaultName;
  /** When it falls, in milliseconds from the window's first act; it also waits for an act in flight. */
  afterMs: number;
  /**
   * How long a stopped process stays stopped, Temporal is killed again whenever it comes back, or the mail server
   * misbehaves; any other kill is a moment.
   */
  lastsMs: number;
  /** Connections that `smtpHang` leaves without an answer, of the sender's four. */
  hits: number;
}

/** Mulberry32: small, seedable, good enough to choose acts by. Answers numbers in [0, 1). */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The faults take turns over consecutive seeds, so that a report of N runs holds each of them N/12 times. */
export function planOf(seed: number, only?: FaultName): WindowPlan {
  const next = random(seed);
  const fault = only ?? (FAULTS[seed % FAULTS.length] as FaultName);
  const afterMs = Math.round(1_500 + next() * 2_500);
  // Longer than the deadline of any call to it (5 s): calls must fail, not only wait.
  const least = fault === 'killTemporal' || fault === 'stopTemporal' ? 5_500 : 2_000;
  return {
    seed,
    fault,
    afterMs,
    lastsMs: Math.round(least + next() * 2_000),
    hits: 1 + Math.floor(next() * 3),
  };
}
