import type { openRevisionOf, reviewQueue } from '../../db/queries/vacancy-review.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime, formatRocRange } from '../../domain/roc-date.ts';
import { REVIEW_OUTCOMES } from '../../domain/status.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import {
  BackLink,
  Button,
  Buttons,
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
  Radios,
  Row,
  RowHead,
  StageTag,
  Table,
  Title,
} from '../components/index.ts';
import { TextArea } from '../components/inputs.tsx';
import { paths } from '../paths.ts';
import { VACANCY_ROWS } from '../vacancy-rows.ts';
import type { PageContext } from '../view.ts';
import { changedRuns } from './diff-words.ts';

type Queue = Awaited<ReturnType<typeof reviewQueue>>;
type Open = NonNullable<Awaited<ReturnType<typeof openRevisionOf>>>;

/** 職缺審核: what waits, oldest first. */
export const ReviewQueuePage = (p: { ctx: PageContext; queue: Queue }) => (
  <Layout ctx={p.ctx} title="職缺審核" current="review" trail={[{ text: '後臺' }, { text: '職缺審核' }]}>
    <Title title="職缺審核" sub={`待審核 ${p.queue.length} 件，依送審時間排列`} />
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
  </Layout>
);

const Changed = ({ before, after }: { before: string | null; after: string }) =>
  before === null || before === after ? (
    after || '（空白）'
  ) : (
    <>
      {changedRuns(before, after).map((r) => (r.changed ? <mark>{r.text}</mark> : r.text))}
      {after === '' ? '（空白）' : null}
    </>
  );

/** One registration, or a revision beside what is listed; each field can be given a reason. */
export const ReviewPage = (p: {
  ctx: PageContext;
  row: Open;
  agencyName: string;
  formKey: string;
  reasons?: Record<string, string>;
  general?: string;
  decision?: string;
  problems?: readonly Problem[];
}) => {
  const { row } = p;
  const listed: VacancyContent | null = row.listed;
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
          <StageTag value={row.stage} />
        </p>
      </Title>
      <div class="sq-stack">
        <ErrorSummary problems={p.problems} consequence="審核結果尚未記錄" />
        {listed ? <Note plain>左為刊登中的內容，右為送審的修改；改動的文字以底色標示。</Note> : null}
        <Form action={paths.review.vacancy(row.no)} csrf={p.ctx.csrf} formKey={p.formKey}>
          <HiddenFields values={{ number: String(row.number) }} />
          <div class="sq-stack">
            <Card id="content" title="登錄內容">
              <div class="sq-tablewrap">
                <table class="sq-table sq-table--compare">
                  <caption class="govuk-visually-hidden">登錄內容逐欄對照</caption>
                  <thead>
                    <tr>
                      <th scope="col">欄位</th>
                      {listed ? <th scope="col">刊登中</th> : null}
                      <th scope="col">{listed ? '送審的修改' : '內容'}</th>
                      <th scope="col">退回理由（選填）</th>
                    </tr>
                  </thead>
                  <tbody>
                    {VACANCY_ROWS.map((f) => {
                      const after = f.text(row.content);
                      const before = listed ? f.text(listed) : null;
                      const id = `reason-${f.field}`;
                      return (
                        <tr>
                          <th scope="row">{f.label}</th>
                          {before === null ? null : <td class="sq-prewrap">{before || '（空白）'}</td>}
                          <td class="sq-prewrap">
                            <Changed before={before} after={after} />
                          </td>
                          <td>
                            <label class="govuk-visually-hidden" for={id}>
                              {f.label}的退回理由
                            </label>
                            <input
                              class="govuk-input"
                              id={id}
                              name={id}
                              type="text"
                              maxlength={300}
                              autocomplete="off"
                              value={p.reasons?.[f.field] ?? ''}
                            />
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            </Card>
            <Card id="decision-part" title="審核決定">
              <div class="sq-stack">
                <Radios
                  name="decision"
                  label="審核結果"
                  required
                  options={[
                    { code: 'approve', name: REVIEW_OUTCOMES.approved.name },
                    { code: 'return', name: REVIEW_OUTCOMES.returned.name },
                  ]}
                  value={p.decision}
                  problems={p.problems}
                />
                <TextArea
                  name="general"
                  label="整體說明"
                  hint="退回補正時，欄位理由與整體說明至少填一項；機關會逐欄看到。"
                  rows={3}
                  value={p.general ?? ''}
                  problems={p.problems}
                />
                <Buttons>
                  <Button>送出審核結果</Button>
                </Buttons>
              </div>
            </Card>
          </div>
        </Form>
      </div>
    </Layout>
  );
};

/** Somebody else decided first, or the agency took it back: nothing is written, and the way on is the queue. */
export const DecidedPage = (p: { ctx: PageContext; no: string }) => (
  <Layout
    ctx={p.ctx}
    title={`${p.no} 不在待審核清單`}
    current="review"
    trail={[{ text: '職缺審核', href: paths.review.list() }, { text: p.no }]}
  >
    <Title title="這件登錄已不在待審核清單" sub={`職缺編號 ${p.no}`} />
    <div class="sq-stack">
      <Note>這件登錄已由他人審核，或機關已更動；這次的決定沒有寫入。請回清單查看最新狀態。</Note>
      <p>
        <LinkButton href={paths.review.list()} kind="secondary">
          回職缺審核
        </LinkButton>
      </p>
    </div>
  </Layout>
);
