/** One of each small component, as the reference page of components shows them. */
import {
  Banner,
  Button,
  Buttons,
  Card,
  Details,
  EmptyState,
  FileInput,
  Layout,
  LinkButton,
  Note,
  Pager,
  ProductionTag,
  ReplyTag,
  ReviewTag,
  Stack,
  StageTag,
  SummaryList,
  Title,
} from '../../../../web/components/index.ts';
import type { PageContext } from '../../../../web/view.ts';

export const KitScene = ({ ctx }: { ctx: PageContext }) => (
  <Layout
    ctx={{ ...ctx, banner: { kind: 'success', text: '「資訊技士」已送出審核，審核結果會以信件通知您。' } }}
    title="元件一覽"
    trail={[{ text: '首頁', href: '/' }, { text: '元件一覽' }]}
  >
    <Title title="元件一覽" />
    <Stack>
      <Card id="states" title="狀態">
        <SummaryList
          columns={2}
          facts={[
            { term: <ReviewTag value="draft" />, value: '尚未送審' },
            { term: <ReviewTag value="inReview" />, value: '等待審核人員' },
            { term: <ReviewTag value="returned" />, value: '附退回理由' },
            { term: <StageTag value="listed" />, value: '公開可應徵' },
            { term: <StageTag value="closed" />, value: '不再受理' },
            { term: <StageTag value="archived" />, value: '個人資料已刪除' },
            { term: <ProductionTag value="pending" />, value: '履歷尚不能調閱' },
            { term: <ReplyTag value="none" />, value: '未通知或不使用系統線上通知' },
            { term: <ReplyTag value="notified" />, value: '等待回覆' },
            { term: <ReplyTag value="accepted" />, value: '將參加面試' },
            { term: <ReplyTag value="declined" />, value: '不參加面試' },
          ]}
        />
      </Card>
      <Card id="buttons" title="按鈕">
        <Buttons>
          <Button type="button">調閱履歷</Button>
          <Button type="button" kind="secondary">
            歷史職缺
          </Button>
          <Button type="button" kind="warning">
            刪除職缺
          </Button>
          <Button type="button" disabled>
            送出邀約
          </Button>
          <Button type="button" kind="secondary" size="small">
            套用
          </Button>
          <Button type="button" kind="link">
            清除勾選
          </Button>
        </Buttons>
      </Card>
      <Card id="notes" title="提示">
        <Stack>
          <Note>此調閱方式，如在上網有效期間內不得再修改。</Note>
          <Note plain>若職缺非公務人員，官等職等請輸入「無」，職系請選「無」。</Note>
          <Details summary="考績年度區間怎麼填">
            請填民國年，例如 110 至 114。未輸入區間，即調閱所有考績資料。
          </Details>
        </Stack>
      </Card>
      <Card id="files" title="檔案與摘要">
        <Stack>
          <FileInput name="file" label="職缺匯入檔" hint="XML、XLSX、ODS 或 CSV，10 MB 以內。" />
          <SummaryList
            facts={[
              { term: '職稱', value: '專員' },
              { term: '有效期間', value: '115/11/20 ~ 115/12/04', number: true },
              { term: '不顯示', value: '' },
            ]}
          />
        </Stack>
      </Card>
      <EmptyState title="沒有符合條件的職缺" text="請放寬上網有效期間，或移除關鍵字後再查詢一次。">
        <LinkButton href="/officer/vacancies" kind="secondary">
          清除全部條件
        </LinkButton>
      </EmptyState>
      <div class="sq-card">
        <Pager page={2} pages={4} size={15} previous="?page=1" next="?page=3" />
      </div>
    </Stack>
  </Layout>
);

export const NoticeBanner = () => (
  <Banner kind="notice" text="本系統於 115/11/28 00:00 至 02:00 維護，期間暫停登入。" />
);
