/** 甄選結果: who is chosen and what everyone is told; nothing is recorded before it is confirmed. */

import type { Colleague } from '../../db/queries/deputies.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { ResultDraft } from '../../db/queries/result-draft.ts';
import { CANDIDATES_SHOWN, type Candidates } from '../../db/queries/result-view.ts';
import {
  LETTER_LIMIT,
  letterField,
  OUTCOMES,
  type Outcome,
  outcomeField,
  RESERVE_MONTHS,
  rankField,
} from '../../domain/result-rules.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  Cell,
  EmptyState,
  ErrorSummary,
  Form,
  FormGrid,
  Layout,
  Note,
  Radios,
  ReplyTag,
  RequiredNote,
  RocDate,
  Row,
  RowHead,
  Select,
  Table,
  TextArea,
  TextInput,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { Approvers } from './results-approval-page.tsx';
import type { ReadResult } from './results-form-data.ts';
import { applicantsTrail } from './trails.ts';

export interface ResultsView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  candidates: Candidates;
  result: ReadResult;
  /** The other officers of the agency: who can approve. */
  colleagues: readonly Colleague[];
  /** Of a draft that a second officer sent back. */
  returned: ResultDraft['returned'];
  formKey: string;
}

const CHOICES = [
  { code: 'selected', name: OUTCOMES.selected.name },
  { code: 'reserve', name: OUTCOMES.reserve.name },
];

const People = ({ view }: { view: ResultsView }) => {
  const { candidates, result } = view;
  return (
    <Table caption="應徵者" columns={['應徵者', '面試回覆狀態', '甄選結果', '備取名次']}>
      {candidates.rows.map((one, i) => {
        const line = result.form.lines[i];
        return (
          <Row>
            <RowHead>
              <span class="sq-cell-main">{one.name}</span>
              <span class="sq-cell-sub sq-num">{one.no}</span>
            </RowHead>
            <Cell label="面試回覆狀態" card="status">
              <ReplyTag value={one.replyStatus} />
            </Cell>
            <Cell label="甄選結果">
              <Select
                name={outcomeField(one.id)}
                label={`${one.name}的甄選結果`}
                hideLabel
                empty={OUTCOMES.notSelected.name}
                options={CHOICES}
                value={line?.outcome}
                problems={result.problems}
              />
            </Cell>
            <Cell label="備取名次">
              <TextInput
                name={rankField(one.id)}
                label={`${one.name}的備取名次`}
                hideLabel
                inputmode="numeric"
                chars={3}
                maxlength={2}
                value={line?.rank}
                problems={result.problems}
              />
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
};

const Letter = ({ outcome, result }: { outcome: Outcome; result: ReadResult }) => (
  <TextArea
    name={letterField(outcome)}
    label={`給${OUTCOMES[outcome].name}人員的內容`}
    required
    rows={4}
    value={result.form.letters[outcome]}
    problems={result.problems}
    maxlength={LETTER_LIMIT}
  />
);

const ReturnedNote = ({ returned }: { returned: NonNullable<ResultDraft['returned']> }) => (
  <Note>
    {returned.by ?? '人事人員'}於 <span class="sq-num">{minute(returned.at)}</span> 退回：{returned.reason}
  </Note>
);

const Questions = ({ result }: { result: ReadResult }) => (
  <FormGrid>
    <RocDate
      name="settledOn"
      label="甄選結果確定日"
      required
      hint="機關首長或其授權人員核定的日期；候補期間由其翌日起算。"
      value={result.settledOn}
      problems={result.problems}
    />
    <Radios
      name="reserveMonths"
      label="候補期間（有備取時必填）"
      options={RESERVE_MONTHS}
      value={result.form.reserveMonths}
      problems={result.problems}
    />
    <Letter outcome="selected" result={result} />
    <Letter outcome="reserve" result={result} />
    <Letter outcome="notSelected" result={result} />
  </FormGrid>
);

export const ResultsPage = ({ view }: { view: ResultsView }) => {
  const { ctx, vacancy: v, candidates, result } = view;
  return (
    <Layout
      ctx={ctx}
      title="登錄甄選結果"
      current="register"
      problems={result.problems}
      trail={applicantsTrail(v.no, '登錄甄選結果')}
    >
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title="登錄甄選結果"
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      >
        <RequiredNote />
      </Title>
      <ErrorSummary problems={result.problems} consequence="尚未寄送任何通知" />
      {candidates.total === 0 ? (
        <EmptyState title="沒有應徵者" text="這個職缺目前沒有應徵中的人，不需登錄甄選結果。" />
      ) : (
        <Form action={paths.officer.results(v.no)} csrf={ctx.csrf} formKey={view.formKey}>
          <div class="sq-stack">
            {view.returned ? <ReturnedNote returned={view.returned} /> : null}
            <Approvers colleagues={view.colleagues} />
            <Note plain>
              正取、備取以外的應徵者一律為未錄取。核定後每一位應徵者都會收到通知信，結果也會顯示在「我的應徵」。
            </Note>
            {candidates.total > CANDIDATES_SHOWN ? (
              <Note>
                應徵者共 {candidates.total} 人，以下列出 {CANDIDATES_SHOWN}{' '}
                人，接受面試與已通知面試者在前；未列出者為未錄取。
              </Note>
            ) : null}
            <div class="sq-card">
              <People view={view} />
            </div>
            <Card id="part-letters" title="日期與通知內容">
              <Questions result={result} />
            </Card>
            <Buttons>
              <Button>下一步：確認名單</Button>
              <a href={paths.officer.applicants(v.no)}>取消</a>
            </Buttons>
          </div>
        </Form>
      )}
    </Layout>
  );
};
