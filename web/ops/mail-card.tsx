/** 郵件: the ledger by state, and the mails nobody tries any more, by kind and ids alone. */
import { MAIL_STATES, type MailState } from '../../domain/status.ts';
import { Card, Cell, EmptyState, MailTag, Row, RowHead, Stack, Table } from '../components/index.ts';
import { paths } from '../paths.ts';
import { Act, More, UiLink } from './parts.tsx';
import { runOfMail } from './temporal-ui.ts';
import type { CardProps, OpsView } from './view.ts';
import { Code, mailKindWords, minuteOf, Since } from './words.tsx';

/** In the order of a mail's life. */
const STATES = Object.keys(MAIL_STATES) as MailState[];

export const MailCard = ({ ctx, v }: CardProps) => (
  <Card id="mail" title="郵件">
    <Stack>
      {v.mail.counts.length === 0 ? (
        <EmptyState inCard title="還沒有郵件" text="系統寄出的每一封信都會記在這裡。" />
      ) : (
        <States v={v} />
      )}
      {v.mail.failures.length > 0 ? <Failures ctx={ctx} v={v} /> : null}
    </Stack>
  </Card>
);

const States = ({ v }: { v: OpsView }) => (
  <Table caption="郵件狀態" columns={['狀態', '封數', '最早一封']} cards={false}>
    {STATES.map((state) => {
      const found = v.mail.counts.find((c) => c.state === state);
      return found ? (
        <Row>
          <RowHead>
            <MailTag value={state} />
          </RowHead>
          <Cell class="sq-num">{found.count} 封</Cell>
          <Cell>
            <Since at={found.oldestAt} now={v.now} />
          </Cell>
        </Row>
      ) : null;
    })}
  </Table>
);

const Failures = ({ ctx, v }: CardProps) => (
  <>
    <h3 class="sq-small">未送達的郵件</h3>
    <Table
      caption="未送達的郵件"
      columns={['郵件', '狀態', '職缺編號', '流程', '代碼', '已嘗試', '時間', ...(v.mayAct ? ['處理'] : [])]}
    >
      {v.mail.failures.map((m) => (
        <Row>
          <RowHead>{mailKindWords(m.kind)}</RowHead>
          <Cell label="狀態" card="status">
            <MailTag value={m.state} />
          </Cell>
          <Cell label="職缺編號" class="sq-num">
            {m.vacancyNo ?? '－'}
          </Cell>
          <Cell label="流程" card="wide">
            <UiLink href={v.ui.run(runOfMail(m))}>{runOfMail(m)}</UiLink>
          </Cell>
          <Cell label="代碼">
            <Code value={m.code} />
          </Cell>
          <Cell label="已嘗試" class="sq-num">
            {m.attempts} 次
          </Cell>
          <Cell label="時間" class="sq-num">
            {minuteOf(m.updatedAt)}
          </Cell>
          {v.mayAct ? (
            <Cell card="act">
              <Act
                ctx={ctx}
                action={paths.ops.mail()}
                id={m.id}
                about={`${mailKindWords(m.kind)} ${m.id.slice(0, 8)}`}
              >
                再寄一次
              </Act>
            </Cell>
          ) : null}
        </Row>
      ))}
    </Table>
    <More shown={v.mail.failures.length} all={v.mail.givenUp} unit="封" />
  </>
);
