/** 批次資格審查: the applicants of a vacancy with one decision for those ticked, and its confirmation. */
import { APPLICANTS_PAGE, type ApplicantRow } from '../../db/queries/applicants-page.ts';
import { SCREENING_OUTCOMES, type ScreeningForm, screeningReason } from '../../domain/screening.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  Cell,
  Chips,
  ConfirmPage,
  EmptyState,
  ErrorMessage,
  ErrorSummary,
  Form,
  Layout,
  NumberCell,
  Pager,
  problemOf,
  ReplyTag,
  ResultBar,
  Row,
  RowHead,
  ScreeningTag,
  Stack,
  Table,
  Tick,
  TickAll,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import {
  type Narrowing,
  narrowedHref,
  narrowingChips,
  ScreeningTabs,
  SortLink,
} from './applicants-narrowing.tsx';
import type { ApplicantsView } from './applicants-view.ts';
import { leafHref } from './kept-ticks.ts';
import { minute } from './register-page.tsx';
import { DecisionFields } from './screening-form.tsx';
import type { Telling } from './screening-letter-data.ts';
import { ElsewhereBoxes, type TickedPerson } from './ticked-elsewhere.tsx';
import { applicantsTrail } from './trails.ts';

/** Name of the boxes; a value is the application and the version of the decision the page shows. */
export const WHO = 'who';
export const whoValue = (id: string, version: number): string => `${id}.${version}`;

const COLUMNS = [
  { head: '序號', number: true },
  { head: <TickAll of={WHO}>勾選審查</TickAll> },
  '姓名',
  '應徵時間',
  '資格審查',
  { head: '面試回覆狀態' },
] as const;

const Person = ({
  row,
  no,
  narrowing,
  ticked,
  first,
}: {
  row: ApplicantRow;
  no: string;
  narrowing: Narrowing;
  ticked: boolean;
  first: boolean;
}) => (
  <Row>
    <NumberCell>{row.seq}</NumberCell>
    <Cell card="tick">
      <Tick
        name={WHO}
        value={whoValue(row.id, row.screeningVersion)}
        checked={ticked}
        before="審查"
        who={row.brief.name}
        after="資格"
        id={first ? WHO : undefined}
      />
    </Cell>
    <RowHead>
      <a class="sq-cell-main" href={narrowedHref(paths.officer.screening(no, row.id), narrowing)}>
        {row.brief.name}
      </a>
      <span class="sq-cell-sub sq-num">{row.no}</span>
    </RowHead>
    <Cell label="應徵時間" class="sq-num">
      {minute(row.submittedAt)}
    </Cell>
    <Cell label="資格審查" card="status">
      <ScreeningTag value={row.screening} />
      <span class="sq-cell-sub">{screeningReason({ reason: row.screeningReason, text: '' })}</span>
    </Cell>
    <Cell label="面試回覆狀態">
      <ReplyTag value={row.replyStatus} />
    </Cell>
  </Row>
);

/** @param decision as typed, when the form came back */
export const ScreeningBatchPage = ({
  view,
  decision,
  telling,
  ticked,
  elsewhere,
}: {
  view: ApplicantsView;
  decision: ScreeningForm;
  telling: Telling;
  ticked: ReadonlySet<string>;
  /** Those ticked on other pages. */
  elsewhere: readonly TickedPerson[];
}) => {
  const { ctx, vacancy: v, rows, total, problems, narrowing } = view;
  const here = paths.officer.screenings(v.no);
  const pages = Math.max(1, Math.ceil(total / APPLICANTS_PAGE));
  const at = (page: number): string => leafHref(narrowedHref(here, narrowing, page));
  const count =
    rows.filter((row) => ticked.has(whoValue(row.id, row.screeningVersion))).length + elsewhere.length;
  return (
    <Layout
      ctx={ctx}
      title={`批次資格審查－${v.title} ${v.no}`}
      current="register"
      problems={problems}
      trail={applicantsTrail(v.no, '批次資格審查')}
    >
      <BackLink href={narrowedHref(paths.officer.applicants(v.no), narrowing)}>回調閱履歷</BackLink>
      <Title
        title="批次資格審查"
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      />
      <ErrorSummary problems={problems} consequence="沒有儲存" />
      <ScreeningTabs
        path={here}
        narrowing={narrowing}
        counts={view.overview.screening}
        total={view.overview.total}
      />
      <Form action={narrowedHref(here, narrowing, view.page)} csrf={ctx.csrf} formKey={view.formKey}>
        <Stack>
          <div class="sq-card sq-card--tabbed">
            <ResultBar before="共" count={total} unit="人">
              <Chips chips={narrowingChips(here, narrowing, view.search)} />
              {total < 2 ? null : <SortLink path={here} narrowing={narrowing} />}
            </ResultBar>
            <ErrorMessage id={WHO} problem={problemOf(problems, WHO)} />
            {rows.length === 0 ? (
              <EmptyState inCard title="沒有符合條件的應徵者" text="請改選上方其他審查結果。" />
            ) : (
              <Table caption={`應徵者清單，職缺編號 ${v.no}`} columns={COLUMNS}>
                {rows.map((row, i) => (
                  <Person
                    row={row}
                    no={v.no}
                    narrowing={narrowing}
                    ticked={ticked.has(whoValue(row.id, row.screeningVersion))}
                    first={i === 0}
                  />
                ))}
              </Table>
            )}
            <ElsewhereBoxes name={WHO} people={elsewhere} what="審查" />
          </div>
          {rows.length === 0 ? null : (
            <Card
              id="decision"
              title="審查結果"
              aside={
                <p class="sq-quiet">
                  套用至已勾選的 <strong data-count-of={WHO}>{count}</strong> 人
                </p>
              }
            >
              <Stack>
                <DecisionFields decision={decision} telling={telling} problems={problems} />
                <Buttons>
                  <Button>下一步：確認名單</Button>
                </Buttons>
              </Stack>
            </Card>
          )}
          {/* behind the form's own button, which Enter presses */}
          <div class="sq-card">
            <Pager
              page={view.page}
              pages={pages}
              size={APPLICANTS_PAGE}
              sends="post"
              previous={view.page > 1 ? at(view.page - 1) : undefined}
              next={view.page < pages ? at(view.page + 1) : undefined}
            >
              {pages > 1 ? <p class="sq-quiet">換頁時，已勾選的人員與填寫的審查結果會保留。</p> : null}
            </Pager>
          </div>
        </Stack>
      </Form>
    </Layout>
  );
};

/** Names and decision once more before anything is written. */
export const ScreeningConfirmPage = (p: {
  ctx: PageContext;
  no: string;
  people: readonly { name: string }[];
  who: readonly string[];
  decision: ScreeningForm & { outcome: keyof typeof SCREENING_OUTCOMES };
  formKey: string;
  /** The list as she left it. */
  back: string;
}) => {
  const { name } = SCREENING_OUTCOMES[p.decision.outcome];
  const here = paths.officer.screenings(p.no);
  const reason = screeningReason(p.decision);
  return (
    <ConfirmPage
      ctx={p.ctx}
      current="register"
      trail={applicantsTrail(p.no, '批次資格審查')}
      title="確認批次資格審查"
      sub={`職缺編號 ${p.no}`}
      action={here}
      formKey={p.formKey}
      keep={{ ...p.decision, [WHO]: p.who, step: 'confirm' }}
      confirm={`將 ${p.people.length} 人審查為「${name}」`}
      back={{ href: p.back, text: '回批次資格審查' }}
    >
      <p>
        審查結果 <ScreeningTag value={p.decision.outcome} />
        {reason ? `　原因：${reason}` : null}
      </p>
      <p>
        共 <strong>{p.people.length}</strong> 人：{p.people.map((one) => one.name).join('、')}
      </p>
      <p class="sq-quiet">每人先前的審查結果都會留在審查紀錄；應徵者不會收到通知。</p>
    </ConfirmPage>
  );
};
