/** One vacancy: what is recorded, what was decided, what its run answers, and what may be done with it. */
import type { ListingNote } from '../../db/queries/listing-notes.ts';
import type { OfficerVacancy, revisionsOf } from '../../db/queries/officer-vacancy.ts';
import type { VacancyHandler } from '../../db/queries/vacancy-handler.ts';
import { withdrawalUndoUntil } from '../../db/queries/vacancy-withdrawal.ts';
import { ENDING_REASONS, nameOf, withdrawalWords } from '../../domain/codes.ts';
import { formatRoc, formatRocDateTime, taipeiTime } from '../../domain/roc-date.ts';
import { REVISION_STATES } from '../../domain/status.ts';
import { reasonWords, VACANCY_ROWS } from '../../domain/vacancy-rows.ts';
import type { VacancyAnswer } from '../../workflows/client.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  Details,
  type Figure,
  Figures,
  Form,
  Layout,
  LinkButton,
  ModeTag,
  SummaryList,
  Timeline,
  type TimelineItem,
  Title,
  TitleTags,
  VacancyTag,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { ListingNotesCard } from './listing-notes.tsx';
import { appliedThrough, closingFigure, editable } from './register-rows.ts';
import { trailTo } from './trails.ts';
import { atFormField } from './vacancy-form-data.ts';
import { PapersCard } from './vacancy-papers.tsx';
import { ProcessCard } from './vacancy-process.tsx';

export interface VacancyPageView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  revisions: Awaited<ReturnType<typeof revisionsOf>>;
  notes: readonly ListingNote[];
  counts: { open: number; pending: number; withdrawn: number };
  /** Absent for an import, or when she left the agency. */
  handler: VacancyHandler | undefined;
  answer: VacancyAnswer | null;
  /** Of the form that copies it. */
  formKey: string;
  now: Date;
}

/** What the officer may do now. One primary act: the one the stage is about. */
const Acts = ({ view }: { view: VacancyPageView }) => {
  const v = view.vacancy;
  const p = paths.officer;
  const listed = v.stage === 'listed';
  const seen = !appliedThrough(v);
  return (
    <Buttons>
      {seen ? <LinkButton href={p.applicants(v.no)}>調閱履歷</LinkButton> : null}
      {editable(v) ? null : (
        <LinkButton kind={seen ? 'secondary' : 'primary'} href={p.edit(v.no)}>
          修改
        </LinkButton>
      )}
      <LinkButton kind="secondary" href={p.preview(v.no)}>
        預覽
      </LinkButton>
      {listed ? (
        <>
          <LinkButton kind="secondary" href={p.extend(v.no)}>
            延長
          </LinkButton>
          <LinkButton kind="secondary" href={p.end(v.no)}>
            提前截止
          </LinkButton>
        </>
      ) : null}
      <Form action={p.copy(v.no)} csrf={view.ctx.csrf} formKey={view.formKey}>
        <Button kind="secondary">複製為新職缺</Button>
      </Form>
      <a href={p.saveTemplate(v.no)}>存為範本</a>
      {v.submitted_at && ['preparing', 'scheduled', 'listed'].includes(v.stage) ? (
        <a href={p.withdraw(v.no)}>撤回職缺</a>
      ) : null}
      {v.submitted_at === null ? <a href={p.delete(v.no)}>刪除職缺</a> : null}
    </Buttons>
  );
};

/** A withdrawal just made can be taken back. */
const Undo = ({ view }: { view: VacancyPageView }) => {
  const { vacancy: v, ctx, formKey, now } = view;
  const until = withdrawalUndoUntil(v);
  if (until === null || until <= now) return null;
  return (
    <Form
      class="sq-card sq-card--pad"
      action={paths.officer.undoWithdrawal(v.no)}
      csrf={ctx.csrf}
      formKey={`${formKey}-undo`}
    >
      <input type="hidden" name="version" value={String(v.version)} />
      <Buttons>
        <Button kind="secondary">復原撤回</Button>
        <span class="sq-quiet">
          至 <span class="sq-num">{taipeiTime(until)}</span> 前可復原，職缺回到撤回前的狀態。
        </span>
      </Buttons>
    </Form>
  );
};

/** A reviewer's reasons, each leading to its field. */
const Reasons = ({ v }: { v: OfficerVacancy }) => {
  const reasons = v.review_outcome === 'returned' ? (v.return_reasons ?? []) : [];
  if (reasons.length === 0) return null;
  return (
    <section class="govuk-error-summary" aria-labelledby="reasons">
      <h2 class="govuk-error-summary__title" id="reasons">
        審核退回，請修正以下 {reasons.length} 項後重新送審
      </h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-error-summary__list">
          {reasons.map((reason) => (
            <li>
              <a href={`${paths.officer.edit(v.no)}#${atFormField(reason).field}`}>{reasonWords(reason)}</a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};

function history({ vacancy: v, revisions }: VacancyPageView): TimelineItem[] {
  const items: { at: Date; item: Omit<TimelineItem, 'time'> }[] = [
    { at: v.created_at, item: { what: '建立職缺' } },
  ];
  for (const r of revisions) {
    const which = r.number === 1 ? '送出審核' : `送出第 ${r.number} 次審核`;
    items.push({ at: r.submitted_at, item: { what: which } });
    if (r.decided_at)
      items.push({
        at: r.decided_at,
        item: {
          what: r.state === 'returned' ? REVISION_STATES.returned.name : REVISION_STATES.approved.name,
          quote: r.reasons?.map(reasonWords).join('；') || undefined,
        },
      });
  }
  const once = (at: Date | null, what: string, quote?: string): void => {
    if (at) items.push({ at, item: { what, quote } });
  };
  once(v.listed_at, '開始刊登');
  once(
    v.closed_at,
    '截止',
    v.ending_reason ? `提前截止：${nameOf(ENDING_REASONS, v.ending_reason)}` : undefined,
  );
  once(v.withdrawn_at, '撤回', v.withdraw_reason ? withdrawalWords(v.withdraw_reason) : undefined);
  once(v.archived_at, '封存，個人資料已刪除');
  return items
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, item }) => ({ ...item, time: formatRocDateTime(at.toISOString()).slice(0, -3) }));
}

function figures({ vacancy: v, counts, now }: VacancyPageView): Figure[] {
  return [
    { label: '應徵人數', value: counts.open, unit: '人', key: true },
    { label: '履歷產製中', value: counts.pending, unit: '人' },
    { label: '已撤回應徵', value: counts.withdrawn, unit: '人' },
    ...(v.stage === 'listed' && v.closes_at ? [closingFigure(v.closes_at, now)] : []),
  ];
}

/** 承辦人, who stands in for her, and the way to hand the vacancy over. */
const Handler = ({ no, handler }: { no: string; handler: VacancyHandler | undefined }) => (
  <p>
    承辦人：<strong>{handler?.name ?? '尚未指定'}</strong>
    {handler?.deputy ? `（代理人：${handler.deputy.name}，至 ${formatRoc(handler.deputy.to)}）` : null}
    {'　'}
    <a class="sq-noprint" href={paths.officer.handOver(no)}>
      移交職缺
    </a>
  </p>
);

export const VacancyPage = ({ view }: { view: VacancyPageView }) => {
  const { vacancy: v, ctx } = view;
  const title = v.title || '（尚未填寫職稱）';
  const applied = !appliedThrough(v) || v.stage === 'archived';
  return (
    <Layout ctx={ctx} title={`${title} ${v.no}`} current="register" trail={trailTo({ text: title })}>
      <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
      <Title
        title={title}
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　<span class="sq-nowrap">{v.agency_name}</span>
          </>
        }
      >
        <TitleTags>
          <VacancyTag review={v.review_outcome} stage={v.stage} />
          <ModeTag value={v.mode ?? ''} />
        </TitleTags>
      </Title>
      <Reasons v={v} />
      {v.stage !== 'preparing' && v.review_outcome === 'inReview' ? (
        <p class="sq-note">修正內容審核中，審核通過前仍依原內容刊登。</p>
      ) : null}
      <div class="sq-stack">
        <Acts view={view} />
        <Undo view={view} />
        <Handler no={v.no} handler={view.handler} />
        {applied && v.mode !== 'none' ? <Figures figures={figures(view)} /> : null}
        <ProcessCard
          no={v.no}
          started={v.submitted_at !== null && v.process === 'workflow'}
          civilService={v.mode === 'civilService'}
          answer={view.answer}
          now={view.now}
        />
        <ListingNotesCard no={v.no} notes={view.notes} />
        <PapersCard vacancy={v} />
        <Card id="history" title="歷程">
          <Timeline items={history(view)} />
        </Card>
        <Card id="record" title="登錄內容">
          <SummaryList
            facts={VACANCY_ROWS.slice(0, 11).map((row) => ({ term: row.label, value: row.text(v.content) }))}
          />
          <Details summary="顯示全部欄位">
            <SummaryList
              facts={VACANCY_ROWS.slice(11).map((row) => ({
                term: row.label,
                value: <span class="sq-prose">{row.text(v.content)}</span>,
              }))}
            />
          </Details>
        </Card>
      </div>
    </Layout>
  );
};
