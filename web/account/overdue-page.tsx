import type { Problem } from '../../domain/problem.ts';
import { Button, Buttons } from '../components/buttons.tsx';
import { Stack, Title } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { HiddenFields } from '../components/hidden.tsx';
import { Layout } from '../components/layout.tsx';
import { Note } from '../components/notes.tsx';
import { ErrorSummary } from '../components/problems.tsx';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NewPasswordFields } from './new-password.tsx';

/** Field of the token that the page carries: it stands for the password that was right and too old. */
export const RENEW = 'renew';

/** A new password in place of an overdue one (附表十 4-2-4). What she was about to do is kept. */
export const OverduePage = (props: {
  ctx: PageContext;
  token: string;
  /** As `_held` and `_next` came. */
  kept: Record<string, string>;
  mostDays: number;
  problems?: readonly Problem[];
}) => (
  <Layout
    ctx={props.ctx}
    title="請設定新密碼"
    width="narrow"
    variant="officer"
    problems={props.problems}
    noIndex
  >
    <Title title="請設定新密碼" sub={`您的密碼已使用滿 ${props.mostDays} 日，設定新密碼後即可登入。`} />
    <ErrorSummary problems={props.problems} consequence="密碼尚未變更" />
    <Stack>
      {props.kept._held ? <Note>您剛才送出的內容仍保留，設定新密碼後可再次送出。</Note> : null}
      <Form action={paths.account.signIn()} csrf={props.ctx.csrf}>
        <HiddenFields values={{ ...props.kept, [RENEW]: props.token }} />
        <Stack>
          <NewPasswordFields problems={props.problems} fresh staff />
          <Buttons>
            <Button>設定新密碼並登入</Button>
          </Buttons>
          <p class="sq-quiet">本頁 30 分鐘內有效。其他裝置的登入會一併結束。</p>
        </Stack>
      </Form>
    </Stack>
  </Layout>
);
