/** 稽核查詢: the audit trail as an auditor asks it. No applicant's name stands here, only the number on the receipt. */
import { TRAIL_PAGE, type TrailEvent } from '../../db/queries/audit-trail.ts';
import { AUDIT_ACTS } from '../../domain/audit-acts.ts';
import { nameOf, RETRIEVAL_PURPOSES } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import {
  Blank,
  Cell,
  Chips,
  EmptyState,
  ErrorSummary,
  FilterBar,
  FilterGroup,
  FilterSelect,
  FilterText,
  Hidden,
  Layout,
  LinkButton,
  Note,
  Pager,
  RocRangeBoxes,
  Row,
  RowHead,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { GROUP_OPTIONS, type ReadTrail, trailChips, trailHref } from './audit-filter.ts';
import { detailWords, subjectKindWords, whoWords } from './audit-words.ts';

export interface AuditView {
  ctx: PageContext;
  read: ReadTrail;
  problems: readonly Problem[];
  events: readonly TrailEvent[];
  newer: boolean;
  older: boolean;
}

const Who = ({ one, view }: { one: TrailEvent; view: AuditView }) =>
  one.actor ? (
    <>
      <span class="sq-cell-main">{one.actor.name}</span>
      <span class="sq-cell-sub">
        {whoWords(one.actorKind)}{' '}
        {one.actor.login === view.read.query.login ? (
          one.actor.login
        ) : (
          <a href={trailHref(view.read.query, { login: one.actor.login })}>
            <Hidden>只看帳號 </Hidden>
            {one.actor.login}
          </a>
        )}
      </span>
    </>
  ) : (
    whoWords(one.actorKind)
  );

const About = ({ one, view }: { one: TrailEvent; view: AuditView }) => {
  const vacancy = one.vacancyNo ? <span class="sq-cell-sub sq-num">職缺 {one.vacancyNo}</span> : null;
  if (one.subject === null)
    return (
      <>
        {subjectKindWords(one.subjectKind)}
        {vacancy}
      </>
    );
  const numbered = one.subjectKind !== 'account';
  return (
    <>
      {subjectKindWords(one.subjectKind)}{' '}
      {numbered && one.subject !== view.read.query.number ? (
        <a class="sq-num sq-nowrap" href={trailHref(view.read.query, { number: one.subject })}>
          <Hidden>只看編號 </Hidden>
          {one.subject}
        </a>
      ) : (
        <span class={numbered ? 'sq-num sq-nowrap' : undefined}>{one.subject}</span>
      )}
      {vacancy}
    </>
  );
};

const Line = ({ one, view }: { one: TrailEvent; view: AuditView }) => {
  const details = detailWords(one.details);
  const why = one.why && nameOf(RETRIEVAL_PURPOSES, one.why);
  return (
    <Row>
      <RowHead>
        <span class="sq-num sq-nowrap">{formatRocDateTime(one.at.toISOString())}</span>
      </RowHead>
      <Cell label="人員" card="lead">
        <Who one={one} view={view} />
        {one.agencyName ? <span class="sq-cell-sub">{one.agencyName}</span> : null}
      </Cell>
      <Cell label="作業">{AUDIT_ACTS.get(one.act)?.name ?? one.act}</Cell>
      <Cell label="對象">
        <About one={one} view={view} />
      </Cell>
      <Cell label="事由與內容" card={why || details ? 'wide' : 'hide'}>
        {why ? <span class="sq-anywhere">{why}</span> : null}
        {details ? <span class={why ? 'sq-cell-sub sq-anywhere' : 'sq-anywhere'}>{details}</span> : null}
        {why || details ? null : <Blank why="沒有記載" />}
      </Cell>
    </Row>
  );
};

const Filter = ({ view }: { view: AuditView }) => {
  const { query } = view.read;
  const at = (field: string) => view.problems.find((one) => one.field === field);
  return (
    <FilterBar action={paths.ops.audit()} reset={paths.ops.audit()}>
      <FilterText
        name="number"
        label="應徵編號或職缺編號"
        value={query.number}
        maxlength={30}
        problem={at('number')}
      />
      <FilterText name="login" label="人員帳號" value={query.login} maxlength={60} problem={at('login')} />
      <FilterSelect name="group" label="作業" value={query.group} options={GROUP_OPTIONS} empty="全部" />
      <FilterGroup legend="日期（民國）" fields={['from', 'to']} problems={view.problems}>
        <RocRangeBoxes
          from="from"
          to="to"
          fromValue={query.from}
          toValue={query.to}
          problems={view.problems}
        />
      </FilterGroup>
    </FilterBar>
  );
};

export const AuditPage = (view: AuditView) => {
  const { ctx, read, events, problems } = view;
  const chips = trailChips(read);
  const first = events[0];
  const last = events.at(-1);
  return (
    <Layout
      ctx={ctx}
      title="稽核查詢"
      current="audit"
      problems={problems}
      trail={[{ text: '後臺' }, { text: '稽核查詢' }]}
    >
      <Title title="稽核查詢" sub="誰在何時檢視了誰的資料、做了什麼；最近的在前。" />
      <ErrorSummary problems={problems} />
      <div class="sq-card">
        <Filter view={view} />
        {chips.length > 0 ? (
          <div class="sq-result">
            <Chips chips={chips} />
          </div>
        ) : null}
        {events.length === 0 ? (
          <EmptyState
            inCard
            title={problems.length > 0 ? '尚未查詢' : '沒有符合條件的紀錄'}
            text={problems.length > 0 ? '請修正條件後再查詢。' : '請移除或放寬查詢條件。'}
          >
            <LinkButton kind="secondary" href={paths.ops.audit()}>
              顯示全部紀錄
            </LinkButton>
          </EmptyState>
        ) : (
          <Table caption="稽核紀錄" columns={['時間', '人員', '作業', '對象', '事由與內容']}>
            {events.map((one) => (
              <Line one={one} view={view} />
            ))}
          </Table>
        )}
        <Pager
          size={TRAIL_PAGE}
          previous={view.newer && first ? trailHref(read.query, {}, { until: first.id }) : undefined}
          next={view.older && last ? trailHref(read.query, {}, { after: last.id }) : undefined}
        />
      </div>
      <Note plain>
        以應徵編號查詢時，一併列出該職缺的名單檢視與匯出：看過名單者可能看過此人。本頁的每次查詢也會留下紀錄。
      </Note>
    </Layout>
  );
};
