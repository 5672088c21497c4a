import { feedState, healListed } from '../db/queries/feed.ts';
import type { HousekeepingPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { reconcileAll } from './reconcile.ts';

export function housekeepingActivities(deps: Deps): HousekeepingPorts {
  return {
    async reconcile() {
      const { cases, ...counts } = await reconcileAll(deps, deps.temporal);
      deps.log.info(counts, 'reconciled');
      for (const one of cases) deps.log.warn({ ...one }, 'leftToAPerson');
    },
    /** The feeds are made at each request from what is drawn out of the vacancies; this holds the two together. */
    async refreshFeeds() {
      const mended = await asWorker(deps, healListed);
      if (mended > 0) deps.log.warn({ mended }, 'listedMended');
      deps.log.info(await asWorker(deps, async (trx) => ({ listed: (await feedState(trx)).count })), 'feeds');
    },
  };
}
