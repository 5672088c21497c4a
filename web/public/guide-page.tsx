import type { Child } from 'hono/jsx';
import { Layout, LinkButton, Note, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import {
  FormPicture,
  MailboxPicture,
  ReceiptPicture,
  ReplyPicture,
  SearchPicture,
} from './guide-pictures.tsx';

const Step = (p: { picture: Child; title: string; children?: Child }) => (
  <li class="sq-card sq-steps__item">
    {p.picture}
    <div>
      <h2 class="sq-steps__title">{p.title}</h2>
      <div class="sq-prose">{p.children}</div>
    </div>
  </li>
);

/** R17: 求職SOP in five steps, as many as the petals of the sign. */
export const GuidePage = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="求職SOP" current="guide">
    <Title title="求職SOP" sub="從找職缺到回覆面試，五個步驟。" />
    <ol class="sq-steps">
      <Step picture={<SearchPicture />} title="找職缺">
        <p>
          在<a href={paths.public.vacancies()}>查詢職缺資料</a>
          以關鍵字、工作地、職系等條件查詢，並留意截止時刻。也可以
          <a href={paths.public.newsletterSubscribe()}>訂閱電子報</a>，有新職缺時寄信告訴您。
        </p>
      </Step>
      <Step picture={<MailboxPicture />} title="建立帳號">
        <p>
          以電子郵件信箱<a href={paths.applicant.signUp()}>申請應徵帳號</a>
          ，收到確認信後按下信中的連結。信箱未確認前不能應徵。
        </p>
      </Step>
      <Step picture={<FormPicture />} title="填寫履歷並應徵">
        <p>
          填寫基本資料、學歷、經歷與簡要自述，上傳 PDF、PNG 或 JPEG
          的證明文件，預覽無誤後送出。填到一半可儲存草稿；其他履歷項目在
          <a href={paths.applicant.resume()}>我的履歷</a>填寫一次，應徵時自動帶入。想先整理資料，可下載
          <a href={paths.public.blankForm()}>空白表格</a>。
        </p>
      </Step>
      <Step picture={<ReceiptPicture />} title="收到應徵編號">
        <p>送出後，畫面與信件都會顯示應徵編號與時間。截止前可以修改，每次修改都有新的收據。</p>
      </Step>
      <Step picture={<ReplyPicture />} title="等候通知並回覆">
        <p>
          機關調閱履歷的時間會顯示在<a href={paths.applicant.home()}>我的應徵</a>
          。收到面試通知後，請以信中的連結或在我的應徵回覆接受或婉拒；回覆期限前都可以更改。
        </p>
      </Step>
    </ol>
    <Note plain>
      須具公務人員任用資格的職缺在【職缺應徵】應徵，履歷於每日 1、7、13、19
      時產製；其他職缺在【不須具公務人員任用資格職缺應徵平台】應徵，履歷於應徵當下產製。
    </Note>
    <p class="sq-buttons sq-gap">
      <LinkButton href={paths.public.apply()}>我要應徵</LinkButton>
    </p>
  </Layout>
);
