/** The register, a public page, the page before deleting. */
import {
  AttentionPanel,
  Chips,
  ChoiceCards,
  ConfirmPage,
  EmptyState,
  FilterBar,
  FilterCheck,
  FilterGroup,
  FilterText,
  Form,
  Layout,
  LinkButton,
  Pager,
  ResultBar,
  RocRangeBoxes,
  SummaryList,
  Tabs,
  TextArea,
  Title,
} from '../../../../web/components/index.ts';
import type { PageContext } from '../../../../web/view.ts';

export const RegisterScene = ({ ctx }: { ctx: PageContext }) => (
  <Layout
    ctx={ctx}
    title="機關徵才登錄"
    current="register"
    trail={[{ text: '首頁', href: '/' }, { text: '機關徵才登錄' }]}
  >
    <Title title="機關徵才登錄">
      <div class="sq-buttons">
        <LinkButton href="/officer/vacancies/new">新增</LinkButton>
        <LinkButton href="/officer/vacancies/past" kind="secondary">
          歷史職缺
        </LinkButton>
      </div>
    </Title>
    <AttentionPanel
      asOf="115/11/24 09:05"
      items={[
        { count: 1, measure: '件', what: '職缺退回補正', href: '#a', when: '辦事員，請修正後重新送審' },
        { count: 1, measure: '件', what: '職缺明日截止', href: '#b', when: '人事科員，11/25 17:00' },
        { count: 4, measure: '位', what: '尚未回覆面試通知', href: '#c', when: '最早於今日 17:00 到期' },
        { count: 0, measure: '封', what: '不該出現', href: '#d', when: '' },
      ]}
    />
    <Tabs
      label="依狀態檢視"
      tabs={[
        { text: '全部', href: '?', count: 48, current: true },
        { text: '草稿', href: '?tab=draft', count: 5 },
        { text: '刊登中', href: '?tab=listed', count: 1200 },
      ]}
    />
    <div class="sq-card sq-card--tabbed">
      <FilterBar
        action="/officer/vacancies"
        reset="/officer/vacancies"
        below={
          <FilterCheck name="valid" checked>
            只列迄日仍有效之職缺
          </FilterCheck>
        }
      >
        <FilterGroup legend="上網有效期間（民國）">
          <RocRangeBoxes from="from" to="to" fromValue="2026-09-01" toValue="2026-12-31" />
        </FilterGroup>
        <FilterText name="no" label="職缺編號" inputmode="numeric" />
        <FilterText name="q" label="關鍵字" value="行政院" />
      </FilterBar>
      <ResultBar before="符合條件" count={0} unit="件">
        <Chips chips={[{ text: '關鍵字 行政院', href: '?' }]} />
      </ResultBar>
      <EmptyState inCard title="沒有符合條件的職缺" text="請移除關鍵字後再查詢一次。" />
      <Pager
        page={1}
        pages={4}
        size={15}
        sizes={[15, 30, 50]}
        action="/officer/vacancies"
        keep={{ q: '行政院', place: ['10', '20'] }}
        next="?after=abc"
      />
    </div>
  </Layout>
);

export const ReplyScene = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="回覆面試通知" width="narrow">
    <Title title="請回覆是否參加面試" tight />
    <div class="sq-stack">
      <section class="sq-card sq-letter" aria-labelledby="iv">
        <div class="sq-letter__body">
          <h2 class="sq-letter__label" id="iv">
            面試時間
          </h2>
          <SummaryList facts={[{ term: '機關', value: '行政院人事行政總處' }]} />
        </div>
      </section>
      <Form class="sq-card sq-card--pad sq-stack" action="/r" csrf={ctx.csrf}>
        <ChoiceCards
          name="reply"
          label="您的回覆"
          options={[
            { code: 'accepted', name: '接受，我會參加面試', hint: '面試前一日會再寄信提醒您。' },
            { code: 'declined', name: '婉拒，這次不參加', hint: '不影響您應徵其他職缺。' },
          ]}
        />
        <TextArea name="message" label="回覆內容（選填）" hint="最多 200 字。" rows={3} maxlength={200} />
        <button class="govuk-button sq-button--large sq-button--wide" type="submit">
          送出回覆
        </button>
      </Form>
    </div>
  </Layout>
);

export const ConfirmScene = ({ ctx }: { ctx: PageContext }) => (
  <ConfirmPage
    ctx={ctx}
    current="register"
    title="刪除職缺"
    sub="1151100021　資訊技士"
    action="/officer/vacancies/1151100021/delete"
    formKey="key-3"
    confirm="刪除職缺"
    warning
    back={{ href: '/officer/vacancies', text: '回機關徵才登錄' }}
    keep={{ version: '3' }}
  >
    <p>這份草稿會刪除，不能復原。已使用的職缺編號不會再用於其他職缺。</p>
  </ConfirmPage>
);
