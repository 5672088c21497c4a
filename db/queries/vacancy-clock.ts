import { sql } from 'kysely';
import { type ArchiveClock, archiveClock } from '../../domain/archive-clock.ts';
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
  const clock = archiveClockOf(r);
  const warning = clock && r.email ? await nextWarning(trx, no, clock, now) : null;
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
    archiveAt: clock?.archiveAt ?? null,
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

function archiveClockOf(r: Row): ArchiveClock | null {
  if (r.stage !== 'closed' && r.stage !== 'withdrawn') return null;
  return archiveClock({
    closedAt: iso(r.closed_at),
    resultAt: iso(r.result_at),
    withdrawnAt: iso(r.withdrawn_at),
    heldUntil: iso(r.held_until),
  });
}

/**
 * The warning that is due now, the latest alone; null when none is. Begun or not: whether it was handed over is
 * the ledger's question.
 */
export async function archiveWarningDue(
  trx: Trx,
  no: string,
): Promise<{ key: string; archiveAt: string; daysLeft: number; hasResult: boolean } | null> {
  const r = await read(trx, no);
  const clock = r && archiveClockOf(r);
  if (!r || !clock) return null;
  const due = clock.warnings.filter((w) => w.at <= r.now.toISOString()).at(-1);
  if (!due) return null;
  const left = Math.max(0, Date.parse(clock.archiveAt) - r.now.getTime());
  return {
    key: archiveWarningKey(no, due.days, clock.archiveAt),
    archiveAt: clock.archiveAt,
    daysLeft: Math.ceil(left / 86_400_000),
    hasResult: r.result_at !== null,
  };
}

/** The ledger key of a warning; it names the day, so that a postponed archive is announced anew. */
function archiveWarningKey(no: string, days: number, archiveAt: string): string {
  return `archiveWarning:${no}:${days}:${archiveAt.slice(0, 10)}`;
}

/**
 * The next warning: a due one that was never begun (after an outage the latest alone), else the next to come.
 * `at` may lie in the past, which means now.
 */
async function nextWarning(
  trx: Trx,
  no: string,
  clock: ArchiveClock,
  now: string,
): Promise<{ days: number; at: string } | null> {
  const due = clock.warnings.filter((w) => w.at <= now).at(-1);
  const begun =
    due &&
    (await trx
      .selectFrom('mail_delivery')
      .select('id')
      .where('key', '=', archiveWarningKey(no, due.days, clock.archiveAt))
      .executeTakeFirst());
  if (due && !begun) return due;
  return clock.warnings.find((w) => w.at > now) ?? null;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
