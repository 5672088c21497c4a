/** The retrieval page: figures, two sets of ticks, an opened row, the bar, and the password dialog. */
import { checkArchivePassword } from '../../../../domain/archive-password.ts';
import type { ReplyStatus } from '../../../../domain/status.ts';
import {
  ActionBar,
  ActionGroup,
  BackLink,
  Bars,
  Blank,
  Button,
  Carry,
  Cell,
  Csrf,
  DetailRow,
  Dialog,
  DialogBody,
  DialogFoot,
  Figures,
  FilterBar,
  FilterText,
  Form,
  Hidden,
  Layout,
  ModeTag,
  NamesOf,
  Note,
  NumberCell,
  opens,
  Pager,
  PasswordRules,
  ProductionTag,
  ReplyTag,
  ResultBar,
  Row,
  RowHead,
  Select,
  ShowPassword,
  StageTag,
  SummaryList,
  Table,
  TextInput,
  Tick,
  TickAll,
  Timeline,
  Title,
  TitleTags,
} from '../../../../web/components/index.ts';
import type { PageContext } from '../../../../web/view.ts';

interface Person {
  n: number;
  reply: ReplyStatus;
  pending?: boolean;
  resume?: boolean;
  notice?: boolean;
}
const people: Person[] = Array.from({ length: 12 }, (_, index) => ({
  n: index + 1,
  reply: (['none', 'notified', 'accepted', 'declined', 'none'] as const)[index % 5] ?? 'none',
  pending: index > 8,
  resume: index === 0 || index === 2,
  notice: index === 4,
}));

const PersonRow = ({ person }: { person: Person }) => {
  const who = `測試姓名${person.n}`;
  const id = String(person.n);
  return (
    <>
      <Row open={person.n === 3}>
        <NumberCell>{person.n}</NumberCell>
        <Cell card="tick">
          {person.pending ? (
            <ProductionTag value="pending" row />
          ) : (
            <Tick name="resume" value={id} before="調閱" who={who} after="履歷" checked={person.resume} />
          )}
        </Cell>
        <Cell card={person.reply === 'none' ? 'tick' : ['tick', 'blank']}>
          {person.reply === 'none' ? (
            <Tick name="notice" value={id} before="批次通知" who={who} after="面試" checked={person.notice} />
          ) : (
            <Blank why="已通知" />
          )}
        </Cell>
        <RowHead>
          <span class="sq-cell-main">{who}</span>
        </RowHead>
        <Cell label="性別">男</Cell>
        <Cell label="出生日期" class="sq-num">
          0750114
        </Cell>
        <Cell label="電話" class="sq-num">
          0900-000-001
        </Cell>
        <Cell label="聯絡Email">test{person.n}@example.com</Cell>
        <Cell label="應徵時間" class="sq-num">
          115/11/20 09:14:05
        </Cell>
        <Cell label="面試回覆狀態" card="status">
          <ReplyTag value={person.reply} />
        </Cell>
        <Cell class="sq-nowrap">
          <a href={`#notice-${id}`}>
            {person.reply === 'none' ? '通知面試' : '查看通知'}
            <Hidden>：{who}</Hidden>
          </a>
        </Cell>
      </Row>
      {person.n === 3 ? (
        <DetailRow id="notice-3" columns={11}>
          <section aria-labelledby="n3a">
            <h3 id="n3a">測試姓名3 的面試通知</h3>
            <SummaryList facts={[{ term: '聯絡窗口', value: '測試人員1' }]} />
          </section>
          <section aria-labelledby="n3b">
            <h3 id="n3b">通知與回覆歷程</h3>
            <Timeline
              items={[
                { time: '115/11/21 10:12', what: '寄出面試通知', detail: '信件已交寄' },
                {
                  time: '115/11/21 18:03',
                  what: '應徵者回覆',
                  detail: <ReplyTag value="declined" />,
                  quote: '當日已有行程，無法出席。',
                  kind: 'in',
                },
                { time: '115/11/26 17:00', detail: '回覆截止，之後不再受理更改', kind: 'next' },
              ]}
            />
          </section>
        </DetailRow>
      ) : null}
    </>
  );
};

export const ApplicantsScene = ({ ctx }: { ctx: PageContext }) => (
  <Layout
    ctx={{ ...ctx, demo: true }}
    title="調閱履歷－專員 1151100018"
    current="register"
    trail={[
      { text: '首頁', href: '/' },
      { text: '機關徵才登錄', href: '/officer/vacancies' },
      { text: '調閱履歷' },
    ]}
  >
    <BackLink href="/officer/vacancies">回機關徵才登錄</BackLink>
    <Title
      title="機關徵才登錄－調閱履歷"
      sub={
        <>
          職缺編號 <strong class="sq-num">1151100018</strong>　專員
        </>
      }
    >
      <TitleTags>
        <StageTag value="listed" />
        <ModeTag value="civilService" />
      </TitleTags>
    </Title>
    <div class="sq-overview">
      <Figures
        figures={[
          { label: '應徵人數', value: 12, unit: '人', key: true },
          { label: '今日新增', value: 3, unit: '人' },
          { label: '履歷產製中', value: 3, unit: '人' },
          { label: '待回覆', value: 2, unit: '人' },
          { label: '接受面試', value: 2, unit: '人' },
          { label: '距截止', value: 10, unit: '天' },
        ]}
      />
      <section class="sq-card sq-card--pad" aria-labelledby="fc">
        <h2 class="sq-overview__h" id="fc">
          應徵進度
        </h2>
        <Bars
          bars={[
            { label: '應徵', value: 12 },
            { label: '履歷已產製', value: 9 },
            { label: '已調閱', value: 6 },
            { label: '已通知面試', value: 5 },
            { label: '接受面試', value: 2 },
          ]}
        />
      </section>
    </div>
    <div class="sq-card">
      <FilterBar
        action=""
        tip={
          <>
            下次產製履歷：<strong class="sq-num">今日 13:00</strong>
          </>
        }
      >
        <FilterText name="idno" label="身分證字號" grow={false} maxlength={10} />
      </FilterBar>
      <form id="people" action="" method="post">
        <Csrf token={ctx.csrf} />
        <ResultBar before="共" count={12} unit="人">
          <p class="sq-quiet">※ 每次調閱最多僅能調閱10個人員之履歷資料</p>
          <Button kind="secondary" size="small" class="sq-result__end" name="do" value="export">
            匯出聯絡資訊（全部 12 人）
          </Button>
        </ResultBar>
        <Table
          look="people"
          caption="應徵者清單，職缺編號 1151100018"
          columns={[
            { head: '序號', number: true },
            {
              head: (
                <TickAll of="resume">
                  勾選
                  <br />
                  調閱履歷
                </TickAll>
              ),
            },
            {
              head: (
                <TickAll of="notice">
                  勾選
                  <br />
                  批次通知面試
                </TickAll>
              ),
            },
            '姓名',
            '性別',
            '出生日期',
            '電話',
            '聯絡Email',
            '應徵時間',
            '面試回覆狀態',
            '通知面試',
          ]}
        >
          {people.map((person) => (
            <PersonRow person={person} />
          ))}
        </Table>
        <Pager page={1} pages={1} size={15}>
          <p class="sq-quiet">空白：未通知或不使用系統線上通知</p>
        </Pager>
        <ActionBar
          label="對已勾選的應徵者"
          end={
            <a href="?" data-clear-ticks="resume notice">
              清除勾選
            </a>
          }
        >
          <ActionGroup of="resume" count={2} before="已勾選調閱" unit="人" limit={10}>
            <Button name="do" value="retrieve" {...opens('password', 'resume', 10)}>
              調閱履歷
            </Button>
          </ActionGroup>
          <ActionGroup of="notice" count={1} before="已勾選通知" unit="人">
            <Button name="do" value="notify">
              批次通知面試
            </Button>
          </ActionGroup>
        </ActionBar>
      </form>
    </div>
    <Dialog id="password">
      <Form action="" csrf={ctx.csrf} formKey="key-2" data-download>
        <DialogBody id="password" title="請設定下載壓縮檔密碼">
          <p>
            將調閱 <strong data-count-of="resume">2</strong> 人的履歷：
            <NamesOf of="resume" />。
          </p>
          <Carry of="resume" />
          <Select name="purpose" label="調閱事由" options={[{ code: 'screening', name: '資格審查' }]} />
          <div>
            <TextInput
              name="archivePassword"
              label="請輸入密碼"
              type="password"
              autocomplete="new-password"
              describedByAlso="archivePassword-rules"
            />
            <ShowPassword input="archivePassword" />
            <PasswordRules input="archivePassword" rules={checkArchivePassword('')} untouched />
          </div>
          <Note>請自行記得所設定之密碼，本系統不再提供查詢。</Note>
        </DialogBody>
        <DialogFoot cancelHref="?" />
      </Form>
    </Dialog>
  </Layout>
);
