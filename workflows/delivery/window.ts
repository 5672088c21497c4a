import type { Db } from '../../db/actor.ts';
import { notYetStarted } from '../../db/outbox.ts';

/** Applications that vacancies were told of and have not started yet; more are held back in the outbox. */
const MOST_UNDER_WAY = 100;
/** A vacancy that has not started what it was told of by then is told of the next all the same. */
const PATIENCE_MS = 10_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What this process told vacancies and does not yet see done. While a vacancy starts what it was told of, more
 * applications gather in the outbox and then go in one signal and one workflow task; and a crowd waits in rows of a
 * table, which cost nothing, instead of in the server's queues. With nobody waiting, each goes at once. It is memory
 * alone: lost with its process, it holds nothing back.
 */
export class Window {
  private readonly underWay = new Map<string, { vacancyNo: string; until: number }>();

  told(vacancyNo: string, applicationIds: readonly string[]): void {
    const until = Date.now() + PATIENCE_MS;
    for (const id of applicationIds.filter((one) => UUID.test(one)))
      this.underWay.set(id, { vacancyNo, until });
  }

  /** Asks the record which of them have started. */
  async look(db: Db): Promise<void> {
    if (this.underWay.size === 0) return;
    const left = new Set(await notYetStarted(db, [...this.underWay.keys()]));
    const now = Date.now();
    for (const [id, { until }] of this.underWay) if (!left.has(id) || until < now) this.underWay.delete(id);
  }

  get open(): boolean {
    return this.underWay.size === 0;
  }

  /** Vacancies that are told of no more applications now; `all` when too many are under way. */
  get held(): string[] | 'all' {
    if (this.underWay.size >= MOST_UNDER_WAY) return 'all';
    return [...new Set([...this.underWay.values()].map((one) => one.vacancyNo))];
  }
}
