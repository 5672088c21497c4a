import { reconcile, sweep } from '../db/queries/reconcile.ts';
import type { HousekeepingPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';

export function housekeepingActivities(deps: Deps): HousekeepingPorts {
  return {
    async reconcile() {
      const report = await asWorker(deps, reconcile);
      await asWorker(deps, sweep);
      deps.log.info({ ...report }, 'reconciled');
    },
    // The feeds are made from the listed rows at each request (ETag, Last-Modified): nothing is kept to refresh.
    async refreshFeeds() {},
  };
}
