/** 變更電子郵件信箱: the form, what follows, and confirming at the new mailbox. */
import type { Problem } from '../../domain/problem.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  Layout,
  LinkButton,
  Note,
  SummaryList,
  TextInput,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { OwnPassword } from './own-password.tsx';

const TITLE = '變更電子郵件信箱';

export const MailboxPage = (p: {
  ctx: PageContext;
  /** The present one. */
  email: string;
  formKey: string;
  typed?: string;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={p.ctx} title={TITLE} variant="applicant" width="narrow" problems={p.problems}>
    <BackLink href={paths.applicant.profile()}>回個人資料</BackLink>
    <Title title={TITLE} />
    <ErrorSummary problems={p.problems} consequence="信箱尚未變更" />
    <Form
      class="sq-card sq-card--pad"
      action={paths.applicant.mailbox()}
      csrf={p.ctx.csrf}
      formKey={p.formKey}
    >
      <div class="sq-stack">
        <SummaryList facts={[{ term: '目前的信箱', value: p.email }]} />
        <p>
          我們會寄一封信到新的信箱，在信中的連結確認後才會變更。變更後以新的信箱登入；進行中的應徵，之後的通知都寄到新的信箱，先前收到的面試通知連結仍然有效。
        </p>
        <TextInput
          name="email"
          label="新的 Email"
          required
          inputmode="email"
          autocomplete="email"
          spellcheck={false}
          maxlength={254}
          value={p.typed}
          problems={p.problems}
        />
        <OwnPassword problems={p.problems} />
        <Note plain>電子報是以信箱訂閱的，不會跟著變更；要改寄新的信箱，請取消後重新訂閱。</Note>
        <Buttons>
          <Button>寄出確認信</Button>
          <a href={paths.applicant.profile()}>不變更</a>
        </Buttons>
      </div>
    </Form>
  </Layout>
);

/** Opening the link changes nothing (mail scanners open links); the button does, with the account's password. */
export const ConfirmNewMailboxPage = (p: {
  ctx: PageContext;
  action: string;
  /** The mailbox the link was mailed to. */
  address: string;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={p.ctx} title="確認新信箱" variant="public" width="narrow" problems={p.problems} noIndex>
    <Title title="確認新信箱" />
    <ErrorSummary problems={p.problems} consequence="信箱尚未變更" />
    <Form class="sq-card sq-card--pad" action={p.action} csrf={p.ctx.csrf}>
      <div class="sq-stack">
        <SummaryList facts={[{ term: '新的信箱', value: p.address }]} />
        <p>按下按鈕後，應徵帳號即改用這個信箱，其他裝置都會登出。如果不是您本人要求，請關閉本頁。</p>
        <OwnPassword problems={p.problems} hint="請輸入應徵帳號的密碼，確認是您本人。" />
        <Buttons>
          <Button>確認變更</Button>
        </Buttons>
      </div>
    </Form>
  </Layout>
);

/** Said to whoever reads the mailbox, and to nobody else. */
export const MailboxTakenPage = (p: { ctx: PageContext }) => (
  <Layout ctx={p.ctx} title="這個信箱已有帳號" variant="public" width="narrow" noIndex>
    <Title title="這個信箱已有帳號" />
    <div class="sq-stack">
      <p>
        信箱沒有變更，原來的帳號仍可使用。一個信箱只能有一個帳號：請改用其他信箱，或先登入這個信箱的帳號，刪除後再變更。
      </p>
      <Buttons>
        <LinkButton href={paths.applicant.signIn()}>前往應徵者登入</LinkButton>
      </Buttons>
    </div>
  </Layout>
);
