import type { ApplicationForm } from '../../domain/application-rules.ts';
import { COMPLETIONS, EDUCATION_LEVELS, nameOf, SEXES } from '../../domain/codes.ts';
import { maskIdNumber } from '../../domain/id-number.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import { Check } from '../components/choices.tsx';
import { FieldGroup } from '../components/field.tsx';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  FileInput,
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
import { type Posted, showRocMonth } from './application-form-data.ts';
import { type Applied, ConsentBox } from './application-page.tsx';

const CARRIED =
  /^(change|educationRows|experienceRows|name|idNumber|birthDate-[ymd]|sex|phone|address|statement|education\..+|experience\..+)$/;

/** The fields of the first step as they were posted, carried along unchanged. */
export function carried(body: Posted): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body))
    if (value !== undefined && CARRIED.test(name)) kept[name] = value;
  return kept;
}

/** The second step: what will be handed in, the files, the consent, one button. */
export const ReviewPage = (p: {
  ctx: PageContext;
  vacancy: Applied;
  form: ApplicationForm;
  body: Posted;
  formKey: string;
  problems?: readonly Problem[];
  change?: boolean;
}) => {
  const { form } = p;
  const chooseAgain = (p.problems?.length ?? 0) > 0;
  return (
    <Layout ctx={p.ctx} title={`確認應徵資料－${p.vacancy.title}`} variant="applicant" problems={p.problems}>
      <BackLink href={paths.public.vacancy(p.vacancy.no)}>回職缺內容</BackLink>
      <Title title="確認應徵資料" sub={`${p.vacancy.agencyName}　${p.vacancy.title}　${p.vacancy.no}`} />
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
          <ul class="sq-prose">
            {form.education.map((e) => (
              <li>
                {[
                  e.school,
                  e.department,
                  nameOf(EDUCATION_LEVELS, e.level),
                  nameOf(COMPLETIONS, e.completion),
                  e.from || e.to ? `${showRocMonth(e.from)}～${showRocMonth(e.to)}` : '',
                ]
                  .filter(Boolean)
                  .join('　')}
              </li>
            ))}
            {form.experience.map((e) => (
              <li>
                {[e.organ, e.title, e.grade, `${showRocMonth(e.from)}～${e.to ? showRocMonth(e.to) : '現職'}`]
                  .filter(Boolean)
                  .join('　')}
              </li>
            ))}
          </ul>
          <p class="sq-prose">{form.statement || '（未填簡要自述）'}</p>
        </Card>
        <Form action={paths.apply.form(p.vacancy.no)} csrf={p.ctx.csrf} formKey={p.formKey} multipart>
          <HiddenFields values={carried(p.body)} />
          <div class="sq-stack">
            <Card id="files-part" title="證明文件">
              {chooseAgain ? <Note>基於瀏覽器的限制，請重新選擇要上傳的檔案；其他資料都已保留。</Note> : null}
              {p.change ? <Note plain>重新送出後，文件以這次選擇的為準。</Note> : null}
              <FileInput
                name="files"
                label="PDF 檔（選填）"
                hint="至多 5 個，每個 10 MB、合計 20 MB 以內，不可加密。可一次選取多個檔案。"
                accept="application/pdf,.pdf"
                multiple
                problems={p.problems}
              />
            </Card>
            <Card id="consent-part" title="聲明與同意">
              {p.vacancy.mode === 'civilService' ? (
                <FieldGroup
                  name="qualified"
                  label="任用資格"
                  required
                  problems={p.problems}
                  id="qualified-group"
                >
                  <Check name="qualified" id="qualified" value="yes" checked={p.body.qualified === 'yes'}>
                    本人具公務人員任用資格，並了解將由徵才機關查驗。
                  </Check>
                </FieldGroup>
              ) : null}
              <ConsentBox problems={p.problems} checked={p.body.consent === 'yes'} />
            </Card>
            <Note>{`截止時間：${instantWords(p.vacancy.closesAt)}，以送達系統的時刻為準。`}</Note>
            <Buttons>
              <Button name="act" value="submit" size="large">
                {p.change ? '送出修改' : '送出應徵'}
              </Button>
              <Button name="act" value="back" kind="secondary">
                回上一頁修改
              </Button>
            </Buttons>
          </div>
        </Form>
      </div>
    </Layout>
  );
};

/** The listing closed while the form was filled in: nothing is lost to the person, though too late. */
export const TooLatePage = (p: { ctx: PageContext; title: string; why: string; form?: ApplicationForm }) => (
  <Layout ctx={p.ctx} title={p.title} variant="applicant">
    <Title title={p.title} />
    <div class="sq-stack">
      <Note>{p.why}</Note>
      {p.form?.statement ? (
        <Card id="kept" title="您填寫的簡要自述（可複製保存）">
          <p class="sq-prose">{p.form.statement}</p>
        </Card>
      ) : null}
      <p>
        <a href={paths.public.vacancies()}>查詢其他職缺</a>　<a href={paths.applicant.home()}>我的應徵</a>
      </p>
    </div>
  </Layout>
);
