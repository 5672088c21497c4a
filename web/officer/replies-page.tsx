/** 查詢回覆紀錄 (R20): what was sent, what was answered, over all vacancies of the officer's agencies. */
import { COUNTED, RECORDS_PAGE, type ReplyRecord } from '../../db/queries/reply-records.ts';
import { formatRocDateTime, formatRocDeadline } from '../../domain/roc-date.ts';
import { OwnPassword } from '../account/own-password.tsx';
import { STEP_UP_HINT } from '../account/step-up.ts';
import {
  Blank,
  Button,
  Buttons,
  Cell,
  Chips,
  EmptyState,
  ErrorSummary,
  FilterBar,
  FilterGroup,
  FilterSelect,
  FilterText,
  Form,
  Hidden,
  HiddenFields,
  Layout,
  LinkButton,
  MailTag,
  Pager,
  ReplyTag,
  ResultBar,
  RocRangeBoxes,
  Row,
  RowHead,
  Table,
  Tag,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import {
  RECORD_STATES,
  type ReadReplies,
  repliesChips,
  repliesFields,
  repliesHref,
} from './replies-filter.ts';

export interface RepliesView {
  ctx: PageContext;
  read: ReadReplies;
  records: readonly ReplyRecord[];
  newer: boolean;
  older: boolean;
  total: number;
  formKey: string;
  /** Exporting asks for the password once more. */
  stepUp: boolean;
  now: Date;
}

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const COLUMNS = ['應徵者', '職缺', '通知', '面試時間', '面試回覆狀態', '回覆內容與時間'] as const;

const Vacancy = ({ one }: { one: ReplyRecord }) => (
  <Cell label="職缺" card="lead">
    <a href={paths.officer.vacancy(one.vacancyNo)}>{one.title}</a>
    <span class="sq-cell-sub sq-num">{one.vacancyNo}</span>
    <span class="sq-cell-sub">{one.agencyName}</span>
  </Cell>
);

/** The state of the notice itself comes before that of the answer: a withdrawn one waits for nothing. */
const State = ({ one, now }: { one: ReplyRecord; now: Date }) => {
  const answer = one.replies.at(-1)?.reply;
  if (one.state !== 'live')
    return (
      <>
        <Tag look="blank">{one.state === 'withdrawn' ? '通知已撤回' : '已由新通知取代'}</Tag>
        {answer ? <span class="sq-cell-sub">先前回覆：{answer === 'accepted' ? '接受' : '婉拒'}</span> : null}
      </>
    );
  const late = one.replyBy <= now;
  return (
    <>
      <ReplyTag value={answer ?? 'notified'} />
      {answer ? null : (
        <span class={late ? 'sq-cell-alert' : 'sq-cell-sub'}>
          {late ? '逾期未回覆' : `請於 ${formatRocDeadline(one.replyBy.toISOString())} 前回覆`}
        </span>
      )}
    </>
  );
};

const Replies = ({ one }: { one: ReplyRecord }) =>
  one.replies.length === 0 ? (
    <Cell card="hide">
      <Blank why="尚無回覆" />
    </Cell>
  ) : (
    <Cell label="回覆內容與時間" card="wide">
      <ol class="sq-plainlist">
        {one.replies.map((reply) => (
          <li>
            <span class="sq-num sq-nowrap">{minute(reply.repliedAt)}</span>{' '}
            {reply.reply === 'accepted' ? '接受' : '婉拒'}
            {reply.message ? <span class="sq-quote sq-quote--small">{reply.message}</span> : null}
          </li>
        ))}
      </ol>
    </Cell>
  );

const Line = ({ one, now }: { one: ReplyRecord; now: Date }) => (
  <Row>
    <RowHead>
      <span class="sq-cell-main">{one.name ?? '（個人資料已刪除）'}</span>
      <span class="sq-cell-sub sq-num">{one.applicationNo}</span>
      {one.open ? (
        <a class="sq-small sq-noprint" href={paths.officer.notice(one.vacancyNo, one.applicationId)}>
          查看通知<Hidden>：{one.name}</Hidden>
        </a>
      ) : (
        <span class="sq-cell-sub">應徵已結束</span>
      )}
    </RowHead>
    <Vacancy one={one} />
    <Cell label="通知">
      <span class="sq-num sq-nowrap">{minute(one.createdAt)}</span>
      {one.batch ? <span class="sq-cell-sub">批次通知</span> : null}
      {one.mail ? (
        <span class="sq-cell-sub">
          <MailTag value={one.mail} />
        </span>
      ) : null}
    </Cell>
    <Cell label="面試時間" class="sq-num">
      {one.interviewAt ? (
        <span class="sq-nowrap">{minute(one.interviewAt)}</span>
      ) : (
        <Blank why="通知未載面試時間" />
      )}
    </Cell>
    <Cell label="面試回覆狀態" card="status">
      <State one={one} now={now} />
    </Cell>
    <Replies one={one} />
  </Row>
);

const KINDS = [
  { code: 'xlsx', text: '匯出Excel檔' },
  { code: 'ods', text: '匯出ODS檔' },
] as const;

/** A file of everything the conditions find, of either kind (as R80); a form each, so that one follows the other. */
const Export = ({ view }: { view: RepliesView }) => (
  <Buttons>
    {KINDS.map((kind) => (
      <Form action={paths.officer.repliesExport()} csrf={view.ctx.csrf} formKey={view.formKey} data-download>
        <HiddenFields values={{ ...repliesFields(view.read.query), fileType: kind.code }} />
        <Button kind="secondary" size="small">
          {kind.text}
        </Button>
      </Form>
    ))}
  </Buttons>
);

/** The same where the password of the sign-in is asked for once more. */
const ExportWithPassword = ({ view }: { view: RepliesView }) => (
  <Form
    class="sq-filter"
    action={paths.officer.repliesExport()}
    csrf={view.ctx.csrf}
    formKey={view.formKey}
    data-download
    aria-label="匯出"
  >
    <HiddenFields values={repliesFields(view.read.query)} />
    <div class="sq-filter__row">
      <div class="sq-filter__grow">
        <OwnPassword hint={`匯出：${STEP_UP_HINT}`} problems={view.read.problems} />
      </div>
      <div class="sq-filter__buttons">
        {KINDS.map((kind) => (
          <Button kind="secondary" name="fileType" value={kind.code}>
            {kind.text}
          </Button>
        ))}
      </div>
    </div>
  </Form>
);

export const RepliesPage = (view: RepliesView) => {
  const { ctx, read, records, total } = view;
  const { query, problems } = read;
  const first = records[0];
  const last = records.at(-1);
  return (
    <Layout
      ctx={ctx}
      title="查詢回覆紀錄"
      current="replies"
      problems={problems}
      trail={[{ text: '首頁', href: paths.home() }, { text: '查詢回覆紀錄' }]}
    >
      <Title title="查詢回覆紀錄" sub="所屬機關各職缺的面試通知與應徵者回覆，最近通知者在前。" />
      <ErrorSummary problems={problems} />
      <div class="sq-card">
        <FilterBar action={paths.officer.replies()} reset={paths.officer.replies()}>
          <FilterText
            name="no"
            label="職缺編號"
            value={query.no}
            inputmode="numeric"
            maxlength={20}
            problem={problems.find((one) => one.field === 'no')}
          />
          <FilterSelect
            name="state"
            label="回覆狀態"
            value={query.state}
            options={RECORD_STATES}
            empty="全部"
          />
          <FilterGroup legend="通知日期（民國）" fields={['from', 'to']} problems={problems}>
            <RocRangeBoxes
              from="from"
              to="to"
              fromValue={query.from}
              toValue={query.to}
              problems={problems}
              called="通知"
            />
          </FilterGroup>
        </FilterBar>
        {total > COUNTED ? (
          <ResultBar before="超過 " count={COUNTED} unit=" 份通知">
            <Chips chips={repliesChips(read)} />
            {view.stepUp ? null : <Export view={view} />}
          </ResultBar>
        ) : (
          <ResultBar before="符合條件 " count={total} unit=" 份通知">
            <Chips chips={repliesChips(read)} />
            {total > 0 && !view.stepUp ? <Export view={view} /> : null}
          </ResultBar>
        )}
        {total > 0 && view.stepUp ? <ExportWithPassword view={view} /> : null}
        {records.length === 0 ? (
          <EmptyState
            inCard
            title={total > 0 ? '這一頁沒有紀錄' : '沒有符合條件的通知或回覆'}
            text="送出面試通知後，通知與應徵者的回覆會列在這裡。"
          >
            <LinkButton kind="secondary" href={paths.officer.replies()}>
              顯示全部紀錄
            </LinkButton>
          </EmptyState>
        ) : (
          <Table caption="面試通知與回覆紀錄" columns={COLUMNS}>
            {records.map((one) => (
              <Line one={one} now={view.now} />
            ))}
          </Table>
        )}
        <Pager
          size={RECORDS_PAGE}
          previous={view.newer && first ? repliesHref(query, {}, { until: first.id }) : undefined}
          next={view.older && last ? repliesHref(query, {}, { after: last.id }) : undefined}
        />
      </div>
    </Layout>
  );
};
