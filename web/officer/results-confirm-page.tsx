/** The page before the letters go out: who gets which, and what cannot be taken back. */
import { OUTCOMES, type Outcome } from '../../domain/result-rules.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import { deadlineWords } from '../../mail/words.ts';
import { Button, ConfirmPage, Note, SummaryList } from '../components/index.ts';
import { paths } from '../paths.ts';
import { resultRequest } from './results-form-data.ts';
import type { ResultsView } from './results-page.tsx';
import { applicantsTrail } from './trails.ts';

export const ResultsConfirmPage = ({
  view,
  keep,
}: {
  view: ResultsView;
  /** The form as posted. */
  keep: Record<string, string[]>;
}) => {
  const { vacancy: v, candidates, result } = view;
  const { chosen, reserveUntil, settledOn, letters } = resultRequest(result);
  const names = new Map(candidates.rows.map((one) => [one.id, one.name]));
  const of = (outcome: Outcome) => chosen.filter((c) => c.outcome === outcome);
  const selected = of('selected');
  const reserves = of('reserve');
  const others = candidates.total - chosen.length;
  const openings = v.content.openings;
  return (
    <ConfirmPage
      ctx={view.ctx}
      current="register"
      trail={applicantsTrail(v.no, '確認甄選結果')}
      title="確認甄選結果"
      sub={`${v.title}　職缺編號 ${v.no}`}
      action={paths.officer.results(v.no)}
      formKey={view.formKey}
      keep={{ ...keep, confirmed: '1', applicants: String(candidates.total) }}
      confirm={`寄送 ${candidates.total} 封甄選結果通知`}
      warning
      back={{ href: paths.officer.applicants(v.no), text: '回調閱履歷' }}
      also={
        <Button kind="secondary" name="edit" value="1">
          返回修改
        </Button>
      }
    >
      {openings !== null && selected.length > openings ? (
        <Note>
          正取 {selected.length} 人，超過公告名額 {openings} 人，請確認無誤。
        </Note>
      ) : null}
      <SummaryList
        facts={[
          {
            term: `正取 ${selected.length} 人`,
            value: selected.map((c) => names.get(c.applicationId)).join('、') || '無',
          },
          {
            term: `備取 ${reserves.length} 人`,
            value: reserves.map((c) => `${c.rank}. ${names.get(c.applicationId)}`).join('、') || '無',
          },
          { term: `未錄取 ${others} 人`, value: '其餘應徵者' },
          { term: '結果確定日', value: formatRocSentence(settledOn) },
          { term: '候補期間', value: reserveUntil ? `至 ${deadlineWords(reserveUntil)} 止` : '' },
          ...(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => ({
            term: `給${OUTCOMES[outcome].name}人員`,
            value: <span class="sq-prose">{letters[outcome]}</span>,
          })),
        ]}
      />
      <p>
        寄出後無法收回或更改；備取人員可在候補期間內依名次遞補。職缺的個人資料自此起五個月後依保存期限刪除。
      </p>
    </ConfirmPage>
  );
};
