/** Who is chosen, the days and the letters, as they are confirmed, approved and read. */

import type { DrawnUp } from '../../db/queries/result-draft.ts';
import type { Candidates } from '../../db/queries/result-view.ts';
import { OUTCOMES, type Outcome, reservedUntil } from '../../domain/result-rules.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import { deadlineWords } from '../../mail/words.ts';
import { Note, SummaryList } from '../components/index.ts';

export const ResultSummary = (p: {
  drawn: DrawnUp;
  candidates: Candidates;
  /** 名額; null when the announcement does not say it in a number, of which nothing is warned. */
  openings: number | null;
}) => {
  const { chosen, letters, settledOn } = p.drawn;
  const names = new Map(p.candidates.rows.map((one) => [one.id, one.name]));
  const nameOf = (id: string): string => names.get(id) ?? '（已撤回應徵）';
  const of = (outcome: Outcome) => chosen.filter((c) => c.outcome === outcome);
  const selected = of('selected');
  const reserves = of('reserve');
  const until = reservedUntil(p.drawn);
  return (
    <>
      {p.openings !== null && selected.length > p.openings ? (
        <Note>
          正取 {selected.length} 人，超過公告名額 {p.openings} 人，請確認無誤。
        </Note>
      ) : null}
      <SummaryList
        facts={[
          {
            term: `正取 ${selected.length} 人`,
            value: selected.map((c) => nameOf(c.applicationId)).join('、') || '無',
          },
          {
            term: `備取 ${reserves.length} 人`,
            value: reserves.map((c) => `${c.rank}. ${nameOf(c.applicationId)}`).join('、') || '無',
          },
          { term: `未錄取 ${p.candidates.total - chosen.length} 人`, value: '其餘應徵者' },
          { term: '結果確定日', value: formatRocSentence(settledOn) },
          { term: '候補期間', value: until ? `至 ${deadlineWords(until)} 止` : '' },
          ...(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => ({
            term: `給${OUTCOMES[outcome].name}人員`,
            value: <span class="sq-prose">{letters[outcome]}</span>,
          })),
        ]}
      />
    </>
  );
};
