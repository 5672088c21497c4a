import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, type Part, paragraph } from '../letter.ts';
import { deadlineWords, stampWords } from '../words.ts';

export interface ReviewOutcomeData {
  agency: string;
  vacancyNo: string;
  title: string;
  outcome: 'approved' | 'returned';
  /** Each a sentence; for `returned` at least one. */
  reasons: readonly string[];
  decidedAt: string;
  /** Whether a listed vacancy's change was reviewed, not its registration. */
  revision: boolean;
  /** The listing, for `approved`. */
  opensAt: string | null;
  closesAt: string | null;
  /** The page of the vacancy. */
  link: string;
}

/** To the contact mailbox: 審核通過, or 退回補正 with its reasons. */
export function reviewOutcomeMail(data: ReviewOutcomeData): Composed {
  const approved = data.outcome === 'approved';
  const word = approved ? '審核通過' : '退回補正';
  return compose({
    subject: `${word}：${data.title}（${data.vacancyNo}）`,
    preview: approved ? nextStep(data) : `退回原因 ${data.reasons.length} 項，請補正後重新送出審核。`,
    name: '',
    heading: data.revision ? `職缺變更${word}` : `職缺${word}`,
    parts: [
      { kind: 'key', label: '審核結果', value: word },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['審核時間', stampWords(data.decidedAt)],
      ),
      ...(approved ? [paragraph(nextStep(data))] : returned(data)),
      action([approved ? '查看職缺' : '補正職缺資料'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}

function nextStep({ revision, opensAt, closesAt, decidedAt }: ReviewOutcomeData): string {
  if (revision) return '變更後的內容已刊登。';
  const end = closesAt === null ? '' : `，至 ${deadlineWords(closesAt)} 截止`;
  if (opensAt !== null && Date.parse(opensAt) > Date.parse(decidedAt))
    return `將於 ${stampWords(opensAt)} 開始刊登${end}。`;
  return `職缺已刊登${end}。`;
}

function returned({ reasons, revision }: ReviewOutcomeData): Part[] {
  return [
    paragraph('退回原因：'),
    { kind: 'list', items: reasons },
    paragraph(
      revision
        ? '已刊登的內容不變。請補正後重新送出審核。'
        : '請補正後重新送出審核。退回後 180 天未處理，系統會撤回這筆登錄。',
    ),
  ];
}
