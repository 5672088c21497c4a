import type { HousekeepingPorts } from '../workflows/ports.ts';
import type { Deps } from './deps.ts';
import { refreshFeeds } from './feeds.ts';
import { reconcileAll } from './reconcile.ts';

export function housekeepingActivities(deps: Deps): HousekeepingPorts {
  return {
    async reconcile() {
      const { cases, ...counts } = await reconcileAll(deps, deps.temporal);
      deps.log.info(counts, 'reconciled');
      for (const one of cases) deps.log.warn({ ...one }, 'leftToAPerson');
    },
    refreshFeeds: () => refreshFeeds(deps),
  };
}
