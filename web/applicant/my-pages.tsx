import type { OwnDraft } from '../../db/queries/application-drafts.ts';
import type { ownApplication, ownApplications } from '../../db/queries/own-applications.ts';
import { rareWords } from '../../domain/rare-words.ts';
import { filledParts } from '../../domain/resume-filled.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { SCAN_STATES } from '../../domain/scan.ts';
import { APPLICATION_STATES } from '../../domain/status.ts';
import { undoUntil } from '../../domain/withdrawal.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  EmptyState,
  Form,
  Layout,
  LinkButton,
  Note,
  OutcomeTag,
  ProductionTag,
  ReplyTag,
  SummaryList,
  Tag,
  Timeline,
  Title,
} from '../components/index.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import { historyOf } from './application-history.ts';
import { LettersCard } from './letters-card.tsx';
import { DraftItem } from './my-drafts.tsx';
import { interviewWords, NoticeCard } from './notice-card.tsx';
import { ResultCard, resultWords } from './result-card.tsx';
import { declaredWords } from './second-step.ts';

type Row = Awaited<ReturnType<typeof ownApplications>>[number];
type One = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;
const time = (d: Date): string => formatRocDateTime(d.toISOString());

const VACANCY_WITHDRAWN = '機關已撤回這個職缺';

const StateTag = ({ row }: { row: Pick<Row, 'state'> }) => (
  <Tag look={row.state === 'open' ? 'listed' : 'archived'}>{APPLICATION_STATES[row.state].name}</Tag>
);

/** How it ended where no result came. */
const endWords = (r: Row): string =>
  r.state === 'ended' && r.stage === 'archived' && !r.vacancy_withdrawn_at
    ? '職缺已封存，機關未登錄甄選結果'
    : '';

/** 我的應徵: what she has begun, everything she applied for, and who looked at it. */
export const MyApplicationsPage = (p: {
  ctx: PageContext;
  rows: readonly Row[];
  drafts: readonly OwnDraft[];
  now: Date;
}) => (
  <Layout ctx={p.ctx} title="我的應徵" variant="applicant">
    <Title title="我的應徵" sub="應徵紀錄、收據編號，以及機關調閱履歷的時間與用途。">
      <Buttons>
        <LinkButton href={paths.applicant.resume()} kind="secondary">
          我的履歷
        </LinkButton>
        <LinkButton href={paths.applicant.profile()} kind="link">
          個人資料
        </LinkButton>
      </Buttons>
    </Title>
    {p.rows.length + p.drafts.length === 0 ? (
      <EmptyState title="還沒有應徵紀錄" text="找到合適的職缺後，按「我要應徵」即可開始。">
        <LinkButton href={paths.public.vacancies()}>查詢職缺</LinkButton>
      </EmptyState>
    ) : (
      <ul class="sq-results">
        {p.drafts.map((d) => (
          <DraftItem draft={d} />
        ))}
        {p.rows.map((r) => (
          <li class="sq-card sq-results__item">
            <div class="sq-results__head">
              <div>
                <h2 class="sq-results__title">
                  {r.kept ? <a href={paths.applicant.application(r.id)}>{r.title}</a> : r.title}
                </h2>
                <p class="sq-results__org">{r.agency_name}</p>
              </div>
              <p class="sq-results__tags">
                <StateTag row={r} />
                {r.reply_status === 'none' ? null : <ReplyTag value={r.reply_status} />}
                {r.outcome ? <OutcomeTag value={r.outcome} /> : null}
              </p>
            </div>
            <SummaryList
              columns={2}
              facts={[
                { term: '應徵編號', value: r.no, number: true },
                { term: '應徵時間', value: time(r.submitted_at), number: true },
                {
                  term: '機關已調閱',
                  value:
                    r.retrievals.length > 0
                      ? `${r.retrievals.length} 次，最近 ${time((r.retrievals.at(-1) as { retrieved_at: Date }).retrieved_at)}`
                      : '尚未調閱',
                },
                {
                  term: r.state === 'open' && r.stage === 'listed' ? '截止' : '',
                  value:
                    r.state === 'open' && r.stage === 'listed' && r.closes_at
                      ? instantWords(r.closes_at)
                      : '',
                },
                { term: '職缺', value: r.vacancy_withdrawn_at ? VACANCY_WITHDRAWN : '' },
                { term: '面試', value: interviewWords(r, p.now) },
                { term: '甄選結果', value: resultWords(r) || endWords(r) },
                { term: '履歷罕用字', value: r.state === 'open' ? rareWords(r.missing) : '' },
                { term: '個人資料', value: r.kept ? '' : '保存期間已滿，已刪除' },
              ]}
            />
          </li>
        ))}
      </ul>
    )}
  </Layout>
);

/** Said once, right after handing in: what is recorded and what happens next. */
export const receivedWords = (row: One): string =>
  row.version > 1
    ? `已於 ${time(row.updated_at)} 收到您修改後的應徵資料（第 ${row.version} 版），應徵編號 ${row.no} 不變。新的收據另寄至您的信箱。`
    : `已於 ${time(row.submitted_at)} 收到您的應徵，應徵編號 ${row.no}。收據另寄至您的信箱；後續通知也會寄到那裡。`;

/** One application: receipt, what was handed in, history. Right after submitting it is the receipt page. */
export const MyApplicationPage = (p: {
  ctx: PageContext;
  row: One;
  open: boolean;
  justNow?: boolean;
  /** A virus scanner is configured: each file's state is said. */
  scanning: boolean;
  now: Date;
}) => {
  const { row } = p;
  const title = p.justNow ? (row.version > 1 ? '修改已送達' : '應徵已送達') : '應徵內容';
  return (
    <Layout ctx={p.ctx} title={`${title}－${row.title}`} variant="applicant">
      <BackLink href={paths.applicant.home()}>回我的應徵</BackLink>
      <Title title={title} sub={`${row.agency_name}　${row.title}　${row.vacancy_no}`}>
        <p class="sq-hero__tags">
          <StateTag row={row} />
          {row.state === 'open' ? <ProductionTag value={row.production_state} /> : null}
        </p>
      </Title>
      <div class="sq-stack">
        <TakeBack ctx={p.ctx} row={row} now={p.now} />
        {p.justNow ? null : <News row={row} now={p.now} />}
        <Card id="receipt" title="收據">
          <SummaryList
            facts={[
              { term: '應徵編號', value: row.no, number: true },
              { term: '應徵時間', value: time(row.submitted_at), number: true },
              {
                term: '版本',
                value: `第 ${row.handedInVersion} 版${row.handedInVersion > 1 ? `，更新於 ${time(row.updated_at)}` : ''}`,
              },
              { term: '職缺', value: row.vacancy_withdrawn_at ? VACANCY_WITHDRAWN : '' },
              { term: '姓名', value: row.record.basic.name },
              { term: '履歷內容', value: filledParts(row.record).join('、') },
              {
                term: '證明文件',
                value: row.files.length
                  ? row.files.map((f) => fileWords(f, p.scanning)).join('、')
                  : '未上傳',
              },
              { term: '任用資格聲明', value: declaredWords(row.particulars) },
              { term: '面試所需的合理調整', value: row.particulars?.adjustments ?? '' },
              {
                term: '履歷產製',
                value: row.state === 'open' ? producingWords(row) : '',
              },
            ]}
          />
        </Card>
        {p.justNow ? <News row={row} now={p.now} /> : null}
        <Card id="history" title="歷程">
          <Timeline items={historyOf(row)} />
        </Card>
        <Acts row={row} open={p.open} />
      </div>
    </Layout>
  );
};

/** What the agency sent: before the receipt, except right after handing in. */
const News = ({ row, now }: { row: One; now: Date }) => (
  <>
    <ResultCard row={row} />
    <NoticeCard row={row} now={now} />
    <LettersCard letters={row.letters} />
  </>
);

/**
 * As long as the selection goes on, since interviews are held after closing. Who has a result declines the post instead.
 */
export const mayWithdraw = (row: Pick<Row, 'state' | 'outcome' | 'stage'>): boolean =>
  row.state === 'open' && row.outcome === null && (row.stage === 'listed' || row.stage === 'closed');

/** Changing until closing, withdrawing for longer. */
const Acts = ({ row, open }: { row: One; open: boolean }) =>
  mayWithdraw(row) ? (
    <>
      <p class="sq-small sq-quiet">
        {open && row.closes_at
          ? `在 ${instantWords(row.closes_at)} 截止前，都可以修改或撤回。`
          : '職缺已截止，不能再修改；不再參加甄選時，可以撤回應徵。'}
      </p>
      <Buttons>
        {open ? (
          <LinkButton href={paths.apply.form(row.vacancy_no)} kind="secondary">
            修改應徵資料
          </LinkButton>
        ) : null}
        <LinkButton href={paths.applicant.withdraw(row.id)} kind="link">
          撤回應徵
        </LinkButton>
      </Buttons>
    </>
  ) : null;

/** Name and size; with a scanner its answer as well, and what follows from a bad one. */
function fileWords({ name, size, scan }: One['files'][number], scanning: boolean): string {
  const facts = [`${Math.ceil(size / 1024)} KB`];
  if (scanning || scan === 'failed')
    facts.push(`病毒掃描${scan === 'pending' ? '中' : SCAN_STATES[scan].name}`);
  if (scan === 'failed') facts.push('不會提供給機關，請更換檔案後修改應徵資料');
  return `${name}（${facts.join('，')}）`;
}

/** Offered as long as it is possible, and no longer. */
const TakeBack = ({ ctx, row, now }: { ctx: PageContext; row: One; now: Date }) => {
  const until = undoUntil(
    { state: row.state, withdrawnAt: row.withdrawn_at, stage: row.stage, closesAt: row.closes_at },
    now,
  );
  return until ? (
    <Form
      class="sq-card sq-card--pad"
      action={paths.applicant.takeBackWithdrawal(row.id)}
      csrf={ctx.csrf}
      formKey={newFormKey()}
    >
      <div class="sq-stack">
        <Note>{`您已撤回這件應徵。在 ${instantWords(until)} 前可以取回，取回後機關可以再看到您的資料。`}</Note>
        <Buttons>
          <Button>取回應徵</Button>
        </Buttons>
      </div>
    </Form>
  ) : null;
};

function producingWords({ production_state, mode, missing }: One): string {
  if (production_state === 'produced')
    return ['已完成，機關可以調閱', rareWords(missing)].filter((words) => words !== '').join('；');
  if (production_state === 'failed')
    return '產製時發生問題，系統人員處理後會再產製；您的應徵已收到，不必重新送出';
  return mode === 'civilService'
    ? '將於下一個產製時段（每日 1、7、13、19 點）完成'
    : '進行中，通常在一分鐘內完成';
}
