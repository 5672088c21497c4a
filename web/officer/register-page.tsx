/** 機關徵才登錄 (R22–R29) and 歷史職缺: what waits first, then the list. */
import type { RegisterAttention } from '../../db/queries/register-attention.ts';
import { REGISTER_PAGE } from '../../db/queries/vacancy-lists.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime, formatRocDeadline } from '../../domain/roc-date.ts';
import {
  type AttentionItem,
  AttentionPanel,
  BackLink,
  Buttons,
  Chips,
  EmptyState,
  ErrorSummary,
  FilterBar,
  FilterCheck,
  FilterGroup,
  FilterText,
  HiddenFields,
  Layout,
  LinkButton,
  Note,
  Pager,
  ResultBar,
  RocRangeBoxes,
  type TabItem,
  Tabs,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { type RegisterQuery, registerChips, registerHref, SORTS } from './register-filter.ts';
import { type RegisterRow, timeLeft } from './register-rows.ts';
import { RegisterTable } from './register-table.tsx';
import { registerTrail, trailTo } from './trails.ts';

export interface RegisterView {
  ctx: PageContext;
  read: { query: RegisterQuery; from: string; to: string };
  problems: readonly Problem[];
  rows: readonly RegisterRow[];
  total: number;
  tabs: readonly TabItem[];
  attention: RegisterAttention | null;
  now: Date;
}

/** One line for each kind, each with the most pressing one named. */
export function attentionItems(a: RegisterAttention, now: Date): AttentionItem[] {
  return [
    {
      count: a.returned.n,
      measure: '件',
      what: '職缺退回補正',
      href:
        a.returned.n === 1
          ? paths.officer.edit(a.returned.no)
          : `${paths.officer.vacancies()}?f=1&tab=returned`,
      when: `${a.returned.title}，請修正後重新送審`,
    },
    {
      count: a.notes.n,
      measure: '件',
      what: '公開說明退回補正',
      href: paths.officer.listingNote(a.notes.no, a.notes.id),
      when: `職缺編號 ${a.notes.no}，請修正後重新送審`,
    },
    {
      count: a.results.n,
      measure: '件',
      what: '甄選結果待處理',
      href: paths.officer.results(a.results.no),
      when: `${a.results.title}，${a.results.returned ? '已退回，請修正後再送核定' : '等候您核定'}`,
    },
    {
      count: a.closing.n,
      measure: '件',
      what: '職缺即將截止',
      href: paths.officer.vacancy(a.closing.no),
      when: a.closing.closesAt
        ? `${a.closing.title}，${timeLeft(a.closing.closesAt, now).text}`
        : a.closing.title,
    },
    {
      count: a.unanswered.n,
      measure: '位',
      what: '尚未回覆面試通知',
      href: paths.officer.applicants(a.unanswered.vacancyNo),
      when: a.unanswered.replyBy
        ? `最早於 ${formatRocDeadline(a.unanswered.replyBy.toISOString())} 到期`
        : '',
    },
    {
      count: a.undelivered.n,
      measure: '封',
      what: '通知信未送達',
      href: paths.officer.noticeMails(a.undelivered.vacancyNo),
      when: '請再寄一次或改以電話聯絡',
    },
  ];
}

/** `115/11/24 09:05` */
export const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const Filter = ({ view }: { view: RegisterView }) => {
  const { query } = view.read;
  return (
    <FilterBar
      action={query.past ? paths.officer.pastVacancies() : paths.officer.vacancies()}
      reset={query.past ? paths.officer.pastVacancies() : paths.officer.vacancies()}
      below={
        <>
          <HiddenFields
            values={{
              f: '1',
              ...(query.tab === 'all' ? {} : { tab: query.tab }),
              ...(query.sort === 'published' ? {} : { sort: query.sort }),
            }}
          />
          {query.past ? null : (
            <FilterCheck name="valid" checked={query.stillValid}>
              只列迄日仍有效之職缺
            </FilterCheck>
          )}
        </>
      }
    >
      <FilterGroup legend="上網有效期間（民國）" fields={['from', 'to']} problems={view.problems}>
        <RocRangeBoxes
          from="from"
          to="to"
          fromValue={query.from}
          toValue={query.to}
          problems={view.problems}
        />
      </FilterGroup>
      <FilterText name="no" label="職缺編號" value={query.no} inputmode="numeric" maxlength={20} />
      <FilterText name="keyword" label="關鍵字" value={query.keyword} maxlength={100} />
    </FilterBar>
  );
};

/** The order of the list, as links that keep every condition. */
const SortLinks = ({ query }: { query: RegisterQuery }) => (
  <nav class="sq-result__end" aria-label="排序">
    排序：
    {SORTS.map(({ code, name }, i) => (
      <>
        {i > 0 ? '｜' : null}
        {code === query.sort ? (
          <strong aria-current="true">{name}</strong>
        ) : (
          <a href={registerHref(query, { sort: code })}>{name}</a>
        )}
      </>
    ))}
  </nav>
);

export const RegisterPage = (view: RegisterView) => {
  const { ctx, read, rows, total } = view;
  const { query } = read;
  const pages = Math.max(1, Math.ceil(total / REGISTER_PAGE));
  const title = query.past ? '歷史職缺' : '機關徵才登錄';
  const chips = registerChips(read);
  const narrowed = chips.length > 0 || query.tab !== 'all';
  return (
    <Layout
      ctx={ctx}
      title={title}
      current="register"
      keyword={query.keyword}
      problems={view.problems}
      trail={query.past ? trailTo({ text: '歷史職缺' }) : registerTrail()}
    >
      {query.past ? <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink> : null}
      <Title title={title}>
        <Buttons>
          <LinkButton href={paths.officer.newVacancy()}>新增</LinkButton>
          {query.past ? null : (
            <>
              <LinkButton kind="secondary" href={paths.officer.pastVacancies()}>
                歷史職缺
              </LinkButton>
              <LinkButton kind="secondary" href={paths.officer.calendar()}>
                行事曆
              </LinkButton>
              <LinkButton kind="secondary" href={paths.officer.templates()}>
                職缺範本
              </LinkButton>
              <LinkButton kind="secondary" href={paths.officer.noticeTexts()}>
                通知範本
              </LinkButton>
            </>
          )}
        </Buttons>
      </Title>
      {query.past ? (
        <div class="sq-gap">
          <Note plain>開啟職缺後可「複製為新職缺」，沿用其內容另行登錄。</Note>
        </div>
      ) : null}
      <ErrorSummary problems={view.problems} />
      {view.attention ? (
        <AttentionPanel asOf={minute(view.now)} items={attentionItems(view.attention, view.now)} />
      ) : null}
      <Tabs label="依狀態檢視" tabs={view.tabs} />
      <div class="sq-card sq-card--tabbed">
        <Filter view={view} />
        <ResultBar before="符合條件" count={total} unit="件">
          <Chips chips={chips} />
          <SortLinks query={query} />
        </ResultBar>
        {rows.length === 0 ? (
          <EmptyState
            inCard
            title={nothingHere(total, narrowed, query.past)}
            text={nextStep(chips.length > 0, query.past)}
          >
            {total > 0 || narrowed ? (
              <LinkButton kind="secondary" href={registerHref({ ...query, ...NOTHING })}>
                {query.past ? '顯示全部歷史職缺' : '顯示全部職缺'}
              </LinkButton>
            ) : null}
          </EmptyState>
        ) : (
          <RegisterTable rows={rows} page={query.page} size={REGISTER_PAGE} />
        )}
        <Pager
          page={query.page}
          pages={pages}
          size={REGISTER_PAGE}
          previous={query.page > 1 ? registerHref(query, { page: query.page - 1 }) : undefined}
          next={query.page < pages ? registerHref(query, { page: query.page + 1 }) : undefined}
        />
      </div>
    </Layout>
  );
};

/** Behind the last page there are some, only not here. */
function nothingHere(total: number, narrowed: boolean, past: boolean): string {
  if (total > 0) return '這一頁沒有職缺';
  if (narrowed) return '沒有符合條件的職缺';
  return past ? '尚無歷史職缺' : '尚未登錄職缺';
}

/** What she can do about it. */
function nextStep(chipped: boolean, past: boolean): string {
  if (chipped) return '請移除或放寬查詢條件。';
  return past ? '職缺截止後會列在這裡。' : '按「新增」即可登錄第一筆職缺。';
}

const NOTHING: Partial<RegisterQuery> = {
  tab: 'all',
  from: { y: '', m: '', d: '' },
  to: { y: '', m: '', d: '' },
  no: '',
  keyword: '',
  stillValid: false,
};
