/** 機關徵才匯入 (R13): choosing a file, and what is wrong with it; nothing is written yet. */
import type { VacancyImport } from '../../db/queries/vacancy-imports.ts';
import { MAX_IMPORT_ROWS } from '../../documents/sheet-reader.ts';
import { JOB_SERIES, PERSONNEL_CATEGORIES, WORKPLACES } from '../../domain/codes.ts';
import { IMPORT_COLUMNS } from '../../domain/import-columns.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import {
  Button,
  Buttons,
  Card,
  Cell,
  Details,
  ErrorSummary,
  FileInput,
  Form,
  Layout,
  LinkButton,
  Radios,
  Row,
  RowHead,
  Stack,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import type { ImportPlan } from './import-plan.ts';
import { ImportTable, importProblems } from './import-table.tsx';

export const TARGETS = [
  { code: 'draft', name: '存為草稿，逐筆確認後再送審' },
  { code: 'review', name: '全部送出審核' },
] as const;

export interface ImportView {
  ctx: PageContext;
  formKey: string;
  target: string;
  problems: readonly Problem[];
  plan: ImportPlan | null;
  last: readonly VacancyImport[];
}

export const importTrail = (...rest: { text: string; href?: string }[]) => [
  { text: '首頁', href: paths.home() },
  ...(rest.length > 0
    ? [{ text: '機關徵才匯入', href: paths.officer.import() }, ...rest]
    : [{ text: '機關徵才匯入' }]),
];

const Codes = ({ title, table }: { title: string; table: readonly { code: string; name: string }[] }) => (
  <p>
    <strong>{title}</strong>：{table.map(({ code, name }) => `${code}-${name}`).join('、')}
  </p>
);

const Guide = () => (
  <Card id="guide" title="範本與填寫說明">
    <Stack>
      <Buttons>
        {(['xlsx', 'ods', 'csv'] as const).map((kind) => (
          <LinkButton kind="secondary" size="small" href={paths.officer.importTemplate(kind)} download>
            下載範本（{kind.toUpperCase()}）
          </LinkButton>
        ))}
      </Buttons>
      <p>
        也可匯入職缺 Open Data 的官方 XML 檔。每次最多 {MAX_IMPORT_ROWS} 筆、10 MB；CSV 可用 UTF-8 或 Big5。
      </p>
      <Details summary="各欄位可填的內容">
        <Table caption="匯入欄位" columns={['欄位', '必填', '可填的內容']} cards={false}>
          {IMPORT_COLUMNS.map(({ head, required, hint }) => (
            <Row>
              <RowHead>{head}</RowHead>
              <Cell>{required ? '送審時必填' : '選填'}</Cell>
              <Cell>{hint}</Cell>
            </Row>
          ))}
        </Table>
      </Details>
      <Details summary="代碼表">
        <Codes title="人員區分" table={PERSONNEL_CATEGORIES} />
        <Codes title="工作地" table={WORKPLACES} />
        <Codes title="職系" table={JOB_SERIES} />
      </Details>
    </Stack>
  </Card>
);

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const Last = ({ last }: { last: readonly VacancyImport[] }) => (
  <Card id="last" title="最近的匯入">
    <ul class="sq-plainlist">
      {last.map((one) => (
        <li>
          <a href={paths.officer.importOf(one.id)}>
            <span class="sq-num">{one.appliedAt ? minute(one.appliedAt) : ''}</span> 匯入 {one.nos.length} 筆
            {one.target === 'review' ? '送審' : '草稿'}
          </a>
          {one.undoneAt ? '（已復原）' : one.undoUntil ? `（${minute(one.undoUntil)} 前可復原）` : ''}
        </li>
      ))}
    </ul>
  </Card>
);

export const ImportPage = (view: ImportView) => {
  const { plan } = view;
  const problems = [...view.problems, ...(plan ? importProblems(plan) : [])];
  return (
    <Layout ctx={view.ctx} title="機關徵才匯入" current="import" problems={problems} trail={importTrail()}>
      <Title title="機關徵才匯入" sub="先檢查檔案，確認後才會寫入；有一筆不行就全部不寫入。" />
      <ErrorSummary
        problems={problems}
        title={plan ? `${plan.rows.length} 筆中有 ${plan.faulty} 筆需要修正` : undefined}
        consequence="沒有寫入任何資料"
      />
      <Stack>
        {plan ? (
          <div class="sq-card">
            <ImportTable plan={plan} />
          </div>
        ) : null}
        <Form
          class="sq-card sq-card--pad"
          action={paths.officer.import()}
          csrf={view.ctx.csrf}
          formKey={view.formKey}
          multipart
        >
          <Stack>
            <FileInput
              name="file"
              label="要匯入的檔案"
              required
              hint="XLSX、ODS、CSV 或官方 XML"
              accept=".xlsx,.ods,.csv,.xml"
              problems={view.problems}
            />
            <Radios
              name="target"
              label="匯入後"
              required
              options={TARGETS}
              value={view.target}
              problems={view.problems}
            />
            <Buttons>
              <Button>檢查檔案</Button>
            </Buttons>
          </Stack>
        </Form>
        <Guide />
        {view.last.length > 0 ? <Last last={view.last} /> : null}
      </Stack>
    </Layout>
  );
};
