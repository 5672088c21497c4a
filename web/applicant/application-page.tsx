import type { ApplicationForm } from '../../domain/application-rules.ts';
import { COMPLETIONS, EDUCATION_LEVELS, SEXES } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RocParts } from '../../domain/roc-date.ts';
import { Check } from '../components/choices.tsx';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  FieldGroup,
  Form,
  FormGrid,
  HiddenFields,
  Layout,
  Note,
  Radios,
  RequiredNote,
  RocDate,
  Select,
  TextArea,
  TextInput,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import { showRocMonth } from './application-form-data.ts';

/** The vacancy somebody applies to. */
export interface Applied {
  no: string;
  title: string;
  agencyName: string;
  mode: 'civilService' | 'open';
  closesAt: Date;
}
export interface ApplicationPageProps {
  ctx: PageContext;
  vacancy: Applied;
  form: ApplicationForm;
  birth: RocParts;
  /** Rows shown, empty ones included. */
  educationRows: number;
  experienceRows: number;
  formKey: string;
  problems?: readonly Problem[];
  /** A change of what was handed in before. */
  change?: boolean;
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
    />
    <div class="sq-stack">
      <ErrorSummary problems={p.problems} consequence="資料尚未送出" />
      <Note>{`截止時間：${instantWords(p.vacancy.closesAt)}。送出後會顯示應徵編號，並寄一封收據給您。`}</Note>
      <Form action={paths.apply.form(p.vacancy.no)} csrf={p.ctx.csrf} formKey={p.formKey}>
        <HiddenFields
          values={{
            change: p.change ? 'yes' : '',
            educationRows: String(p.educationRows),
            experienceRows: String(p.experienceRows),
          }}
        />
        {/* Enter presses the first button of a form: it must be the one that goes on, not one that adds a row. */}
        <input class="govuk-visually-hidden" type="submit" name="act" value="review" tabindex={-1} hidden />
        <div class="sq-stack">
          <RequiredNote />
          <Identity {...p} />
          <Education {...p} />
          <Experience {...p} />
          <Card id="statement-part" title="簡要自述">
            <TextArea
              name="statement"
              label="簡要自述"
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
          </Buttons>
        </div>
      </Form>
    </div>
  </Layout>
);

const Identity = ({ form, birth, problems }: ApplicationPageProps) => (
  <Card id="identity" title="基本資料">
    <FormGrid>
      <TextInput
        name="name"
        label="姓名"
        required
        width={2}
        value={form.name}
        problems={problems}
        autocomplete="name"
      />
      <TextInput
        name="idNumber"
        label="身分證字號"
        hint="外籍人士請填統一證號"
        required
        width={2}
        value={form.idNumber}
        problems={problems}
        spellcheck={false}
      />
      <RocDate name="birthDate" label="出生日期" required width={2} value={birth} problems={problems} />
      <Radios
        name="sex"
        label="性別"
        required
        width={2}
        options={SEXES.filter((s) => s.code !== 'any')}
        value={form.sex}
        problems={problems}
      />
      <TextInput
        name="phone"
        label="電話"
        required
        width={2}
        inputmode="tel"
        autocomplete="tel"
        value={form.phone}
        problems={problems}
      />
      <FieldGroup
        name="email-shown"
        label="聯絡Email"
        width={2}
        hint="已確認的信箱；收據與面試通知都寄到這裡"
      >
        <p class="sq-nowrap">{form.email}</p>
      </FieldGroup>
      <TextInput
        name="address"
        label="現居住所"
        required
        value={form.address}
        problems={problems}
        autocomplete="street-address"
      />
    </FormGrid>
  </Card>
);

const Education = ({ form, problems, educationRows }: ApplicationPageProps) => (
  <Card id="education" title="學歷">
    {Array.from({ length: educationRows }, (_, i) => {
      const row = form.education[i];
      const at = `education.${i}`;
      return (
        <fieldset class="govuk-fieldset sq-rowset">
          <legend class="govuk-fieldset__legend">第 {i + 1} 筆學歷</legend>
          <FormGrid>
            <TextInput
              name={`${at}.school`}
              label="學校"
              required
              width={2}
              value={row?.school}
              problems={problems}
            />
            <TextInput
              name={`${at}.department`}
              label="院系所"
              width={2}
              value={row?.department}
              problems={problems}
            />
            <Select
              name={`${at}.level`}
              label="教育程度"
              required
              width={2}
              options={EDUCATION_LEVELS}
              empty="請選擇"
              value={row?.level}
              problems={problems}
            />
            <TextInput
              name={`${at}.from`}
              label="起（民國年/月）"
              width={2}
              value={row ? showRocMonth(row.from) : ''}
              problems={problems}
            />
            <TextInput
              name={`${at}.to`}
              label="迄（民國年/月）"
              width={2}
              value={row ? showRocMonth(row.to) : ''}
              problems={problems}
            />
            <Select
              name={`${at}.completion`}
              label="畢結肄"
              width={2}
              options={COMPLETIONS}
              empty="請選擇"
              value={row?.completion}
              problems={problems}
            />
          </FormGrid>
        </fieldset>
      );
    })}
    <Button kind="secondary" size="small" name="act" value="addEducation">
      新增一筆學歷
    </Button>
  </Card>
);

const Experience = ({ form, problems, experienceRows }: ApplicationPageProps) => (
  <Card id="experience" title="經歷及現職">
    {Array.from({ length: experienceRows }, (_, i) => {
      const row = form.experience[i];
      const at = `experience.${i}`;
      return (
        <fieldset class="govuk-fieldset sq-rowset">
          <legend class="govuk-fieldset__legend">第 {i + 1} 筆經歷</legend>
          <FormGrid>
            <TextInput
              name={`${at}.organ`}
              label="服務機關"
              width={2}
              value={row?.organ}
              problems={problems}
            />
            <TextInput name={`${at}.title`} label="職稱" width={2} value={row?.title} problems={problems} />
            <TextInput
              name={`${at}.grade`}
              label="官職等（無則免填）"
              width={2}
              value={row?.grade}
              problems={problems}
            />
            <TextInput
              name={`${at}.from`}
              label="到職（民國年/月）"
              width={2}
              value={row ? showRocMonth(row.from) : ''}
              problems={problems}
            />
            <TextInput
              name={`${at}.to`}
              label="離職（現職免填）"
              width={2}
              value={row ? showRocMonth(row.to) : ''}
              problems={problems}
            />
          </FormGrid>
        </fieldset>
      );
    })}
    <Button kind="secondary" size="small" name="act" value="addExperience">
      新增一筆經歷
    </Button>
  </Card>
);

/** 個資法 §8: told beside the box that consents. */
export const ConsentBox = ({ problems, checked }: { problems?: readonly Problem[]; checked?: boolean }) => (
  <FieldGroup name="consent" label="個人資料蒐集告知" required problems={problems} id="consent-group">
    <Check name="consent" id="consent" value="yes" checked={checked}>
      我已閱讀<a href={paths.public.privacy()}>個人資料蒐集告知事項</a>
      ，同意徵才機關為辦理本職缺甄選，蒐集、處理及利用以上資料。
    </Check>
  </FieldGroup>
);
