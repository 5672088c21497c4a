/** R76–R78: the password of an archive, as a dialog with script and as a page without. */
import { checkArchivePassword } from '../../domain/archive-password.ts';
import { RETRIEVAL_PURPOSES } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { OwnPassword } from '../account/own-password.tsx';
import { STEP_UP_HINT } from '../account/step-up.ts';
import {
  BackLink,
  Carry,
  Dialog,
  DialogBody,
  DialogFoot,
  DownloadProgress,
  ErrorSummary,
  Form,
  Layout,
  NamesOf,
  PasswordRules,
  Select,
  ShowPassword,
  TextInput,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { RESUME } from './applicants-rows.tsx';
import { applicantsTrail } from './trails.ts';

const TITLE = '請設定下載壓縮檔密碼';
const RULE = '密碼長度應至少 8 碼以上，並且混合大小寫英文字母、數字及特殊符號。';

interface Asked {
  ctx: PageContext;
  no: string;
  formKey: string;
  ids?: readonly string[];
  names?: readonly string[];
  purpose?: string;
  /** The password of the sign-in is asked for once more. */
  stepUp: boolean;
  problems?: readonly Problem[];
}

/** The form's inside; the password is never written back into a page. */
const Body = ({ id, names = [], purpose = '', problems = [], ids, ...p }: Asked & { id: string }) => (
  <>
    <DialogBody id={id} title={TITLE}>
      <input type="hidden" name="step" value="archive" />
      <Carry of={RESUME} values={ids} />
      <p>
        將調閱以下人員的履歷：
        <NamesOf of={RESUME} names={names} />
      </p>
      <Select
        name="purpose"
        id={`${id}-purpose`}
        label="調閱事由"
        required
        empty="請選擇"
        options={RETRIEVAL_PURPOSES}
        value={purpose}
        problems={problems}
      />
      <TextInput
        name="password"
        id={`${id}-password`}
        label="請輸入密碼："
        required
        type="password"
        autocomplete="new-password"
        spellcheck={false}
        hint={RULE}
        problems={problems}
        describedByAlso={`${id}-password-rules`}
      />
      <ShowPassword input={`${id}-password`} />
      <PasswordRules input={`${id}-password`} rules={checkArchivePassword('')} untouched />
      {p.stepUp ? <OwnPassword id={`${id}-passwordOld`} hint={STEP_UP_HINT} problems={problems} /> : null}
      <p class="sq-note">請自行記得所設定之密碼，本系統不再提供查詢</p>
      <DownloadProgress />
    </DialogBody>
    <DialogFoot cancelHref={paths.officer.applicants(p.no)} />
  </>
);

export const RetrievalDialog = (p: Asked) => (
  <Dialog id="retrieval">
    <Form
      action={paths.officer.retrieve(p.no)}
      csrf={p.ctx.csrf}
      formKey={p.formKey}
      data-download="progress"
    >
      <Body {...p} id="retrieval" />
    </Form>
  </Dialog>
);

/** The same body as a page: without script, and whenever something is wrong with what was entered. */
export const RetrievalPage = (p: Asked) => {
  const problems = (p.problems ?? []).map((problem) => ({ ...problem, field: `retrieval-${problem.field}` }));
  return (
    <Layout
      ctx={p.ctx}
      title={TITLE}
      current="register"
      problems={p.problems}
      trail={applicantsTrail(p.no, TITLE)}
    >
      <BackLink href={paths.officer.applicants(p.no)}>回調閱履歷</BackLink>
      <h1 class="govuk-visually-hidden">機關徵才登錄-調閱履歷</h1>
      <ErrorSummary problems={problems} consequence="尚未調閱任何履歷" />
      <div class="sq-card sq-dialogpage">
        <Form
          action={paths.officer.retrieve(p.no)}
          csrf={p.ctx.csrf}
          formKey={p.formKey}
          data-download="progress"
        >
          <Body {...p} id="retrieval" />
        </Form>
      </div>
    </Layout>
  );
};
