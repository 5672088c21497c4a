/** 調閱簡歷: choosing people of a vacancy, and their short résumés side by side, on screen and on paper. */
import { BRIEFS_PAGE, type BriefName, type BriefShown, MAX_BRIEFS } from '../../db/queries/briefs.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import {
  ActionBar,
  ActionGroup,
  BackLink,
  Button,
  Cell,
  EmptyState,
  ErrorSummary,
  Hidden,
  Layout,
  Note,
  NumberCell,
  Pager,
  ReplyTag,
  ResultBar,
  Row,
  RowHead,
  ShortResumeParts,
  Table,
  Tick,
  TickAll,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { ElsewhereBoxes, type TickedPerson } from './ticked-elsewhere.tsx';
import { trailTo } from './trails.ts';

/** Name of the boxes, and of the parameter that holds who was chosen: ids, never a name. */
export const WHO = 'who';

const About = ({ vacancy, total }: { vacancy: OfficerVacancy; total?: number }) => (
  <>
    職缺編號 <strong class="sq-num">{vacancy.no}</strong>
    {`　${vacancy.title}`}
    {total === undefined ? null : `　共 ${total} 人`}
  </>
);
const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);

const Name = ({
  row,
  first,
  no,
  ticked,
}: {
  row: BriefName;
  first: boolean;
  no: string;
  ticked: boolean;
}) => (
  <Row>
    <NumberCell>{row.seq}</NumberCell>
    <Cell card="tick">
      <Tick
        name={WHO}
        value={row.id}
        checked={ticked}
        before="檢視"
        who={row.name}
        after="簡歷"
        id={first ? WHO : undefined}
      />
    </Cell>
    <RowHead>
      <a class="sq-cell-main" href={paths.officer.brief(no, row.id)}>
        {row.name}
        <Hidden>的簡歷</Hidden>
      </a>
      <span class="sq-cell-sub sq-num">{row.no}</span>
    </RowHead>
    <Cell label="應徵時間" class="sq-num">
      {minute(row.submittedAt)}
    </Cell>
    <Cell label="面試回覆狀態" card="status">
      <ReplyTag value={row.replyStatus} />
    </Cell>
  </Row>
);

/** Who applied; those ticked are shown side by side. A GET form: what is shown has an address without names. */
export const BriefsPage = (p: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  rows: readonly BriefName[];
  total: number;
  page: number;
  ticked: ReadonlySet<string>;
  /** Those ticked on other pages. */
  elsewhere: readonly TickedPerson[];
  problems: readonly Problem[];
}) => {
  const { no, title } = p.vacancy;
  const count = p.rows.filter((row) => p.ticked.has(row.id)).length + p.elsewhere.length;
  const pages = Math.max(1, Math.ceil(p.total / BRIEFS_PAGE));
  const at = (page: number): string => `${paths.officer.briefs(no)}?page=${page}`;
  return (
    <Layout
      ctx={p.ctx}
      title={`調閱簡歷－${title} ${no}`}
      current="register"
      problems={p.problems}
      trail={trailTo({ text: '調閱簡歷' })}
    >
      <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
      <Title title="機關徵才登錄-調閱簡歷" sub={<About vacancy={p.vacancy} />} />
      <ErrorSummary problems={p.problems} />
      {p.rows.length === 0 ? (
        <EmptyState title="目前沒有人應徵" text="有人應徵後，可在這裡並排檢視簡歷。" />
      ) : (
        <form id="briefs" class="sq-card" action={paths.officer.briefs(no)} method="get">
          <input type="hidden" name="show" value="1" />
          <input type="hidden" name="at" value={String(p.page)} />
          <ResultBar before="共 " count={p.total} unit=" 人">
            <p class="sq-result__end sq-quiet sq-small">
              簡歷含聯絡資料、現職與學歷；每人每次檢視都會留下紀錄。
            </p>
          </ResultBar>
          <Table
            caption={`應徵者，第 ${p.page} 頁`}
            columns={[
              { head: '序號', number: true },
              { head: <TickAll of={WHO}>檢視</TickAll> },
              '姓名',
              '應徵時間',
              '面試回覆狀態',
            ]}
          >
            {p.rows.map((row, i) => (
              <Name row={row} first={i === 0} no={no} ticked={p.ticked.has(row.id)} />
            ))}
          </Table>
          <ElsewhereBoxes name={WHO} people={p.elsewhere} what="檢視簡歷" />
          <ActionBar label="檢視勾選者的簡歷">
            <ActionGroup of={WHO} count={count} before="已勾選" unit="人" limit={MAX_BRIEFS}>
              <Button>並排檢視</Button>
            </ActionGroup>
          </ActionBar>
          <Pager
            page={p.page}
            pages={pages}
            size={BRIEFS_PAGE}
            sends="get"
            previous={p.page > 1 ? at(p.page - 1) : undefined}
            next={p.page < pages ? at(p.page + 1) : undefined}
          />
        </form>
      )}
    </Layout>
  );
};

const Person = ({ row }: { row: BriefShown }) => (
  <section class="sq-short" aria-labelledby={`b-${row.id}`}>
    <div class="sq-short__head">
      <h2 id={`b-${row.id}`}>{row.name}</h2>
      <ReplyTag value={row.replyStatus} />
    </div>
    <p class="sq-quiet sq-small sq-num">
      {row.no}　{minute(row.submittedAt)} 應徵
    </p>
    <ShortResumeParts of={row} />
  </section>
);

/** The chosen ones beside each other. */
export const BriefsSideBySide = (p: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  people: readonly BriefShown[];
  missing: number;
  /** They were ticked on this page of the list, which shows them ticked again; absent = opened by a link. */
  chosen?: { page: number } | undefined;
  now: Date;
}) => {
  const { no } = p.vacancy;
  const names = p.people.map((one) => one.name).join('、');
  const list = paths.officer.briefs(no);
  const chosen = p.people.map((one) => `&${WHO}=${one.id}`).join('');
  const back = p.chosen ? `${list}?page=${p.chosen.page}${chosen}` : list;
  return (
    <Layout
      ctx={p.ctx}
      title={`簡歷－${no}`}
      current="register"
      trail={trailTo({ text: '調閱簡歷', href: paths.officer.briefs(no) }, { text: '簡歷' })}
    >
      <BackLink href={back}>回調閱簡歷</BackLink>
      <Title
        title={p.people.length === 1 ? `${names}的簡歷` : `簡歷（${p.people.length} 人）`}
        sub={<About vacancy={p.vacancy} />}
      />
      {p.missing > 0 ? <Note>有 {p.missing} 人已撤回應徵或不屬於這筆職缺，未列出。</Note> : null}
      <div class="sq-shorts">
        {p.people.map((row) => (
          <Person row={row} />
        ))}
      </div>
      <Note plain>
        {minute(p.now)} 檢視。本頁含個人資料，列印後請依規定保管及銷毀；完整履歷請由
        <a href={paths.officer.applicants(no)}>調閱履歷</a>下載。
      </Note>
    </Layout>
  );
};
