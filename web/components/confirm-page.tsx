/** The page before an act that cannot be undone: what goes, what stays, and a button that repeats the verb. */
import type { Child } from 'hono/jsx';
import type { PageContext } from '../view.ts';
import { Button, Buttons } from './buttons.tsx';
import { BackLink, Stack, Title } from './card.tsx';
import { Form } from './form.tsx';
import { HiddenFields } from './hidden.tsx';
import { Layout, type LayoutProps } from './layout.tsx';
import { ErrorSummary } from './problems.tsx';

export interface ConfirmPageProps extends Pick<LayoutProps, 'current' | 'trail' | 'problems'> {
  ctx: PageContext;
  title: string;
  /** Which thing, e.g. the vacancy's number and name. */
  sub?: Child;
  action: string;
  formKey?: string;
  /** Repeats the verb: 刪除職缺. */
  confirm: string;
  warning?: boolean;
  back: { href: string; text: string };
  /** Carried along unseen. */
  keep?: Record<string, string | readonly string[]>;
  /** Another way on, beside the button. */
  also?: Child;
  /** What goes and what stays, and questions such as the reason. */
  children?: Child;
}

export const ConfirmPage = (props: ConfirmPageProps) => (
  <Layout
    ctx={props.ctx}
    title={props.title}
    current={props.current}
    trail={props.trail}
    problems={props.problems}
  >
    <BackLink href={props.back.href}>{props.back.text}</BackLink>
    <Title title={props.title} sub={props.sub} />
    <ErrorSummary problems={props.problems} />
    <Form class="sq-card sq-card--pad" action={props.action} csrf={props.ctx.csrf} formKey={props.formKey}>
      <HiddenFields values={props.keep ?? {}} />
      <Stack>
        {props.children}
        <Buttons>
          <Button kind={props.warning ? 'warning' : 'primary'}>{props.confirm}</Button>
          {props.also}
          <a href={props.back.href}>取消</a>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);
