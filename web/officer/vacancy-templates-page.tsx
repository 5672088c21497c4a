/** 範本: the list, the page that names one, and the page before one is deleted. */
import type { VacancyTemplate } from '../../db/queries/vacancy-templates.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRoc, taipeiDay } from '../../domain/roc-date.ts';
import {
  ActCell,
  BackLink,
  Blank,
  Cell,
  ConfirmPage,
  Hidden,
  Layout,
  ListCard,
  Row,
  RowHead,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { TemplateNameField } from './template-name-field.tsx';
import { trailTo } from './trails.ts';

const Line = ({ template: t }: { template: VacancyTemplate }) => (
  <Row>
    <RowHead>
      <a class="sq-cell-main" href={paths.officer.newVacancy(t.id)}>
        {t.name}
        <Hidden>：以此範本新增職缺</Hidden>
      </a>
    </RowHead>
    <Cell label="職稱">{t.content.title || <Blank why="尚未填寫" />}</Cell>
    <Cell label="機關名稱">{t.agency_name}</Cell>
    <Cell label="儲存日期" class="sq-num">
      {formatRoc(taipeiDay(t.created_at))}
    </Cell>
    <ActCell href={paths.officer.newVacancy(t.id)} about={t.name}>
      新增職缺
    </ActCell>
    <ActCell href={paths.officer.deleteTemplate(t.id)} about={t.name}>
      刪除
    </ActCell>
  </Row>
);

export const TemplatesPage = ({
  ctx,
  templates,
}: {
  ctx: PageContext;
  templates: readonly VacancyTemplate[];
}) => (
  <Layout ctx={ctx} title="職缺範本" current="register" trail={trailTo({ text: '職缺範本' })}>
    <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
    <Title title="職缺範本" sub="同機關的人事人員共用。範本不含上網有效期間、填寫人及附件。" />
    <ListCard
      caption="職缺範本清單"
      columns={['範本名稱', '職稱', '機關名稱', '儲存日期', '新增', '刪除']}
      rows={templates}
      line={(template) => <Line template={template} />}
      none={{ title: '尚無範本', text: '開啟任一職缺，按「存為範本」，即可用它的內容新增職缺。' }}
    />
  </Layout>
);

export const NewTemplatePage = (p: {
  ctx: PageContext;
  formKey: string;
  vacancy: { no: string; title: string };
  name: string;
  problems: readonly Problem[];
}) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo({ text: '存為範本' })}
    title="存為範本"
    sub={
      <>
        {p.vacancy.title}　職缺編號 <span class="sq-num">{p.vacancy.no}</span>
      </>
    }
    action={paths.officer.saveTemplate(p.vacancy.no)}
    formKey={p.formKey}
    confirm="存為範本"
    back={{ href: paths.officer.vacancy(p.vacancy.no), text: '回職缺頁' }}
    problems={p.problems}
  >
    <p>保留這筆職缺目前的登錄內容，供同機關日後新增職缺使用；不含上網有效期間及填寫人。</p>
    <TemplateNameField value={p.name} problems={p.problems} />
  </ConfirmPage>
);

export const DeleteTemplatePage = (p: { ctx: PageContext; formKey: string; template: VacancyTemplate }) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo({ text: '職缺範本', href: paths.officer.templates() }, { text: '刪除範本' })}
    title="刪除範本"
    sub={p.template.name}
    action={paths.officer.deleteTemplate(p.template.id)}
    formKey={p.formKey}
    confirm="刪除範本"
    warning
    back={{ href: paths.officer.templates(), text: '回職缺範本' }}
  >
    <p>範本刪除後無法復原，同機關的人事人員都不能再使用；已用它新增的職缺不受影響。</p>
  </ConfirmPage>
);
