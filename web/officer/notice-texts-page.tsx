/** 通知範本: the list, the page that changes one, and the page before one is deleted. */
import type { NoticeText } from '../../db/queries/notice-texts.ts';
import { NOTICE_LIMITS } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRoc, taipeiDay } from '../../domain/roc-date.ts';
import {
  ActCell,
  BackLink,
  Button,
  Buttons,
  Cell,
  ConfirmPage,
  Details,
  ErrorSummary,
  Form,
  FormGrid,
  Hidden,
  HiddenFields,
  Layout,
  ListCard,
  Row,
  RowHead,
  TextArea,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { TemplateNameField } from './template-name-field.tsx';
import { trailTo } from './trails.ts';

const LIST = { text: '通知範本', href: paths.officer.noticeTexts() };
const back = { href: LIST.href, text: '回通知範本' };
const LONGEST_SHOWN = 60;

/** The beginning of a content, for telling texts apart. */
function beginning(content: string): string {
  const characters = [...content.replace(/\s+/g, ' ')];
  return characters.length > LONGEST_SHOWN
    ? `${characters.slice(0, LONGEST_SHOWN).join('')}…`
    : characters.join('');
}

const Line = ({ text: t }: { text: NoticeText }) => (
  <Row>
    <RowHead>
      <a class="sq-cell-main" href={paths.officer.noticeText(t.id)}>
        {t.name}
        <Hidden>：修改</Hidden>
      </a>
    </RowHead>
    <Cell label="通知內容" card="wide">
      {beginning(t.content)}
    </Cell>
    <Cell label="機關名稱">{t.agency_name}</Cell>
    <Cell label="儲存日期" class="sq-num">
      {formatRoc(taipeiDay(t.saved_at))}
    </Cell>
    <ActCell href={paths.officer.noticeText(t.id)} about={t.name}>
      修改
    </ActCell>
    <ActCell href={paths.officer.deleteNoticeText(t.id)} about={t.name}>
      刪除
    </ActCell>
  </Row>
);

export const NoticeTextsPage = ({ ctx, texts }: { ctx: PageContext; texts: readonly NoticeText[] }) => (
  <Layout ctx={ctx} title="通知範本" current="register" trail={trailTo({ text: '通知範本' })}>
    <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
    <Title title="通知範本" sub="面試通知的通知內容，同機關的人事人員共用；於通知面試時帶入。" />
    <ListCard
      caption="通知範本清單"
      columns={['範本名稱', '通知內容', '機關名稱', '儲存日期', '修改', '刪除']}
      rows={texts}
      line={(text) => <Line text={text} />}
      none={{
        title: '尚無通知範本',
        text: '於「通知面試」或「批次通知面試」輸入通知內容，按「存為範本」，下次即可帶入。',
      }}
    />
  </Layout>
);

export interface ChangeTextView {
  ctx: PageContext;
  formKey: string;
  text: NoticeText;
  /** As typed. */
  name: string;
  content: string;
  problems: readonly Problem[];
  /** A colleague saved meanwhile: what stands there now is shown beside what was typed. */
  overtaken: boolean;
}

export const ChangeNoticeTextPage = ({ view: p }: { view: ChangeTextView }) => (
  <Layout
    ctx={p.ctx}
    title="修改通知範本"
    current="register"
    problems={p.problems}
    trail={trailTo(LIST, { text: '修改通知範本' })}
  >
    <BackLink href={back.href}>{back.text}</BackLink>
    <Title title="修改通知範本" sub={p.text.agency_name} />
    <ErrorSummary problems={p.problems} consequence="尚未儲存" />
    {p.overtaken ? (
      <Details summary={`目前的範本「${p.text.name}」`} open>
        <p class="sq-prose">{p.text.content}</p>
      </Details>
    ) : null}
    <Form
      class="sq-card sq-card--pad"
      action={paths.officer.noticeText(p.text.id)}
      csrf={p.ctx.csrf}
      formKey={p.formKey}
    >
      <HiddenFields values={{ version: String(p.text.version) }} />
      <div class="sq-stack">
        <FormGrid>
          <TemplateNameField value={p.name} problems={p.problems} />
          <TextArea
            name="content"
            label="通知內容"
            required
            rows={10}
            hint="請勿含應徵者姓名等個人資料；面試時間及地點於通知時另填。"
            value={p.content}
            problems={p.problems}
            maxlength={NOTICE_LIMITS.content}
          />
        </FormGrid>
        <Buttons>
          <Button>儲存範本</Button>
          <a href={back.href}>取消</a>
        </Buttons>
      </div>
    </Form>
  </Layout>
);

export const DeleteNoticeTextPage = (p: { ctx: PageContext; formKey: string; text: NoticeText }) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo(LIST, { text: '刪除通知範本' })}
    title="刪除通知範本"
    sub={p.text.name}
    action={paths.officer.deleteNoticeText(p.text.id)}
    formKey={p.formKey}
    confirm="刪除通知範本"
    warning
    back={back}
  >
    <p>範本刪除後無法復原，同機關的人事人員都不能再使用；已送出的通知不受影響。</p>
    <p class="sq-quote">{p.text.content}</p>
  </ConfirmPage>
);
