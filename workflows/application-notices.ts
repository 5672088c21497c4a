import { mails } from './activity-calls.ts';
import type { Alarm } from './alarms.ts';
import type { ApplicationRun } from './application-run.ts';
import type { ApplicationView } from './ports.ts';
import { WORDS } from './words.ts';

const DAY_MS = 86_400_000;
type LiveNotice = NonNullable<ApplicationView['liveNotice']>;
export type Which = 'beforeInterview' | 'beforeReplyBy';

/**
 * The live interview notice: its mail, a reminder a day before the interview and one a day before the reply-by time
 * (only unanswered), a receipt of each reply. A reply can be changed until the reply-by time.
 * @returns the timers it needs now
 */
export function attendNotice(run: ApplicationRun, view: ApplicationView): Alarm[] {
  // A reply to a notice that was replaced in the meantime gets its receipt too: it was acknowledged.
  for (const reply of run.takeReplies()) oweReplyReceipt(run, reply.id, reply.version);
  const notice = view.liveNotice;
  if (!notice) return [];
  run.duties.owe(`notice:${notice.id}`, () => mails(WORDS.notice).sendNotice({ noticeId: notice.id }));
  if (notice.replyVersion > 0) oweReplyReceipt(run, notice.id, notice.replyVersion);
  const replyBy: Alarm = {
    name: `replyBy:${notice.id}`,
    at: ahead(notice.replyBy) ? notice.replyBy : null,
    summary: WORDS.replyBy,
  };
  return [
    ...reminder(run, notice, 'beforeReplyBy', unanswered(notice) ? notice.replyBy : null),
    ...reminder(
      run,
      notice,
      'beforeInterview',
      notice.replyStatus === 'declined' ? null : notice.interviewAt,
    ),
    replyBy,
  ];
}

export function oweReminder(run: ApplicationRun, noticeId: string, which: Which): void {
  run.duties.owe(`reminder:${noticeId}:${which}`, () =>
    mails(WORDS[which]).sendReminder({ noticeId, which }),
  );
}

export function oweReplyReceipt(run: ApplicationRun, noticeId: string, replyVersion: number): void {
  run.duties.owe(`replyReceipt:${noticeId}:${replyVersion}`, () =>
    mails(WORDS.replyReceipt).sendReplyReceipt({ noticeId, replyVersion }),
  );
}

/** Sends it when its alarm rang and the event still lies ahead; a notice of less than a day before needs none. */
function reminder(run: ApplicationRun, notice: LiveNotice, which: Which, event: string | null): Alarm[] {
  const name = `${which}:${notice.id}`;
  const rang = run.rang(name);
  if (event === null || !ahead(event)) return [];
  if (rang) oweReminder(run, notice.id, which);
  const at = new Date(Date.parse(event) - DAY_MS).toISOString();
  return ahead(at) ? [{ name, at, summary: WORDS[which] }] : [];
}

const unanswered = (notice: LiveNotice): boolean => notice.replyStatus === 'notified';
const ahead = (at: string): boolean => Date.parse(at) > Date.now();
