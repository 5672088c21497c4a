/** What each of the 14 columns says of a vacancy (R24, R25), and why a cell is empty. */
import type { registerPage } from '../../db/queries/vacancy-lists.ts';
import { JOB_SERIES, nameOf, workplaceLabel } from '../../domain/codes.ts';
import { daysBetween, formatRoc, taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import { paths } from '../paths.ts';

type Found = Awaited<ReturnType<typeof registerPage>>[number];

/** A link of the row, or the reason there is none. */
export type RowAction = { href: string; text: string } | { why: string };

export interface RegisterRow {
  seq: number;
  no: string;
  title: string;
  publishedOn: string;
  agencyName: string;
  jobSeries: string;
  grade: string;
  workplaces: string[];
  listedFrom: string;
  listedTo: string;
  /** 剩 10 天, 明日 17:00 截止; `urgent` within three days. */
  remaining: string;
  urgent: boolean;
  review: ReviewOutcome;
  stage: Stage;
  /** Below the tag: 11/24 送審, 審核通過; `alert` when the officer must act. */
  reviewNote: string;
  alert: boolean;
  edit: RowAction;
  remove: RowAction;
  preview: RowAction;
  briefs: RowAction;
  applicants: RowAction;
  applicantCount: number;
  /** 職缺 of the official feed, not typed here. */
  imported: boolean;
}

/**
 * @param first 序號 of the first row of the page
 * @param now the clock of the request
 */
export function registerRows(rows: readonly Found[], first: number, now: Date): RegisterRow[] {
  return rows.map((row, i) => {
    const remaining = row.stage === 'listed' && row.closes_at ? timeLeft(row.closes_at, now) : null;
    const note = reviewNote(row);
    return {
      seq: first + i,
      no: row.no,
      title: row.title || '（尚未填寫職稱）',
      publishedOn: row.published_on && row.stage !== 'preparing' ? formatRoc(row.published_on) : '',
      agencyName: row.agency_name,
      jobSeries: row.job_series ? nameOf(JOB_SERIES, row.job_series) : row.job_series_text,
      grade: row.grade,
      workplaces: row.workplaces.map(workplaceLabel),
      listedFrom: row.listed_from ? formatRoc(row.listed_from) : '',
      listedTo: row.listed_to ? formatRoc(row.listed_to) : '',
      remaining: remaining?.text ?? '',
      urgent: remaining?.urgent ?? false,
      review: row.review_outcome,
      stage: row.stage,
      reviewNote: note.text,
      alert: note.alert,
      ...actionsOf(row),
      applicantCount: Number(row.applicants ?? 0),
      imported: row.origin === 'feed',
    };
  });
}

/** The Taipei day and clock of a closing; one at midnight belongs to the day it ends, at 24:00. */
export function closingMoment(closesAt: Date): { day: string; clock: string } {
  const clock = taipeiTime(closesAt);
  return {
    day: taipeiDay(new Date(closesAt.getTime() - 1)),
    clock: clock === '00:00' ? '24:00' : clock,
  };
}

/** `剩 10 天`; with the clock time on the last two days. */
export function timeLeft(closesAt: Date, now: Date): { text: string; urgent: boolean } {
  if (closesAt <= now) return { text: '已到截止時間', urgent: true };
  const { day, clock } = closingMoment(closesAt);
  const days = daysBetween(taipeiDay(now), day);
  if (days === 0) return { text: `今日 ${clock} 截止`, urgent: true };
  if (days === 1) return { text: `明日 ${clock} 截止`, urgent: true };
  return { text: `剩 ${days} 天`, urgent: days <= 3 };
}

/** The same as a figure: 距截止 10 天, on the last day the clock time. */
export function closingFigure(
  closesAt: Date,
  now: Date,
): { label: string; value: string | number; unit: string } {
  const { day, clock } = closingMoment(closesAt);
  const days = daysBetween(taipeiDay(now), day);
  if (days > 0) return { label: '距截止', value: days, unit: '天' };
  return { label: '今日截止', value: clock, unit: '' };
}

function reviewNote(row: Found): { text: string; alert: boolean } {
  const revised = row.stage !== 'preparing';
  const n = row.return_reasons?.length ?? 0;
  switch (row.review_outcome) {
    case 'draft':
      return { text: '尚未送審', alert: false };
    case 'inReview':
      if (revised) return { text: '修正內容審核中', alert: false };
      return { text: row.submitted_at ? `${shortDay(row.submitted_at)} 送審` : '', alert: false };
    case 'returned':
      return { text: `${revised ? '修正內容退回' : ''}${n > 0 ? ` ${n} 項待修正` : ''}`.trim(), alert: true };
    case 'approved':
      return { text: '審核通過', alert: false };
  }
}

const shortDay = (at: Date): string => taipeiDay(at).slice(5).replace('-', '/');

/** Whether the officer may edit, and if not, why. */
export function editable(v: { stage: Stage; review_outcome: ReviewOutcome }): { why: string } | null {
  if (v.review_outcome === 'inReview') return { why: '審核中，不能修改' };
  if (v.stage === 'closed') return { why: '已截止，不能修改' };
  if (v.stage === 'archived') return { why: '已封存，不能修改' };
  if (v.stage === 'withdrawn') return { why: '已撤回，不能修改' };
  return null;
}

function actionsOf(row: Found): Pick<RegisterRow, 'edit' | 'remove' | 'preview' | 'briefs' | 'applicants'> {
  const { no, stage } = row;
  const frozen = editable(row);
  const applied = appliedThrough(row);
  return {
    edit: frozen ?? { href: paths.officer.edit(no), text: '修改' },
    remove: removable(row) ?? { href: paths.officer.delete(no), text: '刪除' },
    preview: { href: paths.officer.preview(no), text: '預覽' },
    briefs: applied ?? { href: paths.officer.briefs(no), text: '簡歷' },
    applicants: applied ?? { href: paths.officer.applicants(no), text: '履歷' },
  };

  function removable({ submitted_at }: Found): { why: string } | null {
    if (submitted_at === null) return null;
    if (stage === 'closed') return { why: '已截止，不能刪除' };
    if (stage === 'archived') return { why: '已封存，不能刪除' };
    return stage === 'withdrawn' ? { why: '已撤回' } : null;
  }
}

/** Why there are no applicants to see, or `null`. */
export function appliedThrough(v: {
  stage: Stage;
  mode: string | null;
  listed_at?: Date | null;
}): { why: string } | null {
  if (v.stage === 'archived') return { why: '個人資料已刪除' };
  if (v.stage === 'preparing' || v.stage === 'scheduled') return { why: '尚未刊登' };
  return v.mode === 'none' ? { why: '不使用應徵者履歷調閱' } : null;
}
