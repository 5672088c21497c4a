import { sql } from 'kysely';
import { type ArchiveFacts, archiveClock, resultReminders } from '../../domain/archive-clock.ts';
import { type DraftRound, nextRound } from '../../domain/draft-rounds.ts';
import { nextDigest } from '../../domain/production-slots.ts';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import { withdrawalWordAt } from '../../domain/withdrawal.ts';
import type { Trx } from '../actor.ts';
import { listingEndOf } from './draft-mails.ts';
import { withdrawalUntold } from './withdrawal-words.ts';

/** What a vacancy's workflow needs to know of it; instants are ISO, null when there is none. */
export interface VacancyClock {
  reviewOutcome: ReviewOutcome;
  stage: Stage;
  mode: string;
  version: number;
  opensAt: string | null;
  closesAt: string | null;
  nextDigestAt: string | null;
  withdrawAt: string | null;
  archiveWarningAt: string | null;
  archiveAt: string | null;
  pendingResumes: number;
  draftRound: DraftRound | null;
  /** When those who applied are told that it was withdrawn; null when there is nobody to tell. */
  withdrawalWordAt: string | null;
}

/** A returned registration nobody touches for this long is withdrawn (rule 6). */
export const UNTOUCHED_DAYS = 180;

interface Row {
  review_outcome: ReviewOutcome;
  stage: Stage;
  mode: string | null;
  version: number;
  opens_at: Date | null;
  closes_at: Date | null;
  closed_at: Date | null;
  result_at: Date | null;
  withdrawn_at: Date | null;
  updated_at: Date;
  email: string;
  now: Date;
  pending: number;
  /** Open applications of a closed vacancy without a result. */
  waiting: number;
  held_until: Date | null;
  listed_at: Date | null;
  extended_at: Date | null;
  first_draft_at: Date | null;
  rounds_begun: string[];
  untold: boolean;
}

/**
 * The vacancy as its workflow sees it, by the database's clock.
 * @returns undefined for an unknown number.
 */
export async function vacancyClock(trx: Trx, no: string): Promise<VacancyClock | undefined> {
  const r = await read(trx, no);
  if (!r) return undefined;
  const now = r.now.toISOString();
  const closesAt = iso(r.closes_at);
  const digest = r.stage === 'listed' && r.mode !== 'none' && r.email ? nextDigest(no, now) : null;
  const facts = archiveFactsOf(r);
  const warning = facts && r.email ? await nextReminder(trx, remindersOf(no, r, facts), now) : null;
  const untouched = r.stage === 'preparing' && r.review_outcome === 'returned';
  return {
    reviewOutcome: r.review_outcome,
    stage: r.stage,
    mode: r.mode ?? '',
    version: r.version,
    opensAt: iso(r.opens_at),
    closesAt,
    nextDigestAt: digest && closesAt && digest < closesAt ? digest : null,
    withdrawAt: untouched
      ? new Date(r.updated_at.getTime() + UNTOUCHED_DAYS * 86_400_000).toISOString()
      : null,
    archiveWarningAt: warning?.at ?? null,
    archiveAt: (facts && archiveClock(facts)?.archiveAt) ?? null,
    pendingResumes: r.pending,
    draftRound: nextRound(listingEndOf(r), {
      now,
      firstDraftAt: iso(r.first_draft_at),
      begun: r.rounds_begun,
    }),
    withdrawalWordAt:
      r.untold && r.withdrawn_at ? withdrawalWordAt(r.withdrawn_at.toISOString(), 'applicants') : null,
  };
}

async function read(trx: Trx, no: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select v.review_outcome, v.stage, v.mode, v.version, v.opens_at, v.closes_at, v.closed_at,
      v.result_at, v.withdrawn_at, v.updated_at, v.listed_at, v.extended_at, v.content->>'email' as email, clock_timestamp() as now,
      (select count(*)::int from application a
        where a.vacancy_no = v.no and a.state = 'open' and a.production_state = 'pending') as pending,
      case when v.stage = 'closed' and v.result_at is null then (select count(*)::int from application a
        where a.vacancy_no = v.no and a.state = 'open') else 0 end as waiting,
      greatest(
        (select max(greatest(n.reply_by, n.interview_at)) from interview_notice n
          join application a on a.id = n.application_id
          where n.vacancy_no = v.no and n.state = 'live' and a.state = 'open'),
        (select max(r.reserve_until) from application_result r
          join application a on a.id = r.application_id
          where r.vacancy_no = v.no and r.outcome = 'reserve' and r.reserve_ended_at is null
            and a.state = 'open')) as held_until,
      (select min(d.created_at) from application_draft d where d.vacancy_no = v.no) as first_draft_at,
      array(select d.name || ':' || d.edition from draft_round d where d.vacancy_no = v.no) as rounds_begun,
      ${withdrawalUntold} as untold
    from vacancy v where v.no = ${no}`.execute(trx);
  return rows[0];
}

function archiveFactsOf(r: Row): ArchiveFacts | null {
  if (r.stage !== 'closed' && r.stage !== 'withdrawn') return null;
  return {
    closedAt: iso(r.closed_at),
    resultAt: iso(r.result_at),
    withdrawnAt: iso(r.withdrawn_at),
    heldUntil: iso(r.held_until),
  };
}

/** A mail to the officer at its time. The ledger key of a warning names the day, so that a postponed archive is announced anew. */
interface Reminder {
  kind: 'archiveWarning' | 'resultReminder';
  key: string;
  at: string;
}

/** Earliest first. Nobody is reminded of a result that no one waits for. */
function remindersOf(no: string, r: Row, facts: ArchiveFacts): Reminder[] {
  const clock = archiveClock(facts);
  const warnings = (clock?.warnings ?? []).map(
    ({ days, at }): Reminder => ({
      kind: 'archiveWarning',
      key: `archiveWarning:${no}:${days}:${clock?.archiveAt.slice(0, 10)}`,
      at,
    }),
  );
  const results = (r.waiting > 0 ? resultReminders(facts) : []).map(
    ({ days, at }): Reminder => ({ kind: 'resultReminder', key: `resultReminder:${no}:${days}`, at }),
  );
  return [...results, ...warnings].sort((a, b) => (a.at < b.at ? -1 : 1));
}

export interface ReminderDue extends Reminder {
  archiveAt: string;
  daysLeft: number;
  hasResult: boolean;
  /** Open applications without a result. */
  waiting: number;
  closedAt: string | null;
}

/**
 * The reminder that is due now, the latest alone; null when none is. Begun or not: whether it was handed over is
 * the ledger's question.
 */
export async function reminderDue(trx: Trx, no: string): Promise<ReminderDue | null> {
  const r = await read(trx, no);
  const facts = r && archiveFactsOf(r);
  const archiveAt = facts && archiveClock(facts)?.archiveAt;
  if (!r || !archiveAt) return null;
  const due = remindersOf(no, r, facts)
    .filter((one) => one.at <= r.now.toISOString())
    .at(-1);
  if (!due) return null;
  const left = Math.max(0, Date.parse(archiveAt) - r.now.getTime());
  return {
    ...due,
    archiveAt,
    daysLeft: Math.ceil(left / 86_400_000),
    hasResult: r.result_at !== null,
    waiting: r.waiting,
    closedAt: facts.closedAt,
  };
}

/**
 * The next reminder: a due one that was never begun (after an outage the latest alone), else the next to come.
 * `at` may lie in the past, which means now.
 */
async function nextReminder(trx: Trx, reminders: readonly Reminder[], now: string): Promise<Reminder | null> {
  const due = reminders.filter((one) => one.at <= now).at(-1);
  const begun =
    due && (await trx.selectFrom('mail_delivery').select('id').where('key', '=', due.key).executeTakeFirst());
  if (due && !begun) return due;
  return reminders.find((one) => one.at > now) ?? null;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
