import type { Child } from 'hono/jsx';
import { DRAFT_KEEP_DAYS } from '../../domain/application-draft.ts';
import { Card, Layout, LinkButton, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

/** A page of texts under their own headings. */
const TextPage = (p: {
  ctx: PageContext;
  title: string;
  sub?: string;
  texts: readonly { id: string; title: string; text: Child }[];
}) => (
  <Layout ctx={p.ctx} title={p.title}>
    <Title title={p.title} sub={p.sub} />
    <div class="sq-stack">
      {p.texts.map(({ id, title, text }) => (
        <Card id={id} title={title}>
          <div class="sq-prose">{text}</div>
        </Card>
      ))}
    </div>
  </Layout>
);

/** R19: which platform is mine. */
export const ApplyChoicePage = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="我要應徵" current="apply">
    <Title title="我要應徵" sub="依職缺是否須具公務人員任用資格，分別在兩個平台應徵。" />
    <div class="sq-ways">
      <section class="sq-card sq-card--pad" aria-labelledby="cs">
        <h2 id="cs">職缺應徵</h2>
        <p class="sq-prose">
          須具公務人員任用資格的職缺。履歷於每日 1 點、7 點、13 點、19 點產製後提供給機關。
        </p>
        <LinkButton href={paths.apply.civilService()}>前往職缺應徵</LinkButton>
      </section>
      <section class="sq-card sq-card--pad" aria-labelledby="op">
        <h2 id="op">不須具公務人員任用資格職缺應徵平台</h2>
        <p class="sq-prose">約聘僱、臨時人員等職缺，人人可應徵。履歷於應徵當下即產製。</p>
        <LinkButton href={paths.apply.open()}>前往應徵平台</LinkButton>
      </section>
    </div>
  </Layout>
);

/** 個資法 §8: what every collection on this site tells. */
export const PrivacyPage = ({ ctx }: { ctx: PageContext }) => (
  <TextPage
    ctx={ctx}
    title="隱私權及個人資料保護"
    texts={[
      {
        id: 'purpose',
        title: '蒐集機關與目的',
        text: (
          <p>
            徵才機關為辦理人事甄選（人事管理），經由本系統蒐集您應徵時填寫的資料；您應徵哪一個職缺，資料就只提供給該職缺的機關。
          </p>
        ),
      },
      {
        id: 'kinds',
        title: '資料類別',
        text: (
          <p>
            識別類（姓名、身分證統一編號、出生日期、電話、電子郵件、住址、照片）、學歷、經歷、考試與考績等履歷資料，您自行上傳的證明文件，以及您填寫的任用資格聲明與面試所需的合理調整。每個職缺只送出該機關勾選的項目；家屬及公教貸款資料不蒐集。
          </p>
        ),
      },
      {
        id: 'use',
        title: '利用期間、地區、對象及方式',
        text: (
          <p>
            期間為該職缺甄選期間及其後之保存期間（最長自截止日起一年），期滿刪除；地區為中華民國境內；對象為徵才機關的人事人員；方式為線上調閱與通知。每次調閱都留有紀錄，您可在「我的應徵」查看。尚未送出的草稿只有您自己看得到，職缺截止{' '}
            {DRAFT_KEEP_DAYS} 日後刪除。
          </p>
        ),
      },
      {
        id: 'account',
        title: '應徵者帳號與我的履歷',
        text: (
          <p>
            帳號的電子郵件信箱與您自行填寫的「我的履歷」加密保存，只有您自己看得到，保存至您刪除帳號為止；在
            <a href={paths.applicant.profile()}>個人資料</a>
            可以下載全部資料或刪除帳號。密碼只保存無法還原的雜湊值。
          </p>
        ),
      },
      {
        id: 'rights',
        title: '您的權利',
        text: (
          <p>
            您可依個人資料保護法第 3 條查詢、閱覽、複製、補充、更正，或請求停止蒐集、處理、利用及刪除；請在
            <a href={paths.applicant.home()}>我的應徵</a>操作，或洽徵才機關。
          </p>
        ),
      },
      {
        id: 'refusal',
        title: '不提供資料的影響',
        text: <p>未提供必填資料時，系統無法受理您的應徵。</p>,
      },
      {
        id: 'newsletter',
        title: '電子報',
        text: (
          <p>
            <a href={paths.public.newsletterSubscribe()}>訂閱電子報</a>
            時蒐集您的電子郵件信箱及查詢條件，加密保存，僅用於寄送電子報。取消後立即刪除；未完成確認的，七日後刪除。不記錄您是否開啟信件或點選連結。
          </p>
        ),
      },
      {
        id: 'visits',
        title: '瀏覽本網站',
        text: (
          <p>
            查詢及閱覽職缺不需登入。Cookie
            只用於保持登入及顯示一次性訊息，不用於追蹤。頁首的人數以當日有效的代碼計算，代碼無法還原，也無法與其他日子的對照；網路位址及瀏覽器資料不留存。
          </p>
        ),
      },
    ]}
  />
);

export const AccessibilityPage = ({ ctx }: { ctx: PageContext }) => (
  <TextPage
    ctx={ctx}
    title="網站無障礙聲明"
    texts={[
      {
        id: 'aim',
        title: '目標',
        text: (
          <p>
            本網站以網站內容無障礙規範（WCAG）2.2 的 AA 等級為目標：可只用鍵盤操作、可放大至
            200%、不執行程式（JavaScript）也能使用，狀態一律以文字說明，不只以顏色表示。
          </p>
        ),
      },
      {
        id: 'tests',
        title: '檢測方式',
        text: (
          <p>
            每次改版都以自動工具檢測各頁面在電腦與手機寬度下的無障礙規則及網頁語法。自動檢測不能取代人工檢測，尚未取得無障礙標章。
          </p>
        ),
      },
      {
        id: 'ways',
        title: '操作方式',
        text: (
          <p>
            每頁的第一個連結是「跳到主要內容」，按 Tab
            鍵即可看到。表單有誤時，錯誤會列在頁面最上方，按連結即到該欄位。
            <a href={paths.public.siteMap()}>網站導覽</a>列出所有公開頁面。
          </p>
        ),
      },
      {
        id: 'limits',
        title: '已知的限制',
        text: <p>職缺的附件由各機關製作，未必符合無障礙規範；需要其他格式時，請洽該職缺的聯絡人。</p>,
      },
      {
        id: 'help',
        title: '需要協助',
        text: (
          <p>
            如有使用上的困難，請洽<a href={paths.public.vacancies()}>各職缺</a>
            所載的聯絡人，或撥頁尾所載的電話；我們會以其他方式提供協助。
          </p>
        ),
      },
    ]}
  />
);
