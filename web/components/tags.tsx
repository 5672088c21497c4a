/** Every state in word, shape and colour; the words come from domain/status.ts. */
import { RETRIEVAL_MODES, type RetrievalMode } from '../../domain/codes.ts';
import { OUTCOMES, type Outcome } from '../../domain/result-rules.ts';
import { SCREENING_OUTCOMES, type ScreeningOutcome } from '../../domain/screening.ts';
import {
  MAIL_STATES,
  type MailState,
  PRODUCTION_STATES,
  type ProductionState,
  REPLY_STATUSES,
  REVIEW_OUTCOMES,
  type ReplyStatus,
  type ReviewOutcome,
  STAGES,
  type Stage,
} from '../../domain/status.ts';

export type TagLook =
  | 'draft'
  | 'review'
  | 'returned'
  | 'listed'
  | 'closed'
  | 'archived'
  | 'producing'
  | 'blank'
  | 'notified'
  | 'accepted'
  | 'declined'
  | 'mode';

export const Tag = ({ look, children }: { look: TagLook; children?: string }) => (
  <span class={`sq-tag sq-tag--${look}`}>{children}</span>
);

const REVIEW_LOOKS: Record<ReviewOutcome, TagLook> = {
  draft: 'draft',
  inReview: 'review',
  returned: 'returned',
  approved: 'accepted',
};
/** 審核結果 (R28). */
export const ReviewTag = ({ value }: { value: ReviewOutcome }) => (
  <Tag look={REVIEW_LOOKS[value]}>{REVIEW_OUTCOMES[value].name}</Tag>
);

const STAGE_LOOKS: Record<Stage, TagLook> = {
  preparing: 'draft',
  scheduled: 'review',
  listed: 'listed',
  closed: 'closed',
  archived: 'archived',
  withdrawn: 'blank',
};
export const StageTag = ({ value }: { value: Stage }) => (
  <Tag look={STAGE_LOOKS[value]}>{STAGES[value].name}</Tag>
);

/** One tag for a register row: the review until it is approved, then the stage of the listing. */
export const VacancyTag = ({ review, stage }: { review: ReviewOutcome; stage: Stage }) =>
  stage === 'preparing' && review !== 'approved' ? <ReviewTag value={review} /> : <StageTag value={stage} />;

const REPLY_LOOKS: Record<ReplyStatus, TagLook> = {
  none: 'blank',
  notified: 'notified',
  accepted: 'accepted',
  declined: 'declined',
};
/** 面試回覆狀態 (R88); none is shown as 空白. */
export const ReplyTag = ({ value }: { value: ReplyStatus }) => (
  <Tag look={REPLY_LOOKS[value]}>{REPLY_STATUSES[value].name || '空白'}</Tag>
);

const SCREENING_LOOKS: Record<ScreeningOutcome, TagLook> = {
  none: 'blank',
  supplement: 'review',
  qualified: 'accepted',
  unqualified: 'declined',
};
/** 資格審查. */
export const ScreeningTag = ({ value }: { value: ScreeningOutcome }) => (
  <Tag look={SCREENING_LOOKS[value]}>{SCREENING_OUTCOMES[value].name}</Tag>
);

const PRODUCTION_LOOKS: Record<ProductionState, TagLook> = {
  pending: 'producing',
  produced: 'accepted',
  failed: 'returned',
};
/** R66–R68. `row` = in place of the retrieval box: 履歷資料產製中. */
export const ProductionTag = ({ value, row }: { value: ProductionState; row?: boolean }) => (
  <Tag look={PRODUCTION_LOOKS[value]}>
    {row && value === 'pending' ? '履歷資料產製中' : PRODUCTION_STATES[value].name}
  </Tag>
);

const OUTCOME_LOOKS: Record<Outcome, TagLook> = {
  selected: 'accepted',
  reserve: 'notified',
  notSelected: 'blank',
};
/** 甄選結果. */
export const OutcomeTag = ({ value }: { value: Outcome }) => (
  <Tag look={OUTCOME_LOOKS[value]}>{OUTCOMES[value].name}</Tag>
);

const MAIL_LOOKS: Record<MailState, TagLook> = {
  created: 'producing',
  sending: 'producing',
  handedOver: 'accepted',
  uncertain: 'review',
  temporaryFailure: 'review',
  permanentFailure: 'returned',
  replaced: 'blank',
};
export const MailTag = ({ value }: { value: MailState }) => (
  <Tag look={MAIL_LOOKS[value]}>{MAIL_STATES[value].name}</Tag>
);

/** R53: 應徵者履歷調閱方式; nothing while not chosen. */
export const ModeTag = ({ value }: { value: RetrievalMode | '' }) =>
  value ? <Tag look="mode">{RETRIEVAL_MODES[value].name}</Tag> : null;
