/** 機關徵才登錄-調閱履歷 (R69–R76, R80, R82): the applicants of one vacancy. */
import { APPLICANTS_PAGE } from '../../db/queries/applicants-page.ts';
import { type ApplicantsOverview, WITHDRAWN_SHOWN } from '../../db/queries/applicants-states.ts';
import type { VacancyHead } from '../../db/queries/officer-vacancy.ts';
import { MAX_RETRIEVAL } from '../../domain/notice-rules.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { SCREENING_OUTCOMES } from '../../domain/screening.ts';
import {
  ActionBar,
  ActionGroup,
  BackLink,
  Bars,
  Button,
  Chips,
  Details,
  EmptyState,
  ErrorMessage,
  ErrorSummary,
  Figures,
  Form,
  Layout,
  LinkButton,
  ModeTag,
  opens,
  Pager,
  problemOf,
  ResultBar,
  StageTag,
  SummaryList,
  Title,
  TitleTags,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { overviewFigures, PollIsland, seenOf } from './applicants-live.tsx';
import { holdsAll, narrowedHref, narrowingChips, ScreeningTabs, SortLink } from './applicants-narrowing.tsx';
import { NOTICE, RESUME } from './applicants-rows.tsx';
import { ApplicantsSearch } from './applicants-search.tsx';
import { ApplicantsTable } from './applicants-table.tsx';
import { BothElsewhere } from './applicants-ticked.tsx';
import type { ApplicantsView } from './applicants-view.ts';
import { ContactsDialog } from './contacts-page.tsx';
import { leafHref } from './kept-ticks.ts';
import { closingFigure } from './register-rows.ts';
import { RetrievalDialog } from './retrieval-page.tsx';
import { trailTo } from './trails.ts';

export const closingOf = (v: VacancyHead, now: Date) =>
  v.stage === 'listed' && v.closes_at ? closingFigure(v.closes_at, now) : null;

/** Nothing of the person: a withdrawn application is a number and a time. */
const Withdrawn = ({ rows }: { rows: ApplicantsOverview['withdrawn'] }) =>
  rows.length === 0 ? null : (
    <Details
      summary={
        rows.length < WITHDRAWN_SHOWN
          ? `已撤回的應徵（${rows.length} 件）`
          : `最近撤回的應徵（${rows.length} 件）`
      }
    >
      <SummaryList
        facts={rows.map((r) => ({
          term: r.no,
          value: formatRocDateTime(new Date(r.at).toISOString()),
          number: true,
        }))}
      />
    </Details>
  );

const Progress = ({ o }: { o: ApplicantsOverview }) => (
  <section class="sq-card sq-card--pad" aria-labelledby="progress">
    <h2 class="sq-overview__h" id="progress">
      應徵進度
    </h2>
    <Bars
      bars={[
        { label: '應徵', value: o.total },
        { label: '履歷已產製', value: o.produced },
        { label: '已調閱', value: o.retrieved },
        { label: '已通知面試', value: o.notified },
        { label: '接受面試', value: o.accepted },
      ]}
    />
  </section>
);

function missing({ narrowing, search, total }: ApplicantsView): string {
  const { screening, reply, production } = narrowing;
  // behind the last page, e.g. after withdrawals
  if (total > 0) return '這一頁沒有應徵者';
  if ((search.idIndex || search.name) && (screening || reply || production))
    return '沒有符合所有條件的應徵者';
  if (search.idIndex) return '這筆職缺沒有此身分證字號的應徵者';
  if (search.name) return '這筆職缺沒有此姓名的應徵者';
  if (reply || production) return '沒有符合條件的應徵者';
  return screening ? `沒有「${SCREENING_OUTCOMES[screening].name}」的應徵者` : '目前沒有人應徵';
}

const People = ({ view }: { view: ApplicantsView }) => {
  const { vacancy: v, rows, total, problems, elsewhere } = view;
  const counts = {
    resume: rows.filter((row) => view.ticked.resume.has(row.id)).length + elsewhere.resume.length,
    notice: rows.filter((row) => view.ticked.notice.has(row.id)).length + elsewhere.notice.length,
  };
  const here = paths.officer.applicants(v.no);
  const narrowed = !holdsAll(view.narrowing);
  const pages = Math.max(1, Math.ceil(total / APPLICANTS_PAGE));
  const at = (page: number): string => leafHref(narrowedHref(here, view.narrowing, page));
  return (
    <Form id="people" action={paths.officer.retrieve(v.no)} csrf={view.ctx.csrf} formKey={view.formKey}>
      <ResultBar before="共" count={total} unit="人">
        <p class="sq-quiet">※ 每次調閱最多僅能調閱10個人員之履歷資料</p>
        <Chips chips={narrowingChips(here, view.narrowing, view.search)} />
        {total < 2 ? null : <SortLink path={here} narrowing={view.narrowing} />}
        <div class="sq-result__end sq-buttons">
          <LinkButton
            kind="secondary"
            size="small"
            href={narrowedHref(paths.officer.screenings(v.no), view.narrowing)}
          >
            批次資格審查
          </LinkButton>
          <LinkButton kind="secondary" size="small" href={paths.officer.roster(v.no)}>
            面試名冊、簽到表
          </LinkButton>
          <LinkButton
            kind="secondary"
            size="small"
            href={paths.officer.contacts(v.no)}
            {...opens('contacts')}
          >
            匯出聯絡資訊（全部 {view.overview.total} 人）
          </LinkButton>
        </div>
      </ResultBar>
      {rows.length === 0 ? (
        <EmptyState
          inCard
          title={missing(view)}
          text={narrowed ? '請核對後再查詢。' : '有人應徵時會顯示在這裡，並計入每日應徵人數通知。'}
        >
          <LinkButton
            kind="secondary"
            href={narrowed ? paths.officer.applicants(v.no) : paths.officer.vacancy(v.no)}
          >
            {narrowed ? '顯示全部應徵者' : '回職缺頁'}
          </LinkButton>
        </EmptyState>
      ) : (
        <ApplicantsTable
          no={v.no}
          narrowing={view.narrowing}
          rows={rows}
          marks={view.marks}
          scans={view.scans}
          ticked={view.ticked}
        />
      )}
      <BothElsewhere ticked={view.elsewhere} />
      {rows.length === 0 ? null : (
        <ActionBar
          label="對已勾選的應徵者"
          end={
            <a href={paths.officer.applicants(v.no)} data-clear-ticks={`${RESUME} ${NOTICE}`}>
              清除勾選
            </a>
          }
        >
          <ActionGroup of={RESUME} before="已勾選調閱" count={counts.resume} unit="人" limit={MAX_RETRIEVAL}>
            <ErrorMessage id={RESUME} problem={problemOf(problems, RESUME)} />
            <Button {...opens('retrieval', RESUME, MAX_RETRIEVAL)}>調閱履歷</Button>
          </ActionGroup>
          <ActionGroup of={NOTICE} before="已勾選通知" count={counts.notice} unit="人">
            <ErrorMessage id={NOTICE} problem={problemOf(problems, NOTICE)} />
            <Button formaction={paths.officer.newNotices(v.no)}>批次通知面試</Button>
          </ActionGroup>
        </ActionBar>
      )}
      <Pager
        page={view.page}
        pages={pages}
        size={APPLICANTS_PAGE}
        sends="post"
        previous={view.page > 1 ? at(view.page - 1) : undefined}
        next={view.page < pages ? at(view.page + 1) : undefined}
      >
        <p class="sq-quiet">空白：未通知或不使用系統線上通知</p>
      </Pager>
      <Withdrawn rows={view.overview.withdrawn} />
    </Form>
  );
};

export const ApplicantsPage = ({ view }: { view: ApplicantsView }) => {
  const { vacancy: v, ctx, overview } = view;
  const states = view.rows.map((row) => ({ ...row, hasDocument: view.marks.documents.has(row.id) }));
  return (
    <Layout
      ctx={ctx}
      title={`調閱履歷－${v.title} ${v.no}`}
      current="register"
      problems={view.problems}
      trail={trailTo({ text: '調閱履歷' })}
    >
      <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
      <Title
        title="機關徵才登錄-調閱履歷"
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>
            {'　'}
            <a href={paths.officer.vacancy(v.no)}>{v.title}</a>
            {'　'}
            <span class="sq-nowrap">{v.agency_name}</span>
          </>
        }
      >
        <TitleTags>
          <StageTag value={v.stage} />
          <ModeTag value={v.mode ?? ''} />
          <LinkButton kind="secondary" size="small" href={paths.officer.noticeMails(v.no)}>
            通知信寄送情形
          </LinkButton>
          {v.stage === 'closed' ? (
            <LinkButton kind="secondary" size="small" href={paths.officer.results(v.no)}>
              甄選結果
            </LinkButton>
          ) : null}
        </TitleTags>
      </Title>
      <ErrorSummary problems={view.problems} />
      <div class="sq-overview">
        <div id="figures">
          <Figures figures={overviewFigures(overview, closingOf(v, view.now))} />
        </div>
        <Progress o={overview} />
      </div>
      <ScreeningTabs
        path={paths.officer.applicants(v.no)}
        narrowing={view.narrowing}
        counts={overview.screening}
        total={overview.total}
      />
      <div class="sq-card sq-card--tabbed">
        <ApplicantsSearch view={view} />
        <People view={view} />
        {holdsAll(view.narrowing) && view.narrowing.sort === '' ? (
          <PollIsland no={v.no} page={view.page} seen={seenOf(states, view.total)} />
        ) : null}
      </div>
      <RetrievalDialog ctx={ctx} no={v.no} formKey={view.formKey} stepUp={view.stepUp} />
      <ContactsDialog
        ctx={ctx}
        no={v.no}
        formKey={view.formKey}
        count={overview.total}
        stepUp={view.stepUp}
      />
    </Layout>
  );
};
