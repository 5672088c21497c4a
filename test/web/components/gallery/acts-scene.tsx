/** Forms that save themselves, ask before acting, and refuse a second press. */
import { Button, Csrf, Form, Layout, TextInput, Title } from '../../../../web/components/index.ts';
import type { PageContext } from '../../../../web/view.ts';

export const ActsScene = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="表單行為" current="register">
    <Title title="表單行為" />
    <Form id="draft" class="sq-stack" action="/saved" csrf={ctx.csrf} data-autosave="/autosave">
      <TextInput name="title" label="職稱" value="" />
      <p data-autosave-status role="status" />
      <Button>儲存草稿</Button>
    </Form>
    <form id="ask" class="sq-stack" action="/withdrawn" method="post">
      <Csrf token={ctx.csrf} />
      <Button kind="secondary" name="do" value="withdraw" data-confirm="撤回後，應徵者會收到通知。要撤回嗎？">
        撤回
      </Button>
    </form>
  </Layout>
);
