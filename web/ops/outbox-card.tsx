/** 待送訊息: what is recorded and not yet carried to Temporal, and what was set aside. */
import { Card, Cell, Row, RowHead, Stack, SummaryList, Table } from '../components/index.ts';
import { paths } from '../paths.ts';
import { Act, More, UiLink } from './parts.tsx';
import { runOfMessage } from './temporal-ui.ts';
import type { CardProps } from './view.ts';
import { Code, messageWords, minuteOf, Since } from './words.tsx';

export const OutboxCard = ({ ctx, v }: CardProps) => {
  const { outbox } = v;
  return (
    <Card id="outbox" title="待送訊息">
      <Stack>
        <SummaryList
          columns={2}
          facts={[
            { term: '等待送出', value: `${outbox.waiting} 則`, number: true },
            { term: '最早一則', value: <Since at={outbox.oldestAt} now={v.now} /> },
            { term: '暫停', value: `${outbox.parked} 則`, number: true },
            outbox.lastCode !== null && { term: '等待的原因', value: <Code value={outbox.lastCode} /> },
          ]}
        />
        {outbox.parked > 0 ? <Parked ctx={ctx} v={v} /> : null}
      </Stack>
    </Card>
  );
};

const Parked = ({ ctx, v }: CardProps) => (
  <>
    <h3 class="sq-small">暫停的訊息</h3>
    <Table
      caption="暫停的訊息"
      columns={['訊息', '對象', '原因', '已嘗試', '暫停時間', ...(v.mayAct ? ['處理'] : [])]}
    >
      {v.outbox.rows.map((r) => (
        <Row>
          <RowHead>{messageWords(r.kind, r.signal)}</RowHead>
          <Cell label="對象">
            <UiLink href={v.ui.run(runOfMessage(r.kind, r.target))}>{r.target}</UiLink>
          </Cell>
          <Cell label="原因" card="wide">
            <Code value={r.code} />
          </Cell>
          <Cell label="已嘗試" class="sq-num">
            {r.attempts} 次
          </Cell>
          <Cell label="暫停時間" class="sq-num">
            {minuteOf(r.parkedAt)}
          </Cell>
          {v.mayAct ? (
            <Cell card="act">
              <Act ctx={ctx} action={paths.ops.outbox()} id={r.id} about={`第 ${r.id} 號訊息`}>
                再送一次
              </Act>
            </Cell>
          ) : null}
        </Row>
      ))}
    </Table>
    <More shown={v.outbox.rows.length} all={v.outbox.parked} unit="則" />
  </>
);
