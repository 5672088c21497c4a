/** R80: which kind of file the contacts go into, as a dialog and as a page. */
import type { Problem } from '../../domain/problem.ts';
import { OwnPassword } from '../account/own-password.tsx';
import { STEP_UP_HINT } from '../account/step-up.ts';
import {
  BackLink,
  Checkboxes,
  Dialog,
  DialogBody,
  DialogFoot,
  ErrorSummary,
  Form,
  Layout,
  Radios,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { applicantsTrail } from './trails.ts';

const TITLE = '請選擇匯出聯絡資訊檔案類型';
const KINDS = [
  { code: 'ods', name: '產生ODS檔' },
  { code: 'xlsx', name: '產生Excel檔' },
];

const EXTRAS = [
  { code: 'screening', name: '資格審查結果與原因' },
  { code: 'notes', name: '備註' },
];

interface Asked {
  ctx: PageContext;
  no: string;
  formKey: string;
  count: number;
  /** Chosen before, when the form came back. */
  fileType?: string;
  include?: readonly string[];
  /** The password of the sign-in is asked for once more. */
  stepUp: boolean;
  problems?: readonly Problem[];
}

const Body = ({ no, count, fileType, include, stepUp, problems, id }: Asked & { id: string }) => (
  <>
    <DialogBody id={id} title={TITLE}>
      <p>匯出全部 {count} 位應徵者的聯絡資訊，不限已勾選者；已撤回應徵者不列入。</p>
      <Radios
        name="fileType"
        id={`${id}-fileType`}
        label="檔案類型"
        required
        options={KINDS}
        value={fileType}
        problems={problems}
      />
      <Checkboxes
        name="include"
        id={`${id}-include`}
        label="另列入下列欄位"
        hint="屬機關內部資料，請勿提供應徵者。"
        options={EXTRAS}
        values={include}
      />
      {stepUp ? <OwnPassword id={`${id}-passwordOld`} hint={STEP_UP_HINT} problems={problems} /> : null}
    </DialogBody>
    <DialogFoot cancelHref={paths.officer.applicants(no)} />
  </>
);

export const ContactsDialog = (p: Asked) => (
  <Dialog id="contacts">
    <Form action={paths.officer.contacts(p.no)} csrf={p.ctx.csrf} formKey={p.formKey} data-download>
      <Body {...p} id="contacts" />
    </Form>
  </Dialog>
);

export const ContactsPage = (p: Asked) => {
  const problems = (p.problems ?? []).map((problem) => ({ ...problem, field: `contacts-${problem.field}` }));
  return (
    <Layout
      ctx={p.ctx}
      title={TITLE}
      current="register"
      problems={p.problems}
      trail={applicantsTrail(p.no, TITLE)}
    >
      <BackLink href={paths.officer.applicants(p.no)}>回調閱履歷</BackLink>
      <h1 class="govuk-visually-hidden">機關徵才登錄-匯出聯絡資訊</h1>
      <ErrorSummary problems={problems} />
      <div class="sq-card sq-dialogpage">
        <Form action={paths.officer.contacts(p.no)} csrf={p.ctx.csrf} formKey={p.formKey}>
          <Body {...p} id="contacts" />
        </Form>
      </div>
    </Layout>
  );
};
