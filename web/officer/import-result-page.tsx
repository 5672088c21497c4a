/** R13: one import: the dry run that waits for her word, then what came of it and how to take it back. */
import {
  type importedVacancies,
  UNDO_MINUTES,
  type VacancyImport,
} from '../../db/queries/vacancy-imports.ts';
import {
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  workplaceLabel,
} from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime, formatRocRange } from '../../domain/roc-date.ts';
import {
  BackLink,
  Blank,
  Button,
  Buttons,
  Cell,
  ErrorSummary,
  Form,
  Hidden,
  Layout,
  Note,
  Row,
  RowHead,
  Stack,
  Table,
  Title,
  VacancyTag,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { importTrail } from './import-page.tsx';

export interface ImportResultView {
  ctx: PageContext;
  found: VacancyImport;
  /** What came of it. */
  vacancies: Awaited<ReturnType<typeof importedVacancies>>;
  formKey: string;
  problems: readonly Problem[];
}

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const COLUMNS = [
  '列',
  '職稱',
  '機關',
  '人員區分',
  '名額',
  '工作地',
  '有效期間',
  '官等',
  '職系',
  '調閱方式',
  '提醒',
];

const Rows = ({ found }: { found: VacancyImport }) => (
  <div class="sq-card">
    <Table caption={`將匯入的 ${found.rowCount} 筆職缺`} columns={COLUMNS}>
      {found.rows.map(({ row, content: v, notes }) => (
        <Row>
          <Cell card="hide" class="sq-num">
            {row}
          </Cell>
          <RowHead>
            {v.title || <Blank why="尚未填寫" />}
            <span class="sq-cell-sub">{v.grade}</span>
          </RowHead>
          <Cell card="lead">{v.agencyName}</Cell>
          <Cell label="人員區分">{nameOf(PERSONNEL_CATEGORIES, v.personnelCategory)}</Cell>
          <Cell label="名額" class="sq-num">
            {v.openings ?? v.openingsText}
            {v.reserves > 0 ? <span class="sq-cell-sub">備取 {v.reserves}</span> : null}
          </Cell>
          <Cell label="工作地">{v.workplaces.map(workplaceLabel).join('、')}</Cell>
          <Cell label="有效期間" class="sq-num">
            {formatRocRange(v.listedFrom, v.listedTo)}
            {v.closingTime ? <span class="sq-cell-sub">{v.closingTime} 截止</span> : null}
          </Cell>
          <Cell label="官等">{v.rankClasses.join('、')}</Cell>
          <Cell label="職系">{nameOf(JOB_SERIES, v.jobSeries) || v.jobSeriesText}</Cell>
          <Cell label="調閱方式">{v.mode ? RETRIEVAL_MODES[v.mode].name : ''}</Cell>
          <Cell label="提醒" card={notes.length > 0 ? 'wide' : 'hide'}>
            {notes.length > 0 ? notes.join('；') : <Blank why="沒有" />}
          </Cell>
        </Row>
      ))}
    </Table>
  </div>
);

const Waiting = ({ view }: { view: ImportResultView }) => {
  const { found, ctx, formKey } = view;
  const review = found.target === 'review';
  return (
    <>
      <Note>
        檢查通過，尚未寫入。按下後{review ? '全部送出審核' : '全部存為草稿'}；{UNDO_MINUTES}{' '}
        分鐘內可整批復原。
      </Note>
      <Form action={paths.officer.importOf(found.id)} csrf={ctx.csrf} formKey={formKey}>
        <Buttons>
          <Button>{review ? `將 ${found.rowCount} 筆送出審核` : `匯入 ${found.rowCount} 筆草稿`}</Button>
          <a href={paths.officer.import()}>取消，不匯入</a>
        </Buttons>
      </Form>
      <Rows found={found} />
    </>
  );
};

const Done = ({ view }: { view: ImportResultView }) => {
  const { found, ctx, formKey } = view;
  return (
    <>
      {found.undoUntil ? (
        <Form
          class="sq-card sq-card--pad"
          action={paths.officer.importUndo(found.id)}
          csrf={ctx.csrf}
          formKey={formKey}
        >
          <Stack>
            <p>
              <strong class="sq-num">{minute(found.undoUntil)}</strong>{' '}
              前可整批復原：草稿會刪除，已送審者會撤回。任何一筆已修改或已審核時，須逐筆處理。
            </p>
            <Buttons>
              <Button kind="secondary">復原這次匯入</Button>
            </Buttons>
          </Stack>
        </Form>
      ) : (
        <Note plain>{found.undoneAt ? '這次匯入已整批復原。' : '已超過可整批復原的時間，請逐筆處理。'}</Note>
      )}
      {view.vacancies.length > 0 ? (
        <div class="sq-card">
          <Table caption="匯入的職缺" columns={['職稱', '有效期間', '審核結果', '修改']}>
            {view.vacancies.map((v) => (
              <Row>
                <RowHead>
                  <a class="sq-cell-main" href={paths.officer.vacancy(v.no)}>
                    {v.title || '（尚未填寫職稱）'}
                  </a>
                  <span class="sq-cell-sub sq-num">{v.no}</span>
                </RowHead>
                <Cell label="有效期間" class="sq-num">
                  {formatRocRange(v.listed_from ?? '', v.listed_to ?? '')}
                </Cell>
                <Cell label="審核結果" card="status">
                  <VacancyTag review={v.review_outcome} stage={v.stage} />
                </Cell>
                <Cell card="act">
                  <a href={paths.officer.edit(v.no)}>
                    修改<Hidden>：{v.title}</Hidden>
                  </a>
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      ) : null}
    </>
  );
};

export const ImportResultPage = (view: ImportResultView) => {
  const { found, ctx } = view;
  const title = found.appliedAt ? '匯入結果' : '確認匯入';
  return (
    <Layout
      ctx={ctx}
      title={`機關徵才匯入－${title}`}
      current="import"
      problems={view.problems}
      trail={importTrail({ text: title })}
    >
      <BackLink href={paths.officer.import()}>回機關徵才匯入</BackLink>
      <Title
        title={title}
        sub={
          found.appliedAt
            ? `${minute(found.appliedAt)} 匯入 ${found.nos.length} 筆${found.target === 'review' ? '並送出審核' : '草稿'}`
            : undefined
        }
      />
      <ErrorSummary problems={view.problems} consequence="沒有復原任何職缺" />
      <Stack>{found.appliedAt ? <Done view={view} /> : <Waiting view={view} />}</Stack>
    </Layout>
  );
};
