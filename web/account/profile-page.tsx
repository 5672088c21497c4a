/** 個人資料 (R3): one's own data, one's own sign-ins, and the password. */

import type { LivingSignIn } from '../../db/queries/sign-ins.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { Button, Buttons } from '../components/buttons.tsx';
import { Card, Stack, Title } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { TextInput } from '../components/inputs.tsx';
import { Layout } from '../components/layout.tsx';
import { ErrorSummary } from '../components/problems.tsx';
import { type Fact, SummaryList } from '../components/summary-list.tsx';
import { Cell, Row, RowHead, Table } from '../components/table.tsx';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { signInWayWords } from '../words.ts';
import { DeskCards, type DeskView } from './desk-cards.tsx';
import { NewPasswordFields } from './new-password.tsx';
import { OwnDataCard } from './own-data-pages.tsx';

const when = (at: Date): string => formatRocDateTime(at.toISOString());

export interface ProfileProps {
  ctx: PageContext;
  facts: readonly Fact[];
  signIns: readonly LivingSignIn[];
  /** Which of them is this browser's. */
  own: Buffer;
  /** An officer's deputies and settings. */
  desk?: DeskView;
  /** What did not happen, when there are problems. */
  consequence?: string;
  problems?: readonly Problem[];
}

const SignIns = ({ ctx, signIns, own }: ProfileProps) => (
  <Card id="sign-ins" title="目前的登入">
    <Stack>
      <Table caption="目前的登入" columns={['登入時間', '登入方式', '最近操作時間', '裝置']} cards={false}>
        {signIns.map((one) => (
          <Row>
            <RowHead>{when(one.startedAt)}</RowHead>
            <Cell>{signInWayWords(one.way)}</Cell>
            <Cell>{when(one.lastSeenAt)}</Cell>
            <Cell>{one.idHash.equals(own) ? '本裝置' : '其他裝置'}</Cell>
          </Row>
        ))}
      </Table>
      {signIns.length > 1 ? (
        <Form action={paths.account.endSignIns()} csrf={ctx.csrf}>
          <Buttons>
            <Button kind="secondary">登出其他裝置</Button>
          </Buttons>
        </Form>
      ) : null}
    </Stack>
  </Card>
);

const Password = ({ ctx, problems }: ProfileProps) => (
  <Card id="password-change" title="變更密碼">
    <Form action={paths.account.password()} csrf={ctx.csrf}>
      <div class="sq-stack sq-narrow">
        <TextInput
          name="passwordOld"
          label="目前的密碼"
          type="password"
          required
          problems={problems}
          autocomplete="current-password"
        />
        <NewPasswordFields problems={problems} fresh staff={ctx.actor.kind !== 'applicant'} />
        <Buttons>
          <Button>變更密碼</Button>
        </Buttons>
      </div>
    </Form>
  </Card>
);

export const ProfilePage = (props: ProfileProps) => (
  <Layout
    ctx={props.ctx}
    title="個人資料"
    problems={props.problems}
    trail={[{ text: '首頁', href: paths.home() }, { text: '個人資料' }]}
  >
    <Title title="個人資料" />
    <ErrorSummary problems={props.problems} consequence={props.consequence} />
    <Stack>
      <Card id="own-data" title="帳號資料">
        <Stack>
          <SummaryList facts={props.facts} />
          {props.ctx.actor.kind === 'applicant' ? (
            <p>
              <a href={paths.applicant.mailbox()}>變更電子郵件信箱</a>
            </p>
          ) : null}
        </Stack>
      </Card>
      {props.desk ? <DeskCards ctx={props.ctx} desk={props.desk} problems={props.problems} /> : null}
      <SignIns {...props} />
      <Password {...props} />
      {props.ctx.actor.kind === 'applicant' ? <OwnDataCard /> : null}
    </Stack>
  </Layout>
);
