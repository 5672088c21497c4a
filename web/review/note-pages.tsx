/** 公開說明 of extensions and early ends, for reviewers: what waits, and one of them. */
import type { NoteToReview, noteQueue } from '../../db/queries/listing-notes.ts';
import { LISTING_ACTS } from '../../domain/listing-note.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime, formatRocRange } from '../../domain/roc-date.ts';
import {
  BackLink,
  Cell,
  ErrorSummary,
  Form,
  Hidden,
  HiddenFields,
  Layout,
  Row,
  RowHead,
  SummaryList,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { Decision } from './decision.tsx';

type Queue = Awaited<ReturnType<typeof noteQueue>>;

/** Below the queue of registrations; nothing where none waits. */
export const NoteQueue = ({ notes }: { notes: Queue }) =>
  notes.length === 0 ? null : (
    <section class="sq-card" aria-labelledby="notes">
      <h2 class="sq-overview__h sq-card--pad" id="notes">
        延長與提前截止的公開說明　待審核 {notes.length} 件
      </h2>
      <Table
        caption="待審核的公開說明"
        columns={['送審時間', '職缺編號', '職稱', '機關名稱', '類型', '審核']}
      >
        {notes.map((n) => (
          <Row>
            <Cell class="sq-num" label="送審時間">
              {formatRocDateTime(n.written_at.toISOString())}
            </Cell>
            <Cell class="sq-num" label="職缺編號">
              {n.vacancy_no}
            </Cell>
            <RowHead>{n.title}</RowHead>
            <Cell label="機關名稱">{n.agency_name}</Cell>
            <Cell label="類型">{LISTING_ACTS[n.act]}</Cell>
            <Cell card="act">
              <a href={paths.review.note(n.id)}>
                審核公開說明<Hidden> {n.vacancy_no}</Hidden>
              </a>
            </Cell>
          </Row>
        ))}
      </Table>
    </section>
  );

export const NotePage = (p: {
  ctx: PageContext;
  note: NoteToReview;
  formKey: string;
  decision?: string;
  why?: string;
  problems?: readonly Problem[];
}) => {
  const { note: n } = p;
  return (
    <Layout
      ctx={p.ctx}
      title={`審核公開說明 ${n.vacancy_no}`}
      current="review"
      problems={p.problems}
      trail={[{ text: '職缺審核', href: paths.review.list() }, { text: n.vacancy_no }]}
    >
      <BackLink href={paths.review.list()}>回職缺審核</BackLink>
      <Title title="審核公開說明" sub={`${n.agency_name}　職缺編號 ${n.vacancy_no}　${n.title}`} />
      <ErrorSummary problems={p.problems} consequence="審核結果尚未記錄" />
      <Form
        class="sq-card sq-card--pad"
        action={paths.review.note(n.id)}
        csrf={p.ctx.csrf}
        formKey={p.formKey}
      >
        <HiddenFields values={{ body: n.body }} />
        <div class="sq-stack">
          <SummaryList
            facts={[
              { term: '類型', value: `${LISTING_ACTS[n.act]}（已生效）` },
              {
                term: '有效期間',
                value: formatRocRange(n.content.listedFrom, n.content.listedTo),
                number: true,
              },
              { term: '公開說明', value: <span class="sq-prose">{n.body}</span> },
            ]}
          />
          <Decision
            decision={p.decision}
            words={{
              name: 'why',
              label: '退回原因',
              hint: '退回補正時必填，機關會看到。',
              value: p.why,
              maxlength: 300,
            }}
            problems={p.problems}
          />
        </div>
      </Form>
    </Layout>
  );
};
