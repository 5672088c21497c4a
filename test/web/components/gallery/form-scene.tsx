/** A refused registration form: summary, marked fields, ROC dates, the workplaces, the assistant. */

import type { Problem } from '../../../../domain/problem.ts';
import { RESUME_SECTIONS } from '../../../../domain/resume-sections.ts';
import {
  AssistFindings,
  BackLink,
  Button,
  Card,
  Checkboxes,
  ChoiceCards,
  ErrorSummary,
  FieldFinding,
  Form,
  FormGrid,
  Layout,
  Note,
  Outline,
  Radios,
  RequiredNote,
  RocDate,
  RocRange,
  RocYearRange,
  Select,
  TextArea,
  TextInput,
  Title,
  WorkplaceGrid,
  YesNo,
  YesNoGroup,
} from '../../../../web/components/index.ts';
import type { PageContext } from '../../../../web/view.ts';

export const PROBLEMS: Problem[] = [
  { field: 'listedTo', message: '上網有效期間的迄日早於起日，請修正迄日', boxes: ['m', 'd'] },
  { field: 'rankClasses', message: '請選擇官等類別，若「無」官職等請勾選「其他」' },
  { field: 'email', message: '請輸入一筆完整的聯絡E-mail，例如 hr@example.gov.tw' },
];

const ranks = ['簡任', '薦任', '委任', '其他'].map((name) => ({ code: name, name }));

export const FormScene = ({ ctx, problems = PROBLEMS }: { ctx: PageContext; problems?: Problem[] }) => (
  <Layout
    ctx={ctx}
    title="職缺資料登錄"
    current="register"
    problems={problems}
    trail={[
      { text: '首頁', href: '/' },
      { text: '機關徵才登錄', href: '/officer/vacancies' },
      { text: '職缺資料登錄' },
    ]}
  >
    <BackLink href="/officer/vacancies">回機關徵才登錄</BackLink>
    <Title title="職缺資料登錄" sub={<>職缺編號 1151100022</>}>
      <RequiredNote />
    </Title>
    <ErrorSummary problems={problems} consequence="資料尚未送審" />
    <Form class="sq-split" action="/officer/vacancies/new" csrf={ctx.csrf} formKey="key-1">
      <div class="sq-stack">
        <Card id="part-agency" title="機關基本資料">
          <FormGrid>
            <TextInput name="no" label="職缺編號" value="1151100022" readonly width={2} />
            <TextInput
              name="agency"
              label="徵才機關"
              value="A58000000A 行政院人事行政總處"
              required
              width={4}
            />
            <TextInput name="agencyAddress" label="機關地址" value="臺北市中正區濟南路一段2之2號" required />
          </FormGrid>
        </Card>
        <Card id="vacancy" title="機關徵才資料">
          <FormGrid>
            <Select
              name="personnelCategory"
              label="人員區分"
              required
              width={2}
              withCodes
              value="13"
              options={[
                { code: '11', name: '一般人員' },
                { code: '13', name: '約僱人員' },
              ]}
            />
            <TextInput name="title" label="職稱" value="約僱人員（職務代理）" required width={3} />
            <TextInput name="openings" label="名額" value={1} required width={1} inputmode="numeric" />
            <WorkplaceGrid name="workplaces" label="工作地" required values={['10', '23']} />
            <RocRange
              from="listedFrom"
              to="listedTo"
              label="上網有效期間"
              required
              fromValue="2026-12-01"
              toValue={{ y: '115', m: '11', d: '30' }}
              hint="請填民國年，例如 115 年 12 月 4 日。公開徵才至少須刊登 3 日。"
              problems={problems}
            />
            <YesNoGroup id="special" label="特殊條件">
              <YesNo name="disabled" label="歡迎身心障礙者參加甄選之職務" value={false} />
              <YesNo name="indigenous" label="歡迎原住民族參加甄選之職務" value={false} />
            </YesNoGroup>
            <Checkboxes
              name="rankClasses"
              label="官等類別"
              aside="可複選"
              required
              columns={4}
              options={ranks}
              values={[]}
              problems={problems}
            />
            <Radios
              name="sex"
              label="性別"
              required
              value="any"
              options={[
                { code: 'male', name: '男' },
                { code: 'female', name: '女' },
                { code: 'any', name: '不拘' },
              ]}
            />
            <TextInput
              name="email"
              label="聯絡E-mail"
              required
              value="hr@example"
              autocomplete="email"
              hint="僅允許一筆聯絡E-mail。選用履歷調閱後，系統每日寄送累積應徵人數至此信箱。"
              problems={problems}
            />
            <RocDate name="birth" label="出生日期" value="1986-01-14" width={3} />
          </FormGrid>
        </Card>
        <Card id="text" title="職缺說明（一至四）">
          <FormGrid>
            <TextArea
              name="qualifications"
              label="一、資格條件"
              rows={3}
              hint="學經歷、考試及格類科等資料說明。惟不宜限制應徵者年齡。"
              value={'國內外大學以上學校畢業，年齡35歲以下尤佳。<script>alert(1)</script>'}
              below={<FieldFinding kind="must">「35歲以下」限制應徵者年齡，請刪除。</FieldFinding>}
            />
          </FormGrid>
        </Card>
        <Card id="mode" title="五、應徵者履歷調閱方式">
          <FormGrid>
            <Note>此調閱方式，如在上網有效期間內不得再修改。</Note>
            <ChoiceCards
              name="modeChoice"
              label="應徵者履歷調閱方式"
              hideLabel
              value="civilService"
              options={[
                {
                  code: 'civilService',
                  name: '須具公務人員任用資格職缺',
                  hint: '於【職缺應徵】系統開放應徵，每日 1、7、13、19 時產製履歷。',
                },
                { code: 'none', name: '不使用應徵者履歷調閱', hint: '由機關自行收件，系統不受理線上應徵。' },
              ]}
            />
            <Checkboxes
              name="sections"
              label="產製的履歷資料"
              layout="parts"
              options={[{ code: 'all', name: '個人全部資料' }, ...RESUME_SECTIONS]}
              values={['exams', 'skills']}
            />
            <RocRange from="trainingFrom" to="trainingTo" label="訓練日期區間" called="訓練" />
            <RocYearRange
              from="appraisalFrom"
              to="appraisalTo"
              label="考績年度區間"
              called="考績"
              fromValue="110"
              toValue="114"
            />
          </FormGrid>
        </Card>
      </div>
      <aside class="sq-assist sq-stack" aria-label="刊登檢查與段落">
        <Outline
          sections={[
            { id: 'part-agency', title: '機關基本資料' },
            { id: 'vacancy', title: '機關徵才資料', errors: 3 },
            { id: 'text', title: '職缺說明' },
            { id: 'mode', title: '履歷調閱方式' },
          ]}
        />
        <section class="sq-card sq-card--pad" aria-labelledby="assist">
          <h2 class="sq-assist__title" id="assist">
            刊登檢查
          </h2>
          <AssistFindings
            findings={[
              {
                kind: 'must',
                title: '資格條件提到年齡',
                field: 'qualifications',
                text: (
                  <>
                    「年齡<mark>35歲以下</mark>尤佳」限制應徵者年齡，請刪除。
                  </>
                ),
                law: '就業服務法第 5 條',
              },
              { kind: 'ok', count: 6, text: '電話格式、地址、性別、工作地、名額、職稱字數。' },
            ]}
          />
        </section>
      </aside>
      <div class="sq-card sq-submit">
        <div class="sq-buttons">
          <Button>送出審核</Button>
          <Button kind="secondary" name="draft" value="1">
            儲存草稿
          </Button>
          <a href="/officer/vacancies/1151100022/preview">預覽公開頁面</a>
        </div>
        <p class="sq-small sq-quiet">草稿於 115/11/24 09:12 儲存</p>
      </div>
    </Form>
  </Layout>
);
