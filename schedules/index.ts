import { feeds, reconcile } from './housekeeping.ts';
import { newsletter } from './newsletter.ts';
import { resumeProduction } from './resume-production.ts';
import type { WantedSchedule } from './wanted.ts';

/** Every Schedule of the system. */
export const SCHEDULES: readonly WantedSchedule[] = [resumeProduction, reconcile, feeds, newsletter];
