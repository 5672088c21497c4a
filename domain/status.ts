/**
 * The status axes of the system as data: every status, its words, and where it may go next.
 * Two axes describe a vacancy: 審核結果 (review) and the stage of its listing.
 */

export const REVIEW_OUTCOMES = {
  draft: { name: '草稿', next: ['inReview'] },
  inReview: { name: '審核中', next: ['approved', 'returned'] },
  returned: { name: '退回補正', next: ['inReview'] },
  /** A listed vacancy's revision is reviewed again. */
  approved: { name: '審核通過', next: ['inReview', 'returned'] },
} as const satisfies Table;
export type ReviewOutcome = keyof typeof REVIEW_OUTCOMES;

export const STAGES = {
  /** Not yet approved. */
  preparing: { name: '編擬中', next: ['scheduled', 'listed', 'withdrawn'] },
  /** Approved, first listing day not reached. Back to the desk when its end passed before it could be listed. */
  scheduled: { name: '待刊登', next: ['listed', 'preparing', 'withdrawn'] },
  listed: { name: '刊登中', next: ['closed', 'withdrawn'] },
  closed: { name: '已截止', next: ['archived'] },
  archived: { name: '已封存', next: [] },
  withdrawn: { name: '已撤回', next: ['archived'] },
} as const satisfies Table;
export type Stage = keyof typeof STAGES;

/** R88. The state of the newest live notice; all withdrawn = none. */
export const REPLY_STATUSES = {
  none: { name: '', next: ['notified'] },
  notified: { name: '已通知', next: ['accepted', 'declined', 'none'] },
  accepted: { name: '接受', next: ['declined', 'notified', 'none'] },
  declined: { name: '婉拒', next: ['accepted', 'notified', 'none'] },
} as const satisfies Table;
export type ReplyStatus = keyof typeof REPLY_STATUSES;

/** R66–R68. */
export const PRODUCTION_STATES = {
  pending: { name: '產製中', next: ['produced', 'failed'] },
  produced: { name: '已產製', next: ['pending'] },
  failed: { name: '產製失敗', next: ['pending', 'produced'] },
} as const satisfies Table;
export type ProductionState = keyof typeof PRODUCTION_STATES;

export const APPLICATION_STATES = {
  open: { name: '應徵中', next: ['withdrawn', 'ended'] },
  withdrawn: { name: '已撤回', next: ['ended'] },
  ended: { name: '已結束', next: [] },
} as const satisfies Table;
export type ApplicationState = keyof typeof APPLICATION_STATES;

export const NOTICE_STATES = {
  live: { name: '有效', next: ['replaced', 'withdrawn'] },
  replaced: { name: '已更新', next: [] },
  withdrawn: { name: '已撤回', next: [] },
} as const satisfies Table;
export type NoticeState = keyof typeof NOTICE_STATES;

/** The ledger of one mail. `uncertain`: the connection broke after DATA, so a second copy is possible. */
export const MAIL_STATES = {
  created: { name: '待寄送', next: ['sending', 'replaced'] },
  sending: { name: '寄送中', next: ['handedOver', 'uncertain', 'temporaryFailure', 'permanentFailure'] },
  handedOver: { name: '已交寄', next: [] },
  /** From here to `created` again: when an operator wants a mail tried that nobody tries any more. */
  uncertain: { name: '結果未明', next: ['sending', 'created', 'replaced'] },
  temporaryFailure: { name: '暫時無法寄送', next: ['sending', 'created', 'replaced'] },
  permanentFailure: { name: '無法寄達', next: ['created', 'replaced'] },
  replaced: { name: '已由新信取代', next: [] },
} as const satisfies Table;
export type MailState = keyof typeof MAIL_STATES;

export const REVISION_STATES = {
  open: { name: '審核中', next: ['approved', 'returned', 'void'] },
  approved: { name: '審核通過', next: ['superseded'] },
  returned: { name: '退回補正', next: [] },
  void: { name: '已失效', next: [] },
  superseded: { name: '已更新', next: [] },
} as const satisfies Table;
export type RevisionState = keyof typeof REVISION_STATES;

type Table = Record<string, { name: string; next: readonly string[] }>;

/**
 * Whether `from` may become `to` in a table above.
 * @example mayBecome(STAGES, 'listed', 'closed') // true
 */
export function mayBecome<T extends Table>(table: T, from: keyof T, to: keyof T): boolean {
  return (table[from]?.next ?? []).includes(to as string);
}
