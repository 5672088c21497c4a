import { HOUR_MS, type WantedSchedule } from './wanted.ts';

/** Finds what has no workflow although it should, every ten minutes. Skipped while one runs: the next comes soon. */
export const reconcile: WantedSchedule = {
  id: 'reconcile',
  times: { everyMs: HOUR_MS / 6 },
  workflow: { type: 'housekeeping', args: [{ task: 'reconcile' }] },
  overlap: 'SKIP',
  catchupMs: HOUR_MS / 6,
  summary: '對帳：補上遺失的執行',
};

/** R16: makes the snapshots of the open data anew, at the beginning of the day, which they name, and at noon. */
export const feeds: WantedSchedule = {
  id: 'feeds',
  times: { hours: [0, 12], timezone: 'Asia/Taipei' },
  workflow: { type: 'housekeeping', args: [{ task: 'refreshFeeds' }] },
  overlap: 'SKIP',
  catchupMs: 2 * HOUR_MS,
  summary: '更新開放資料',
};
