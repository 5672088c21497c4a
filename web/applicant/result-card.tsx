/** 甄選結果 as the applicant reads it. */
import type { ownApplication, ownApplications } from '../../db/queries/own-applications.ts';
import { OUTCOMES } from '../../domain/result-rules.ts';
import { Card, OutcomeTag } from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';

type Row = Awaited<ReturnType<typeof ownApplications>>[number];
type One = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;

/** The outcome in a sentence; '' before there is one. */
export function resultWords(
  r: Pick<Row, 'outcome' | 'rank' | 'reserve_until' | 'reserve_ended_at' | 'declined_at'>,
): string {
  if (!r.outcome) return '';
  if (r.declined_at) return `${OUTCOMES[r.outcome].name}，已於 ${instantWords(r.declined_at)} 婉拒`;
  if (r.outcome !== 'reserve' || !r.reserve_until) return OUTCOMES[r.outcome].name;
  const until = instantWords(r.reserve_until);
  return `${OUTCOMES.reserve.name}第 ${r.rank} 名，${r.reserve_ended_at ? `候補期間已於 ${until} 屆滿` : `候補期間至 ${until} 止`}`;
}

/** Whether she can decline a post: selected, not declined, not withdrawn. */
export const mayDecline = (r: Pick<Row, 'outcome' | 'declined_at' | 'state'>): boolean =>
  r.outcome === 'selected' && r.declined_at === null && r.state === 'open';

/** With the agency's letter; nothing before there is a result. */
export const ResultCard = ({ row }: { row: One }) =>
  row.outcome && row.letter !== null ? (
    <Card id="result" title="甄選結果" aside={<OutcomeTag value={row.outcome} />}>
      <p>
        <strong>{resultWords(row)}</strong>
      </p>
      <p class="sq-prose">{row.letter}</p>
      {mayDecline(row) ? (
        <p>
          不克報到時，請<a href={paths.applicant.decline(row.id)}>婉拒錄取</a>，名額將由備取人員遞補。
        </p>
      ) : null}
    </Card>
  ) : null;
