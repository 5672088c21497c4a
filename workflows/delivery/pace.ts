import os from 'node:os';

/**
 * Acts of the pages within a second, for each core, from which on they are a rush: more than could be followed up as
 * they come.
 */
const RUSH = 30;
/** Words of the crowd that are carried a second meanwhile, for each core. */
const IN_RUSH = 2;
const SECOND_MS = 1_000;

/**
 * Acceptance first. While very many apply or answer at once, carrying their words as fast as they come would take from
 * the pages the processors that record them, and would end not much sooner: they come faster than they can be followed
 * up. So during a rush a few of them are carried each second, the oldest first, and the others right after it. What
 * everybody else does is carried at once, always. A rush is heard from the hints; where nobody listens there is none.
 */
export class Pace {
  private readonly now: () => number;
  private readonly cores: number;
  private second = 0;
  private count = 0;
  private before = 0;
  private room = 0;
  private filledAt = 0;

  constructor(now: () => number = Date.now, cores: number = os.availableParallelism()) {
    this.now = now;
    this.cores = cores;
  }

  /** An act was recorded that has words in the outbox. */
  heard(): void {
    this.turn();
    this.count += 1;
  }

  get rush(): boolean {
    this.turn();
    return Math.max(this.count, this.before) >= RUSH * this.cores;
  }

  /** How many words of the crowd may be carried now. */
  get most(): number {
    if (!this.rush) return Number.POSITIVE_INFINITY;
    const now = this.now();
    const each = IN_RUSH * this.cores;
    this.room = Math.min(each, this.room + ((now - this.filledAt) * each) / SECOND_MS);
    this.filledAt = now;
    return Math.floor(this.room);
  }

  carried(words: number): void {
    this.room = Math.max(0, this.room - words);
  }

  private turn(): void {
    const second = Math.floor(this.now() / SECOND_MS);
    if (second === this.second) return;
    this.before = second === this.second + 1 ? this.count : 0;
    this.second = second;
    this.count = 0;
  }
}
