import { lasting, mails } from './activity-calls.ts';
import type { Alarm } from './alarms.ts';
import type { ApplicationRun } from './application-run.ts';
import type { ApplicationView } from './ports.ts';
import { WORDS } from './words.ts';

/** The alarm that rings when a place in reserve ends. */
export const RESERVE = 'reserve';

/**
 * 甄選結果: the letter of each version of it, a post declined that the next in reserve is offered, the end of a
 * place in reserve, and word of that end.
 * @returns the timer it needs now
 */
export function attendResult(run: ApplicationRun, applicationId: string, view: ApplicationView): Alarm[] {
  const { result } = view;
  if (!result) return [];
  const { version } = result;
  run.duties.owe(`result:${version}`, () => mails(WORDS.result).sendResult({ applicationId, version }));
  if (result.declined)
    run.duties.owe('offerNext', () => lasting(WORDS.offerNext).offerNext({ applicationId }));
  if (result.reserveEnded)
    run.duties.owe('reserveEnded', () => mails(WORDS.reserveEnded).sendReserveEnded({ applicationId }));
  return [{ name: RESERVE, at: result.reserveUntil, summary: WORDS.reserve }];
}
