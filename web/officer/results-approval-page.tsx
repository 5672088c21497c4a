/** A result that waits for a second officer: what it says, and, for everyone but who drew it up, 核定 or 退回. */
import type { Colleague } from '../../db/queries/deputies.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { ResultDraft } from '../../db/queries/result-draft.ts';
import type { Candidates } from '../../db/queries/result-view.ts';
import type { Problem } from '../../domain/problem.ts';
import { RETURN_REASON_LIMIT } from '../../domain/result-rules.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  LinkButton,
  Note,
  TextArea,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { ResultSummary } from './results-summary.tsx';
import { applicantsTrail } from './trails.ts';

export interface ApprovalView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  draft: ResultDraft;
  candidates: Candidates;
  /** Who is reading. */
  accountId: string;
  /** The other officers of the agency. */
  colleagues: readonly Colleague[];
  formKey: string;
  /** As typed. */
  reason: string;
  problems: readonly Problem[];
}

/** Who can approve; where nobody can, what to do about it. */
export const Approvers = ({ colleagues }: { colleagues: readonly Colleague[] }) =>
  colleagues.length > 0 ? (
    <Note plain>
      甄選結果由另一位人事人員核定後才會寄送。可核定者：{colleagues.map((one) => one.name).join('、')}。
    </Note>
  ) : (
    <Note>
      甄選結果須由另一位人事人員核定後才會寄送，但貴機關目前沒有第二個人事人員帳號。請洽系統管理單位，為主管或職務代理人開立人事人員帳號；開立後即可登入核定，已登錄的內容會保留。
    </Note>
  );

const Decision = ({ view }: { view: ApprovalView }) => {
  const { ctx, vacancy: v, draft, formKey } = view;
  const seen = <HiddenFields values={{ version: String(draft.version) }} />;
  return (
    <>
      <Card id="approve" title="核定">
        <Form action={paths.officer.approveResults(v.no)} csrf={ctx.csrf} formKey={formKey}>
          {seen}
          <div class="sq-stack">
            <p>
              核定後系統立即寄送，無法收回或更改；備取人員可在候補期間內依名次遞補。職缺的個人資料自此起五個月後依保存期限刪除。
            </p>
            <Buttons>
              <Button kind="warning">核定並寄送 {view.candidates.total} 封甄選結果通知</Button>
            </Buttons>
          </div>
        </Form>
      </Card>
      <Card id="return" title="退回">
        <Form action={paths.officer.returnResults(v.no)} csrf={ctx.csrf} formKey={`${formKey}-r`}>
          {seen}
          <div class="sq-stack">
            <TextArea
              name="reason"
              label="退回原因"
              hint="登錄者會看到；加密保存，應徵者看不到。"
              required
              rows={3}
              value={view.reason}
              problems={view.problems}
              maxlength={RETURN_REASON_LIMIT}
            />
            <Buttons>
              <Button kind="secondary">退回修正</Button>
            </Buttons>
          </div>
        </Form>
      </Card>
    </>
  );
};

export const ResultsApprovalPage = ({ view }: { view: ApprovalView }) => {
  const { ctx, vacancy: v, draft } = view;
  const own = draft.drawnBy.id === view.accountId;
  const title = own ? '甄選結果等候核定' : '核定甄選結果';
  return (
    <Layout
      ctx={ctx}
      title={title}
      current="register"
      problems={view.problems}
      trail={applicantsTrail(v.no, title)}
    >
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title={title}
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      />
      <ErrorSummary problems={view.problems} consequence="尚未退回" />
      <div class="sq-stack">
        {own ? <Approvers colleagues={view.colleagues} /> : null}
        <Card id="drawn" title="登錄的甄選結果">
          <div class="sq-stack">
            <p>
              由{draft.drawnBy.name ?? '已離開本機關的人事人員'}於{' '}
              <span class="sq-num">{minute(draft.drawnAt)}</span> 登錄，尚未寄送任何通知。
            </p>
            <ResultSummary drawn={draft} candidates={view.candidates} openings={v.content.openings} />
            <Buttons>
              <LinkButton kind="secondary" size="small" href={`${paths.officer.results(v.no)}?edit=1`}>
                修改後重新送請核定
              </LinkButton>
            </Buttons>
          </div>
        </Card>
        {own ? null : <Decision view={view} />}
      </div>
    </Layout>
  );
};
