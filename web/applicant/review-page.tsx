import type { ApplicationForm } from '../../domain/application-rules.ts';
import { nameOf, SEXES } from '../../domain/codes.ts';
import { maskIdNumber } from '../../domain/id-number.ts';
import { presentPosts } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  Note,
  SummaryList,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import { carried } from './application-form-data.ts';
import { DraftState, draftAttributes, SaveDraftButton } from './draft-part.tsx';
import { HandedOver } from './handed-over.tsx';
import type { Applied } from './open-vacancy.ts';
import type { Posted } from './resume-form-data.ts';
import { EducationList, ExperienceList } from './resume-lists.tsx';
import { AdjustmentsPart, ConsentPart, FilesPart, QualificationPart } from './review-parts.tsx';
import { type EarlierFile, readParticulars } from './second-step.ts';

/** The second step: what will be handed in, the files, the consent, one button. */
export const ReviewPage = (p: {
  ctx: PageContext;
  vacancy: Applied;
  form: ApplicationForm;
  /** The whole résumé as it would be kept; what of it goes to the vacancy is shown. */
  resume: ResumeRecord;
  body: Posted;
  formKey: string;
  draftVersion: number;
  problems?: readonly Problem[];
  change?: boolean;
  /** Files of the version handed in before, and those of them that stay. */
  earlier: readonly EarlierFile[];
  kept: readonly EarlierFile[];
}) => {
  const { form } = p;
  const particulars = readParticulars(p.body);
  return (
    <Layout ctx={p.ctx} title={`確認應徵資料－${p.vacancy.title}`} variant="applicant" problems={p.problems}>
      <BackLink href={paths.public.vacancy(p.vacancy.no)}>回職缺內容</BackLink>
      <Title title="確認應徵資料" sub={`${p.vacancy.agencyName}　${p.vacancy.title}　${p.vacancy.no}`}>
        <p class="sq-small sq-quiet">第 2 步，共 2 步</p>
      </Title>
      <div class="sq-stack">
        <ErrorSummary problems={p.problems} consequence="應徵尚未送出" />
        <Card id="identity" title="基本資料">
          <SummaryList
            facts={[
              { term: '姓名', value: form.name },
              { term: '身分證字號', value: maskIdNumber(form.idNumber) },
              { term: '出生日期', value: formatRocSentence(form.birthDate) },
              { term: '性別', value: nameOf(SEXES, form.sex) },
              { term: '電話', value: form.phone },
              { term: '聯絡Email', value: form.email },
              { term: '現居住所', value: form.address },
            ]}
          />
        </Card>
        <Card id="parts" title="學歷、經歷及自述">
          <div class="sq-stack">
            <div>
              <h3 class="sq-part">學歷</h3>
              <EducationList rows={form.education} />
            </div>
            <div>
              <h3 class="sq-part">經歷及現職</h3>
              {form.experience.length > 0 ? <ExperienceList rows={form.experience} /> : <p>未填</p>}
            </div>
            <div>
              <h3 class="sq-part">簡要自述</h3>
              <p class="sq-prose sq-prewrap">{form.statement || '未填'}</p>
            </div>
          </div>
        </Card>
        <HandedOver vacancy={p.vacancy} resume={p.resume} />
        <Form
          action={paths.apply.form(p.vacancy.no)}
          csrf={p.ctx.csrf}
          formKey={p.formKey}
          multipart
          {...draftAttributes(p)}
        >
          <HiddenFields values={carried(p.body)} />
          <div class="sq-stack">
            <FilesPart problems={p.problems} earlier={p.earlier} kept={p.kept} />
            {p.vacancy.mode === 'civilService' ? (
              <QualificationPart
                problems={p.problems}
                form={particulars}
                posts={presentPosts(form.experience)}
              />
            ) : null}
            <AdjustmentsPart problems={p.problems} form={particulars} />
            <ConsentPart
              problems={p.problems}
              checked={p.body.consent === 'yes'}
              agency={p.vacancy.agencyName}
            />
            <Note>{`截止時間：${instantWords(p.vacancy.closesAt)}，以送達系統的時刻為準。`}</Note>
            <p>
              <Button name="act" value="preview" kind="link" formtarget="_blank">
                預覽機關將收到的履歷（PDF，另開視窗）
              </Button>
            </p>
            <Buttons>
              <Button name="act" value="submit" size="large">
                {p.change ? '送出修改' : '送出應徵'}
              </Button>
              <Button name="act" value="back" kind="secondary">
                回上一頁修改
              </Button>
              {p.change ? null : <SaveDraftButton />}
            </Buttons>
            {p.change ? null : <DraftState version={p.draftVersion} files />}
          </div>
        </Form>
      </div>
    </Layout>
  );
};
