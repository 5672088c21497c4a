import type { Problem } from '../../domain/problem.ts';
import type { BasicPart } from '../../domain/resume-record.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  FieldGroup,
  Form,
  HiddenFields,
  Layout,
  LinkButton,
  Note,
  RequiredNote,
  TextArea,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { ResumeFields } from './resume-field-control.tsx';
import type { Typed } from './resume-form-data.ts';
import { headingOf } from './resume-words.ts';

export type SinglePart = 'basic' | 'notes' | 'statement';

/** The one long text keeps itself while it is typed; rows and short parts are saved by a press. */
const AUTOSAVE = {
  'data-autosave': paths.applicant.resumeStatementAutosave(),
  'data-autosave-button': '儲存',
};

/** Parts 1, 10 and 13: one form each, without rows. */
export const ResumeSinglePage = (p: {
  ctx: PageContext;
  part: SinglePart;
  typed: Typed;
  /** What part 1 shows besides its boxes: the confirmed address, and whether there is a photograph. */
  basic: Pick<BasicPart, 'email' | 'photo'>;
  fingerprint: string;
  formKey: string;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={p.ctx} title={`${headingOf(p.part)}－我的履歷`} variant="applicant" problems={p.problems}>
    <BackLink href={paths.applicant.resume()}>回我的履歷</BackLink>
    <Title title={headingOf(p.part)}>
      {p.part === 'basic' ? (
        <LinkButton href={paths.applicant.resumePhoto()} kind="secondary">
          {p.basic.photo === '' ? '上傳照片' : '更換照片'}
        </LinkButton>
      ) : null}
    </Title>
    <ErrorSummary problems={p.problems} consequence="資料尚未儲存" />
    <Form
      class="sq-card sq-card--pad sq-applying"
      action={paths.applicant.resumePart(p.part)}
      csrf={p.ctx.csrf}
      formKey={p.formKey}
      {...(p.part === 'statement' ? AUTOSAVE : {})}
    >
      <HiddenFields values={{ fingerprint: p.fingerprint }} />
      <div class="sq-stack">
        {p.part === 'basic' ? (
          <>
            <RequiredNote />
            <ResumeFields fields={BASIC_FIELDS} typed={p.typed} problems={p.problems} />
            <FieldGroup name="email-shown" label="電子郵件" hint="註冊並確認的信箱；收據與面試通知都寄到這裡">
              <p class="sq-anywhere">{p.basic.email}</p>
            </FieldGroup>
          </>
        ) : null}
        {p.part === 'notes' ? (
          <>
            <Note>
              本項各欄都可不填。身心障礙屬特種個人資料，只在您填寫、且職缺勾選本項時送交，供保障名額及職務調整之用。
            </Note>
            <ResumeFields fields={NOTES_FIELDS} typed={p.typed} problems={p.problems} />
          </>
        ) : null}
        {p.part === 'statement' ? (
          <>
            <TextArea
              name="statement"
              label="簡要自述"
              hideLabel
              hint="例如應徵動機、專長與重要經歷。最多 20,000 字。"
              rows={18}
              value={p.typed.statement}
              problems={p.problems}
            />
            <p class="sq-small sq-quiet" role="status" data-autosave-status />
          </>
        ) : null}
        <Buttons>
          <Button>儲存</Button>
        </Buttons>
      </div>
    </Form>
  </Layout>
);
