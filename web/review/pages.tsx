import type { noteQueue } from '../../db/queries/listing-notes.ts';
import type { reviewQueue } from '../../db/queries/vacancy-review.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime, formatRocRange } from '../../domain/roc-date.ts';
import {
  BackLink,
  Card,
  Cell,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  HiddenFields,
  Layout,
  LinkButton,
  Note,
  Row,
  RowHead,
  Table,
  Title,
  VacancyTag,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { FileLine, type ShownFile } from '../public/vacancy-files.tsx';
import type { PageContext } from '../view.ts';
import { Changes, CompareTable, type Open } from './compare-table.tsx';
import { Decision } from './decision.tsx';
import { NoteQueue } from './note-pages.tsx';

type Queue = Awaited<ReturnType<typeof reviewQueue>>;
type NoteQueueRows = Awaited<ReturnType<typeof noteQueue>>;

/** 職缺審核: what waits, oldest first. */
export const ReviewQueuePage = (p: { ctx: PageContext; queue: Queue; notes: NoteQueueRows }) => (
  <Layout ctx={p.ctx} title="職缺審核" current="review" trail={[{ text: '後臺' }, { text: '職缺審核' }]}>
    <Title title="職缺審核" sub={`待審核 ${p.queue.length} 件，依送審時間排列`} />
    <div class="sq-stack">
      {p.queue.length === 0 ? (
        <EmptyState title="目前沒有待審核的職缺" text="機關送出審核後，會立刻出現在這裡。" />
      ) : (
        <div class="sq-card">
          <Table
            caption="待審核的職缺"
            columns={['送審時間', '職缺編號', '職稱', '機關名稱', '有效期間', '類型', '審核']}
          >
            {p.queue.map((r) => (
              <Row>
                <Cell class="sq-num" label="送審時間">
                  {formatRocDateTime(r.submitted_at.toISOString())}
                </Cell>
                <Cell class="sq-num" label="職缺編號">
                  {r.no}
                </Cell>
                <RowHead>{r.content.title}</RowHead>
                <Cell label="機關名稱">{r.agency_name}</Cell>
                <Cell class="sq-num" label="有效期間">
                  {formatRocRange(r.content.listedFrom, r.content.listedTo)}
                </Cell>
                <Cell label="類型">{r.stage === 'preparing' ? '新登錄' : '內容修改'}</Cell>
                <Cell card="act">
                  <a href={paths.review.vacancy(r.no)}>
                    審核<Hidden> {r.no}</Hidden>
                  </a>
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      )}
      <NoteQueue notes={p.notes} />
    </div>
  </Layout>
);

/** One registration, or a revision beside what is listed; each field can be given a reason. */
export const ReviewPage = (p: {
  ctx: PageContext;
  row: Open;
  /** Those of the content under review. */
  files: readonly ShownFile[];
  agencyName: string;
  formKey: string;
  reasons?: Record<string, string>;
  general?: string;
  decision?: string;
  problems?: readonly Problem[];
}) => {
  const { row } = p;
  const { listed } = row;
  return (
    <Layout
      ctx={p.ctx}
      title={`審核 ${row.no}`}
      current="review"
      problems={p.problems}
      trail={[{ text: '職缺審核', href: paths.review.list() }, { text: row.no }]}
    >
      <BackLink href={paths.review.list()}>回職缺審核</BackLink>
      <Title
        title={row.content.title || '（未填職稱）'}
        sub={`${p.agencyName}　職缺編號 ${row.no}　第 ${row.number} 版`}
      >
        <p class="sq-hero__tags">
          <VacancyTag review="inReview" stage={row.stage} />
        </p>
      </Title>
      <div class="sq-stack">
        <ErrorSummary problems={p.problems} consequence="審核結果尚未記錄" />
        {listed ? <Changes row={row} /> : null}
        {p.files.length > 0 ? (
          <Card id="attached" title="送審的附件">
            <ul class="sq-plainlist sq-anywhere">
              {p.files.map((file) => (
                <li>
                  <FileLine file={file} />
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
        <Form action={paths.review.vacancy(row.no)} csrf={p.ctx.csrf} formKey={p.formKey}>
          <HiddenFields values={{ number: String(row.number) }} />
          <div class="sq-stack">
            <Card id="content" title="登錄內容">
              <CompareTable row={row} reasons={p.reasons ?? {}} />
            </Card>
            <Card id="decision-part" title="審核決定">
              <div class="sq-stack">
                <Decision
                  decision={p.decision}
                  words={{
                    name: 'general',
                    label: '整體說明',
                    hint: '退回補正時，欄位理由與整體說明至少填一項；機關會逐欄看到。',
                    value: p.general,
                  }}
                  problems={p.problems}
                />
              </div>
            </Card>
          </div>
        </Form>
      </div>
    </Layout>
  );
};

/** Somebody else decided first, or the agency took it back: nothing is written, and the way on is the queue. */
export const DecidedPage = (p: { ctx: PageContext; no: string; lost: boolean }) => (
  <Layout
    ctx={p.ctx}
    title={`${p.no} 不在待審核清單`}
    current="review"
    trail={[{ text: '職缺審核', href: paths.review.list() }, { text: p.no }]}
  >
    <Title title="這件登錄已不在待審核清單" sub={`職缺編號 ${p.no}`} />
    <div class="sq-stack">
      <Note>這件登錄已審核，或機關已更動{p.lost ? '；這次的決定沒有寫入' : ''}。請回清單查看最新狀態。</Note>
      <p>
        <LinkButton href={paths.review.list()} kind="secondary">
          回職缺審核
        </LinkButton>
      </p>
    </div>
  </Layout>
);
