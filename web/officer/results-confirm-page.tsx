/** The page before a result goes to a second officer: who gets which letter. */
import { Button, ConfirmPage } from '../components/index.ts';
import { paths } from '../paths.ts';
import { resultRequest } from './results-form-data.ts';
import type { ResultsView } from './results-page.tsx';
import { ResultSummary } from './results-summary.tsx';
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
      confirm="送請核定"
      back={{ href: paths.officer.applicants(v.no), text: '回調閱履歷' }}
      also={
        <Button kind="secondary" name="edit" value="1">
          返回修改
        </Button>
      }
    >
      <ResultSummary drawn={resultRequest(result)} candidates={candidates} openings={v.content.openings} />
      <p>
        送出後由另一位人事人員核定，核定後系統才寄送 {candidates.total}{' '}
        封甄選結果通知；核定前仍可修改後重新送請核定。
      </p>
    </ConfirmPage>
  );
};
