import type { ApplicationForm } from '../../domain/application-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { RocParts } from '../../domain/roc-date.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  EnterPresses,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  Note,
  RequiredNote,
  TextArea,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import type { RowsShown } from './application-form-data.ts';
import { Education, Experience, Identity } from './application-parts.tsx';
import { DraftState, draftAttributes, SaveDraftButton } from './draft-part.tsx';
import { NeededParts } from './needed-parts.tsx';
import type { Applied } from './open-vacancy.ts';

export interface ApplicationPageProps {
  ctx: PageContext;
  vacancy: Applied;
  form: ApplicationForm;
  /** The whole résumé as it would be kept. */
  resume: ResumeRecord;
  birth: RocParts;
  /** Rows shown, empty ones included. */
  rows: RowsShown;
  formKey: string;
  problems?: readonly Problem[];
  /** Of the draft this form continues; 0 when there is none. */
  draftVersion: number;
  /** When that draft was kept last, in words. */
  draftSavedAt?: string;
  /** A change of what was handed in before. */
  change?: boolean;
  /** What the second step said already, carried along. */
  later?: Record<string, string | string[]>;
}

/** The first of two steps: what the résumé is made of. Files and consent come with the second. */
export const ApplicationPage = (p: ApplicationPageProps) => (
  <Layout
    ctx={p.ctx}
    title={`${p.change ? '修改應徵資料' : '應徵'}－${p.vacancy.title}`}
    variant="applicant"
    problems={p.problems}
  >
    <BackLink href={paths.public.vacancy(p.vacancy.no)}>回職缺內容</BackLink>
    <Title
      title={p.change ? '修改應徵資料' : '填寫應徵資料'}
      sub={`${p.vacancy.agencyName}　${p.vacancy.title}　${p.vacancy.no}`}
    >
      <p class="sq-small sq-quiet">第 1 步，共 2 步</p>
    </Title>
    <div class="sq-stack">
      <ErrorSummary problems={p.problems} consequence="資料尚未送出" />
      <Note>{`截止時間：${instantWords(p.vacancy.closesAt)}。送出後會顯示應徵編號，並寄一封收據給您。`}</Note>
      <NeededParts vacancy={p.vacancy} resume={p.resume} />
      <Form
        class="sq-applying"
        action={paths.apply.form(p.vacancy.no)}
        csrf={p.ctx.csrf}
        formKey={p.formKey}
        {...draftAttributes(p)}
      >
        <HiddenFields
          values={{
            ...p.later,
            change: p.change ? 'yes' : '',
            educationRows: String(p.rows.education),
            experienceRows: String(p.rows.experience),
          }}
        />
        <EnterPresses name="act" value="review" />
        <div class="sq-stack">
          <RequiredNote />
          <Identity {...p} />
          <Education {...p} />
          <Experience {...p} />
          <Card id="statement-part" title="簡要自述">
            <TextArea
              name="statement"
              label="簡要自述"
              hideLabel
              hint="例如應徵動機、專長與重要經歷。最多 20,000 字。"
              rows={8}
              value={p.form.statement}
              problems={p.problems}
            />
          </Card>
          <Buttons>
            <Button name="act" value="review">
              下一步：確認並上傳文件
            </Button>
            {p.change ? null : <SaveDraftButton />}
          </Buttons>
          {p.change ? null : <DraftState version={p.draftVersion} savedAt={p.draftSavedAt} />}
        </div>
      </Form>
    </div>
  </Layout>
);
