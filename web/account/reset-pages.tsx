import type { Problem } from '../../domain/problem.ts';
import { Button, Buttons } from '../components/buttons.tsx';
import { Stack, Title } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { TextInput } from '../components/inputs.tsx';
import { Layout } from '../components/layout.tsx';
import { ErrorSummary } from '../components/problems.tsx';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NewPasswordFields } from './new-password.tsx';

/** 忘記密碼. */
export const ForgotPage = (props: { ctx: PageContext; problems?: readonly Problem[] }) => (
  <Layout ctx={props.ctx} title="忘記密碼" width="narrow" variant="public" problems={props.problems} noIndex>
    <Title title="忘記密碼" sub="重設密碼的連結會寄到帳號登記的信箱。" />
    <ErrorSummary problems={props.problems} />
    <Form action={paths.account.forgotPassword()} csrf={props.ctx.csrf}>
      <Stack>
        <TextInput
          name="login"
          label="帳號或 Email"
          required
          hint="機關人員請輸入帳號；應徵者請輸入申請時的 Email。"
          problems={props.problems}
          autocomplete="username"
          spellcheck={false}
          maxlength={254}
        />
        <Buttons>
          <Button>寄出連結</Button>
          <a href={paths.account.signIn()}>回到登入</a>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);

/** Where the mailed link leads. */
export const ResetPage = (props: {
  ctx: PageContext;
  action: string;
  /** Of an account of the back office. */
  staff: boolean;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={props.ctx} title="重設密碼" width="narrow" variant="public" problems={props.problems} noIndex>
    <Title title="重設密碼" sub="變更後，所有已登入的裝置都會登出。" />
    <ErrorSummary problems={props.problems} consequence="密碼尚未變更" />
    <Form action={props.action} csrf={props.ctx.csrf}>
      <Stack>
        <NewPasswordFields problems={props.problems} fresh staff={props.staff} />
        <Buttons>
          <Button>變更密碼</Button>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);
