/** 履歷產製: the last slots, what waits, what failed and why; the production can be started between slots. */
import { RETRIEVAL_MODES } from '../../domain/codes.ts';
import { PRODUCTION_SCHEDULE } from '../../workflows/messages.ts';
import {
  Card,
  Cell,
  EmptyState,
  Hidden,
  Row,
  RowHead,
  Stack,
  SummaryList,
  Table,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { Act, More, UiLink } from './parts.tsx';
import { applicationRun } from './temporal-ui.ts';
import type { CardProps, OpsView } from './view.ts';
import { Code, minuteOf, Since } from './words.tsx';

const SLOTS_SHOWN = 4;

export const ProductionCard = ({ ctx, v }: CardProps) => {
  const { production: p } = v;
  return (
    <Card
      id="production"
      title="履歷產製"
      aside={
        v.mayAct && v.schedules ? (
          <Act ctx={ctx} action={paths.ops.produce()}>
            立即產製
          </Act>
        ) : null
      }
    >
      <Stack>
        <SummaryList
          columns={2}
          facts={[
            { term: '等待產製', value: `${p.pending} 份`, number: true },
            { term: '最早一份', value: <Since at={p.oldestAt} now={v.now} /> },
            { term: '產製失敗', value: `${p.failed} 份`, number: true },
            { term: '接下來', value: <NextSlots v={v} /> },
            p.reasons.length > 0 && { term: '失敗原因', value: <Reasons v={v} /> },
          ]}
        />
        {p.failed > 0 ? <Failures ctx={ctx} v={v} /> : null}
        <Slots v={v} />
      </Stack>
    </Card>
  );
};

/** The next four times as the server has them, not as we would reckon them. */
const NextSlots = ({ v }: { v: OpsView }) => {
  const next = v.schedules?.find((s) => s.id === PRODUCTION_SCHEDULE)?.next.slice(0, SLOTS_SHOWN);
  if (!v.schedules) return <>Temporal 沒有回應，時間未知</>;
  if (!next || next.length === 0) return <>沒有排程</>;
  return (
    <>
      {next.map((at, i) => (
        <>
          {i > 0 ? '、' : null}
          <span class="sq-num">{minuteOf(at)}</span>
        </>
      ))}
    </>
  );
};

const Reasons = ({ v }: { v: OpsView }) => (
  <>
    {v.production.reasons.map((r, i) => (
      <>
        {i > 0 ? <br /> : null}
        <Code value={r.code} />：{r.count} 份
      </>
    ))}
  </>
);

const Failures = ({ ctx, v }: CardProps) => (
  <>
    <h3 class="sq-small">產製失敗的應徵</h3>
    <Table
      caption="產製失敗的應徵"
      columns={['應徵編號', '職缺編號', '調閱方式', '原因', '應徵時間', ...(v.mayAct ? ['處理'] : [])]}
    >
      {v.production.failures.map((f) => (
        <Row>
          <RowHead class="sq-num">
            <UiLink href={v.ui.run(applicationRun(f.id))}>{f.no}</UiLink>
          </RowHead>
          <Cell label="職缺編號" class="sq-num">
            {f.vacancyNo}
          </Cell>
          <Cell label="調閱方式">{RETRIEVAL_MODES[f.mode].name}</Cell>
          <Cell label="原因" card="wide">
            <Code value={f.code} />
          </Cell>
          <Cell label="應徵時間" class="sq-num">
            {minuteOf(f.submittedAt)}
          </Cell>
          {v.mayAct ? (
            <Cell card="act">
              <Act ctx={ctx} action={paths.ops.produceAgain()} id={f.id} about={f.no}>
                再產製一次
              </Act>
            </Cell>
          ) : null}
        </Row>
      ))}
    </Table>
    <More shown={v.production.failures.length} all={v.production.failed} unit="份" />
  </>
);

const Slots = ({ v }: { v: OpsView }) =>
  v.slots.length === 0 ? (
    <EmptyState inCard title="還沒有產製時段的紀錄" text="每日 01、07、13、19 時產製後，會列在這裡。" />
  ) : (
    <>
      <h3 class="sq-small">最近的產製時段</h3>
      <Table caption="最近的產製時段" columns={['時段', '產製', '失敗', '開始', '結束時間', '執行']}>
        {v.slots.map((s) => (
          <Row>
            <RowHead class="sq-num">{minuteOf(s.slot)}</RowHead>
            <Cell label="產製" class="sq-num">
              {s.produced} 份
            </Cell>
            <Cell label="失敗" class="sq-num">
              {s.failed} 份
            </Cell>
            <Cell label="開始">{s.late ? '延遲' : '準時'}</Cell>
            <Cell label="結束時間" class="sq-num">
              {minuteOf(s.finishedAt)}
            </Cell>
            <Cell label="執行">
              <UiLink href={v.ui.runs('resumeProduction')}>
                {v.ui.runs('resumeProduction') ? '查看執行紀錄' : '－'}
                <Hidden> {minuteOf(s.slot)}</Hidden>
              </UiLink>
            </Cell>
          </Row>
        ))}
      </Table>
    </>
  );
