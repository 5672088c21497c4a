/** 刊登證明: from when to when a vacancy stood in the system, and everything that changed meanwhile. */
import { ENDING_REASONS, EXTENSION_REASONS, nameOf, WITHDRAW_REASONS } from '../domain/codes.ts';
import { formatRoc, formatRocDateTime, formatRocRange, taipeiDay } from '../domain/roc-date.ts';
import { REVISION_STATES, type RevisionState, STAGES, type Stage } from '../domain/status.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { VACANCY_ROWS } from '../domain/vacancy-rows.ts';
import type { Json } from './printable.ts';

/** Instants are ISO. */
export interface ListingCertificateInput {
  no: string;
  agencyName: string;
  stage: Stage;
  content: VacancyContent;
  /** It came from the official open data, not from this system's form. */
  imported: boolean;
  listedAt: string;
  closedAt: string | null;
  withdrawnAt: string | null;
  withdrawReason: string | null;
  /** Every hand-in for review, oldest first. */
  revisions: readonly {
    number: number;
    state: RevisionState;
    content: VacancyContent;
    submittedAt: string;
    decidedAt: string | null;
  }[];
  /** Extensions and an early end, oldest first; days before and after. */
  turns: readonly {
    kind: 'extend' | 'endEarly';
    at: string;
    from: string;
    to: string | null;
    reason: string;
  }[];
  madeAt: string;
  /** Name of the officer who asks for it. */
  madeBy: string;
  url: string;
}

/** The document's data for `listing-certificate.typ`. */
export function listingCertificateView(input: ListingCertificateInput): { [key: string]: Json } {
  const { content: c, no, turns } = input;
  const extensions = turns.filter((turn) => turn.kind === 'extend');
  const ended = input.closedAt ?? input.withdrawnAt;
  const announced = turns[0]?.from ?? c.listedTo;
  return {
    documentTitle: `刊登證明 ${no}`,
    date: taipeiDay(input.madeAt).split('-').map(Number),
    url: input.url,
    pairs: [
      ['徵才機關', input.agencyName],
      ['職稱', c.title],
      ['職缺編號', no],
      ['開始刊登', formatRocDateTime(input.listedAt)],
      ['公告之上網有效期間', formatRocRange(c.listedFrom, announced)],
      ['延長', extensions.length === 0 ? '無' : `${extensions.length} 次，迄日延至 ${lastDay(extensions)}`],
      ['修正', corrections(input)],
      ['目前狀態', STAGES[input.stage].name],
      ['停止刊登', ended ? formatRocDateTime(ended) : '仍在刊登'],
    ],
    rows: history(input),
    made: `${formatRocDateTime(input.madeAt)}　${input.madeBy}`,
  };
}

const lastDay = (extensions: ListingCertificateInput['turns']): string =>
  formatRoc(extensions.at(-1)?.to ?? '');

function corrections({ revisions, listedAt }: ListingCertificateInput): string {
  const after = revisions.filter((r) => approved(r) && (r.decidedAt ?? '') > listedAt);
  return after.length === 0 ? '刊登後無修正' : `刊登後 ${after.length} 次`;
}

/** One that was replaced later had been approved. */
const approved = ({ state }: { state: RevisionState }): boolean =>
  state === 'approved' || state === 'superseded';

/** When, what, and in what words; in the order in which it happened. */
function history(input: ListingCertificateInput): string[][] {
  const items: [at: string, what: string, words: string][] = [];
  let before: VacancyContent | null = null;
  for (const r of input.revisions) {
    items.push([r.submittedAt, `送出審核（第 ${r.number} 次）`, before ? changes(before, r.content) : '']);
    if (r.decidedAt && r.state !== 'void') {
      const outcome = approved(r) ? REVISION_STATES.approved : REVISION_STATES.returned;
      items.push([r.decidedAt, outcome.name, '']);
    }
    if (approved(r)) before = r.content;
  }
  items.push([input.listedAt, '開始刊登', input.imported ? '自行政院人事行政總處開放資料匯入' : '']);
  for (const turn of input.turns)
    items.push(
      turn.kind === 'extend'
        ? [
            turn.at,
            '延長',
            `迄日 ${formatRoc(turn.from)} 延至 ${formatRoc(turn.to ?? '')}：${nameOf(EXTENSION_REASONS, turn.reason)}`,
          ]
        : [turn.at, '提前截止', `原定迄日 ${formatRoc(turn.from)}：${nameOf(ENDING_REASONS, turn.reason)}`],
    );
  if (input.closedAt) items.push([input.closedAt, '截止', '']);
  if (input.withdrawnAt)
    items.push([input.withdrawnAt, '撤回', nameOf(WITHDRAW_REASONS, input.withdrawReason ?? '')]);
  return items
    .sort((a, b) => Date.parse(a[0]) - Date.parse(b[0]))
    .map(([at, what, words]) => [formatRocDateTime(at), what, words]);
}

/** The fields that differ, by the form's own names. */
function changes(before: VacancyContent, after: VacancyContent): string {
  const labels = VACANCY_ROWS.filter((row) => row.text(before) !== row.text(after)).map((row) => row.label);
  return labels.length === 0 ? '內容未變' : `修正：${labels.join('、')}`;
}
