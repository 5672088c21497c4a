/** 排程, 核對 and 稽核軌跡: the machinery that runs by itself. */
import { Blank, Card, Cell, Row, RowHead, SummaryList, Table } from '../components/index.ts';
import { paths } from '../paths.ts';
import { Act, UiLink } from './parts.tsx';
import type { CardProps, OpsView } from './view.ts';
import { minuteOf, Since, scheduleWords } from './words.tsx';

export const SchedulesCard = ({ v }: { v: OpsView }) => (
  <Card id="schedules" title="排程">
    {v.schedules === null ? (
      <p>Temporal 沒有回應，排程的時間暫時無法顯示；恢復後，兩小時內錯過的產製時段會補做。</p>
    ) : v.schedules.length === 0 ? (
      <p>
        沒有任何排程。請執行 <code>npm run migrate</code> 建立。
      </p>
    ) : (
      <Table caption="排程" columns={['排程', '狀態', '上次', '接下來']}>
        {v.schedules.map((s) => (
          <Row>
            <RowHead>
              <UiLink href={v.ui.schedule(s.id)}>{scheduleWords(s.id)}</UiLink>
            </RowHead>
            <Cell label="狀態">{s.paused ? '已暫停' : s.running > 0 ? '執行中' : '等待中'}</Cell>
            <Cell label="上次" class="sq-num">
              {s.last ? minuteOf(s.last) : <Blank why="還沒有執行過" />}
            </Cell>
            <Cell label="接下來">
              {s.next.slice(0, 4).map((at, i) => (
                <>
                  {i > 0 ? '、' : null}
                  <span class="sq-num">{minuteOf(at)}</span>
                </>
              ))}
            </Cell>
          </Row>
        ))}
      </Table>
    )}
  </Card>
);

const REPORT_WORDS: Record<string, string> = {
  vacancies: '核對職缺',
  applications: '核對應徵',
  vacanciesStarted: '補啟動職缺',
  applicationsTold: '補送應徵',
  mailsStarted: '補寄帳號郵件',
  orphansEnded: '結束無紀錄的流程',
  unjudged: '待人判斷',
  parked: '當時暫停',
};

/** What a run of reconcile left to a person, as its report names it. */
function casesOf(cases: unknown): { workflowId: string; why: string }[] {
  return Array.isArray(cases) ? (cases as { workflowId: string; why: string }[]) : [];
}

export const ReconcileCard = ({ v }: { v: OpsView }) => (
  <Card id="reconcile" title="核對與補送">
    {v.reconcile ? (
      <SummaryList
        columns={2}
        facts={[
          {
            term: '最近一次',
            value: (
              <UiLink href={v.ui.runs('housekeeping')}>
                <Since at={v.reconcile.finishedAt} now={v.now} />
              </UiLink>
            ),
          },
          ...Object.entries(v.reconcile.report)
            .filter(([, value]) => typeof value === 'number')
            .map(([key, value]) => ({
              term: Object.hasOwn(REPORT_WORDS, key) ? REPORT_WORDS[key] : key,
              value: String(value),
              number: true,
            })),
          ...casesOf(v.reconcile.report.cases).map(({ workflowId, why }) => ({
            term: '待人判斷',
            value: (
              <UiLink href={v.ui.run(workflowId)}>
                {workflowId}：{why}
              </UiLink>
            ),
          })),
        ]}
      />
    ) : (
      <p>還沒有核對的紀錄。排程每十分鐘核對一次，把應啟動而未啟動的流程補上。</p>
    )}
  </Card>
);

export const AuditCard = ({ ctx, v }: CardProps) => (
  <Card
    id="audit"
    title="稽核軌跡"
    aside={
      <Act ctx={ctx} action={paths.ops.audit()}>
        檢核
      </Act>
    }
  >
    <SummaryList
      columns={2}
      facts={[
        { term: '已封存', value: `${v.audit.sealed} 筆`, number: true },
        { term: '尚未封存', value: `${v.audit.unsealed} 筆`, number: true },
        {
          term: '最近封存',
          value: <Since at={v.audit.sealedAt} now={v.now} none="還沒有" />,
        },
        v.audit.oldestAt !== null && {
          term: '最早未封存',
          value: <Since at={v.audit.oldestAt} now={v.now} />,
        },
        v.audit.head !== null && { term: '鏈的末端', value: <code>{v.audit.head}</code> },
      ]}
    />
  </Card>
);
