/** R10: the officers' keyword box: what it found, what was touched last, and how people are found. */
import type { DeskFound, FoundVacancy } from '../../db/queries/desk-search.ts';
import { formatRocDateTime, formatRocRange } from '../../domain/roc-date.ts';
import {
  Blank,
  Card,
  Cell,
  EmptyState,
  Hidden,
  Layout,
  LinkButton,
  Note,
  ResultBar,
  Row,
  RowHead,
  Table,
  Title,
  VacancyTag,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { appliedThrough } from './register-rows.ts';

export interface SearchView {
  ctx: PageContext;
  keyword: string;
  /** null = nothing was asked for. */
  found: DeskFound | null;
  recent: readonly FoundVacancy[];
}

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const Vacancies = ({ rows, caption }: { rows: readonly FoundVacancy[]; caption: string }) => (
  <Table caption={caption} columns={['職稱', '機關名稱', '有效期間', '審核結果', '最近異動', '調閱履歷']}>
    {rows.map((v) => (
      <Row>
        <RowHead>
          <a class="sq-cell-main" href={paths.officer.vacancy(v.no)}>
            {v.title || '（尚未填寫職稱）'}
          </a>
          <span class="sq-cell-sub sq-num">{v.no}</span>
        </RowHead>
        <Cell card="lead">{v.agency_name}</Cell>
        <Cell label="有效期間" class="sq-num">
          {v.listed_from || v.listed_to ? (
            formatRocRange(v.listed_from ?? '', v.listed_to ?? '')
          ) : (
            <Blank why="尚未填寫" />
          )}
        </Cell>
        <Cell label="審核結果" card="status">
          <VacancyTag review={v.review_outcome} stage={v.stage} />
        </Cell>
        <Cell label="最近異動" class="sq-num">
          {minute(v.updated_at)}
        </Cell>
        {appliedThrough(v) ? (
          <Cell card="hide">
            <Blank why={appliedThrough(v)?.why ?? ''} />
          </Cell>
        ) : (
          <Cell card="act">
            <a href={paths.officer.applicants(v.no)}>
              履歷
              <Hidden>
                ：{v.title}（{v.no}）
              </Hidden>
            </a>
          </Cell>
        )}
      </Row>
    ))}
  </Table>
);

const Application = ({ one }: { one: NonNullable<DeskFound['application']> }) => (
  <div class="sq-card sq-card--pad">
    <p>
      應徵編號 <strong class="sq-num">{one.no}</strong>，應徵職缺{' '}
      <a href={paths.officer.vacancy(one.vacancyNo)}>
        {one.title}（{one.vacancyNo}）
      </a>
    </p>
    {one.open ? (
      <p>
        <a href={paths.officer.brief(one.vacancyNo, one.id)}>調閱簡歷</a>
        {'　'}
        <a href={paths.officer.notice(one.vacancyNo, one.id)}>面試通知</a>
      </p>
    ) : (
      <p class="sq-quiet">應徵已撤回或結束，沒有可調閱的資料。</p>
    )}
  </div>
);

const Found = ({ view, found }: { view: SearchView; found: DeskFound }) => {
  if (found.application) return <Application one={found.application} />;
  if (found.vacancies.length === 0)
    return (
      <EmptyState
        title={`所屬機關沒有符合「${view.keyword}」的職缺或應徵編號`}
        text="可輸入職缺編號、職稱、機關、工作地，或應徵編號。"
      >
        <LinkButton
          kind="secondary"
          href={`${paths.public.vacancies()}?q=${encodeURIComponent(view.keyword)}`}
        >
          在公開職缺中查詢
        </LinkButton>
      </EmptyState>
    );
  return (
    <div class="sq-card">
      <ResultBar
        before={found.more ? '前 ' : '符合條件 '}
        count={found.vacancies.length}
        unit={found.more ? ' 件，請輸入更多關鍵字' : ' 件'}
      />
      <Vacancies rows={found.vacancies} caption="符合關鍵字的職缺" />
    </div>
  );
};

export const SearchPage = (view: SearchView) => (
  <Layout
    ctx={view.ctx}
    title="搜尋"
    keyword={view.keyword}
    trail={[{ text: '首頁', href: paths.home() }, { text: '搜尋' }]}
  >
    <Title title={view.found ? `搜尋「${view.keyword}」` : '搜尋'} />
    <div class="sq-stack">
      {view.found ? <Found view={view} found={view.found} /> : null}
      <Note plain>
        應徵者請以應徵編號（例如
        A1151124-000001）查詢。姓名經加密保存，請勿輸入在此；要以姓名或身分證字號查詢，請進入該職缺的「調閱履歷」。
      </Note>
      {view.recent.length > 0 ? (
        <Card id="recent" title="最近異動的職缺">
          <Vacancies rows={view.recent} caption="最近異動的職缺" />
        </Card>
      ) : null}
    </div>
  </Layout>
);
